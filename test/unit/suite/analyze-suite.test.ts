import { describe, expect, test } from 'vitest';
import { loadPythonParser } from '../../../src/io/python-parser.ts';
import type { Dependency } from '../../../src/model/project.ts';
import { parseRequirement } from '../../../src/python/requirement.ts';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import type { SuiteProject } from '../../../src/suite/suite-project.ts';
import { sourceTree } from '../../support/source-tree.ts';

const parsePython = await loadPythonParser();

interface Given {
  readonly name?: string;
  readonly runtime?: readonly string[];
  readonly extras?: Readonly<Record<string, readonly string[]>>;
  readonly pytest11?: Readonly<Record<string, string>>;
}

function project({ name = 'sample', runtime = [], extras = {}, pytest11 }: Given = {}): SuiteProject {
  return {
    name: { value: name, from: 'test' },
    dependencies: runtime.map(dependency),
    extras: new Map(Object.entries(extras).map(([extra, list]) => [extra, list.map(dependency)])),
    groups: new Map(),
    entryPoints: new Map(pytest11 === undefined ? [] : [['pytest11', new Map(Object.entries(pytest11))]]),
    extension: { kind: 'none', evidence: [], languages: [], libraries: [] },
    contents: { topLevel: undefined, stray: [] },
  };
}

function dependency(text: string): Dependency {
  return { requirement: parseRequirement(text), cap: 'written', where: { file: 'pyproject.toml' } };
}

function suite(files: Parameters<typeof sourceTree>[0], given: Given = {}) {
  return analyzeSuite(sourceTree(files), project(given), parsePython);
}

const TEST = 'def test_it():\n    pass\n';
const TEST_CASE =
  'import unittest\n\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        pass\n';

describe('the runner', () => {
  test.each<[why: string, files: Parameters<typeof sourceTree>[0], given: Given, runner: string]>([
    ['no test file', { 'sample/__init__.py': '' }, { extras: { test: ['pytest'] } }, 'none'],
    ['a test function', { 'tests/test_a.py': TEST }, {}, 'pytest'],
    ['only helpers below tests/', { 'tests/conftest.py': 'import pytest\n' }, {}, 'none'],
    ['TestCases in a package', { 'tests/__init__.py': '', 'tests/test_a.py': TEST_CASE }, {}, 'unittest'],
    ['TestCases that unittest cannot find', { 'tests/test_a.py': TEST_CASE }, {}, 'pytest'],
    [
      'TestCases and declared pytest',
      { 'tests/__init__.py': '', 'tests/test_a.py': TEST_CASE },
      { extras: { dev: ['pytest'] } },
      'pytest',
    ],
    [
      'TestCases and a pytest.ini',
      { 'pytest.ini': '[pytest]\n', 'tests/__init__.py': '', 'tests/test_a.py': TEST_CASE },
      {},
      'pytest',
    ],
    [
      'tests outside of testpaths',
      { 'pytest.ini': '[pytest]\ntestpaths = tests\n', 'tests/a.txt': '', 'bench/test_a.py': TEST },
      {},
      'none',
    ],
  ])('%s', (_, files, given, runner) => {
    expect(suite(files, given).value.runner).toBe(runner);
  });
});

describe('plugins', () => {
  test.each<[code: string, given: Given, plugins: string[]]>([
    ['def test_it(mocker):\n    pass\n', {}, ['pytest-mock']],
    ['import pytest\n@pytest.fixture\ndef mocker(): ...\ndef test_it(mocker): ...\n', {}, []],
    ['import pytest\n@pytest.mark.parametrize("mocker", [1])\ndef test_it(mocker): ...\n', {}, []],
    ['from unittest.mock import patch\n@patch("a.b")\ndef test_it(mocker): ...\n', {}, []],
    ['import pytest\n@pytest.mark.asyncio\nasync def test_it(): ...\n', {}, ['pytest-asyncio']],
    ['import pytest\npytestmark = pytest.mark.anyio\nasync def test_it(): ...\n', {}, ['anyio']],
    ['async def test_it(): ...\n', { extras: { test: ['pytest-trio'] } }, ['pytest-trio']],
    ['async def test_it(): ...\n', {}, ['pytest-asyncio']],
    [
      'import unittest\nclass A(unittest.IsolatedAsyncioTestCase):\n    async def test_it(self): ...\nimport pytest\n',
      {},
      [],
    ],
    ['def test_it(data_regression): ...\n', {}, ['pytest-datadir', 'pytest-regressions']],
    ['def test_it(snapshot): ...\n', { extras: { test: ['syrupy'] } }, ['syrupy']],
    ['def test_it(snapshot): ...\n', {}, []],
    [
      'from hypothesis import given, strategies as st\n@given(st.text())\ndef test_it(client): ...\n',
      { extras: { dev: ['pytest-django'] } },
      ['hypothesis'],
    ],
    ['def test_it(): ...\n', { extras: { dev: ['pytest-cov', 'pytest-xdist', 'pytest-mock'] } }, []],
    [
      'def test_it(): ...\n',
      { extras: { test: ['pytest-xvfb', 'pytest-cov', 'pytest-benchmark'] } },
      ['pytest-xvfb'],
    ],
    ['def test_it(cov, subtests): ...\n', { extras: { test: ['pytest-cov', 'pytest-subtests'] } }, []],
  ])('%j with %j', (code, given, plugins) => {
    const { value } = suite({ 'tests/test_a.py': code }, given);
    expect(value.plugins.map((use) => use.distribution)).toEqual(plugins);
    for (const use of value.plugins) expect(use.evidence.length).toBeGreaterThan(0);
  });

  test('the package itself is its own plugin, loaded through the environment where pytest runs in pytest', () => {
    const files = {
      'tests/test_a.py': 'pytest_plugins = ["pytester"]\ndef test_it(pytester, mocker): ...\n',
    };
    const { value } = suite(files, { name: 'pytest-mock', pytest11: { pytest_mock: 'pytest_mock' } });
    expect(value).toMatchObject({ plugins: [], ownPlugin: true, loadViaEnv: true });
  });
});

describe('addopts', () => {
  const cfg = (addopts: string) => ({
    'pytest.ini': `[pytest]\naddopts = ${addopts}\n`,
    'tests/test_a.py': TEST,
  });

  test.each<[addopts: string, args: string[]]>([
    ['-ra --strict-markers', []],
    ['--cov=sample -n auto', ['-o', 'addopts=']],
    [
      '--cov sample -m "not slow" --import-mode=importlib',
      ['-o', "addopts=-m 'not slow' --import-mode=importlib"],
    ],
    ['-p xdist -p no:cacheprovider', ['-o', 'addopts=']],
    ['--benchmark-disable -q', ['-o', 'addopts=']],
  ])('%s', (addopts, args) => {
    expect(suite(cfg(addopts)).value.arguments).toEqual(args);
  });
});

describe('test dependencies', () => {
  test.each<[code: string, given: Given, names: string[]]>([
    ['import yaml\n', {}, ['pyyaml']],
    ['import yaml\n', { runtime: ['PyYAML'] }, []],
    ['import os, sample.x, helper\nfrom . import thing\n', {}, []],
    ['try:\n    import numpy\nexcept ImportError:\n    numpy = None\n', {}, []],
    [
      'try:\n    import numpy\nexcept ImportError:\n    numpy = None\n',
      { extras: { test: ['numpy'] } },
      ['numpy'],
    ],
    ['import pytest\nnumpy = pytest.importorskip("numpy")\n', {}, []],
    ['import coverage, tox\n', { extras: { test: ['coverage', 'tox'] } }, []],
    ['from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\n', {}, []],
    ['import mock\n', { extras: { test: ['mock>=4'] } }, ['mock']],
  ])('%j with %j', (code, given, names) => {
    const files = {
      'sample/__init__.py': '',
      'tests/helper.py': '',
      'tests/test_a.py': `${code}${TEST}`,
    };
    const { value } = suite(files, given);
    expect(value.dependencies.map(({ requirement }) => requirement.name.toLowerCase())).toEqual(names);
  });
});
