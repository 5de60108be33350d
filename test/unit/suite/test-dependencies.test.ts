import { describe, expect, test } from 'vitest';
import { distributionOf } from '../../../src/python/import-names.ts';
import { formatRequirement } from '../../../src/python/requirement.ts';
import { isStdlib } from '../../../src/python/stdlib-modules.ts';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import { importsUnderTest } from '../../../src/suite/feature-needs.ts';
import { localModules } from '../../../src/suite/modules/local-modules.ts';
import { readModule } from '../../../src/suite/modules/read-module.ts';
import { loadPythonParser } from '../../support/python-parser.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { type GivenProject, suiteProject } from '../../support/suite-project.ts';

const parse = await loadPythonParser();

describe('distributionOf', () => {
  test.each([
    ['yaml', 'pyyaml'],
    ['PIL.Image', 'pillow'],
    ['dateutil.parser', 'python-dateutil'],
    ['attr', 'attrs'],
    ['bs4', 'beautifulsoup4'],
    ['pkg_resources', 'setuptools'],
    ['markdown_it.token', 'markdown-it-py'],
    ['Xlib', 'python-xlib'],
    ['google.protobuf.message', 'protobuf'],
    ['google.auth.transport', 'google-auth'],
    ['opentelemetry.sdk.trace', 'opentelemetry-sdk'],
    ['opentelemetry.trace', 'opentelemetry-api'],
    ['ruamel.yaml', 'ruamel-yaml'],
    ['jaraco.path', 'jaraco-path'],
    ['sphinxcontrib.bibtex', 'sphinxcontrib-bibtex'],
    ['Some_Module.part', 'some-module'],
  ])('%s is %s', (module, distribution) => {
    expect(distributionOf(module)).toBe(distribution);
  });
});

test.each([
  ['os', true],
  ['tomllib', true],
  ['distutils', true],
  ['_thread', true],
  ['urllib2', true],
  ['numpy', false],
  ['test_helpers', false],
])('isStdlib(%s) is %s', (root, expected) => {
  expect(isStdlib(root)).toBe(expected);
});

describe('localModules', () => {
  test('names what stands on sys.path, and folders that an installed package goes before', () => {
    const tree = sourceTree({
      'setup.py': '',
      'src/inner/__init__.py': '',
      'src/inner/deep.py': '',
      'tests/helper.py': '',
      'tests/django/test_a.py': '',
      'tests/pack/__init__.py': '',
      'tests/pack/test_b.py': '',
      'examples/numpy/__init__.py': '',
      'README.md': '',
    });
    const { sure, folders } = localModules(tree, suiteProject({ name: 'My.Sample', topLevel: ['top'] }));
    expect([...sure].sort()).toEqual([
      'My_Sample',
      'helper',
      'inner',
      'my_sample',
      'pack',
      'setup',
      'test_a',
      'top',
    ]);
    expect(folders.has('django')).toBe(true);
    expect(folders.has('numpy')).toBe(false);
  });
});

describe('importsUnderTest', () => {
  const tree = sourceTree({
    'src/sample/__init__.py': 'from . import core\n',
    'src/sample/core.py': 'import attrs\nfrom .sub.part import x\ndef f():\n    import tqdm, attrs\n',
    'src/sample/sub/__init__.py': '',
    'src/sample/sub/part.py':
      'import yaml\ntry:\n    import ujson\nexcept ImportError:\n    pass\nfrom ..core import y\n',
    'src/sample/web.py': 'import flask\n',
    'src/sample/never.py': 'import django\n',
  });
  const suite = (code: string) => [readModule('tests/test_a.py', code, parse)];

  test.each<[code: string, modules: string[]]>([
    ['import sample\n', ['attrs', 'yaml']],
    ['from sample import web\n', ['attrs', 'flask', 'yaml']],
    ['def test_it():\n    import sample.web\n', ['attrs', 'flask', 'yaml']],
    ['try:\n    import sample\nexcept ImportError: ...\n', []],
    ['import other\n', []],
  ])('%j', (code, modules) => {
    const found = [...importsUnderTest(tree, suite(code), parse)]
      .filter(([name, when]) => when === 'always' && !name.startsWith('sample'))
      .map(([name]) => name);
    expect(found.sort()).toEqual(modules);
  });
});

describe('which distributions a suite needs', () => {
  test.each<[why: string, code: string, given: GivenProject, names: string[]]>([
    [
      'an import that comes with something declared',
      'import starlette\n',
      { extras: { test: ['fastapi'] } },
      ['fastapi'],
    ],
    ['an undeclared import where nothing is declared', 'import starlette\n', {}, ['starlette']],
    [
      'a local import that is declared',
      'def test_b():\n    import yaml\n',
      { extras: { dev: ['pyyaml'] } },
      ['pyyaml'],
    ],
    [
      'listed for tests, imported nowhere',
      '',
      { extras: { test: ['cffi', 'coverage', 'pytest-unknown'] } },
      ['cffi'],
    ],
    ['listed for development, imported nowhere', '', { groups: { dev: ['sphinx', 'rich'] } }, []],
    [
      'skipped without, and listed for development',
      'import pytest\nyaml = pytest.importorskip("yaml")\n',
      { groups: { dev: ['pyyaml'] } },
      ['pyyaml'],
    ],
    [
      'skipped without, and required by a feature alone',
      'import pytest\nyaml = pytest.importorskip("yaml")\n',
      { extras: { web: ['pyyaml'] } },
      [],
    ],
    ['grammars', 'import tree_sitter\n', { groups: { dev: ['tree-sitter-c'] } }, ['tree-sitter-c']],
    ['loaded by name', '', { groups: { dev: ['aiosqlite', 'tzdata'] } }, ['aiosqlite']],
    [
      'a test client',
      'from fastapi.testclient import TestClient\n',
      { runtime: ['fastapi'], groups: { dev: ['httpx>=1'] } },
      ['httpx'],
    ],
    [
      'a feature that the test imports',
      'import redis\n',
      { extras: { cache: ['redis'], dev: ['pytest'] } },
      ['redis'],
    ],
    [
      'a guarded import without which the tests end',
      'import sys\ntry:\n    import yaml\nexcept ImportError:\n    sys.exit(1)\n',
      { extras: { dev: ['pyyaml'] } },
      ['pyyaml'],
    ],
    [
      'tests of every anyio backend',
      'import pytest\n@pytest.mark.anyio\nasync def test_b(): ...\n',
      {},
      ['trio'],
    ],
    [
      'tests of one anyio backend',
      'import pytest\n@pytest.fixture\ndef anyio_backend(): ...\n@pytest.mark.anyio\nasync def test_b(): ...\n',
      {},
      [],
    ],
    [
      'what is required at run time for some targets alone',
      'import typing_extensions, attrs\n',
      { runtime: ['typing-extensions>=4; python_version < "3.13"', 'attrs'], groups: { dev: ['pytest'] } },
      ['typing-extensions'],
    ],
    [
      'runtime requirements that every Gentoo target has, or none',
      'import yaml, toml, exceptiongroup\n',
      {
        runtime: [
          'pyyaml; sys_platform != "emscripten"',
          'toml; python_version < "3.13"',
          'exceptiongroup; python_version < "3.11"',
        ],
      },
      ['toml'],
    ],
    [
      'a requirement for each target',
      'import lxml\n',
      {
        runtime: ['lxml>=4.9; python_version < "3.13"', 'lxml>=5.3; python_version >= "3.13"'],
        groups: { dev: ['lxml>=6'] },
      },
      [],
    ],
    [
      'what makes the documentation',
      'import yaml\n',
      { extras: { test: ['sphinx', 'sphinxcontrib-svg2pdfconverter', 'reno', 'pyyaml'] } },
      ['pyyaml'],
    ],
    [
      'a plugin of Sphinx',
      'pytest_plugins = ["sphinx.testing.fixtures"]\n',
      { extras: { test: ['sphinx'] } },
      ['sphinx'],
    ],
    ['an undeclared backport beside the original', 'import mock\nfrom unittest.mock import patch\n', {}, []],
    ['a backport alone', 'import mock\n', {}, ['mock']],
    ['a declared backport', 'import mock, unittest.mock\n', { extras: { dev: ['mock'] } }, ['mock']],
    ['the project itself', 'import sample\n', { extras: { test: ['sample[web]'] } }, []],
    [
      'a plugin',
      'import yaml\ndef test_b(mocker): ...\n',
      { extras: { test: ['pytest-mock', 'pyyaml'] } },
      ['pyyaml'],
    ],
    [
      'tools that are libraries too',
      'import wheel.wheelfile, mypy.api\ndef test_b():\n    import build\n',
      { extras: { test: ['wheel', 'build', 'mypy', 'pip', 'coverage-enable-subprocess'] } },
      ['wheel'],
    ],
    [
      'names with an affix',
      'import linkify_it, pywidget, widget.a\n',
      { extras: { dev: ['linkify-it-py', 'python-widget', 'PyWidget'] } },
      ['linkify-it-py', 'python-widget', 'PyWidget'],
    ],
    [
      'what a function under a condition imports',
      'def test_b():\n    if 1:\n        import yaml\n',
      { extras: { dev: ['pyyaml'] } },
      ['pyyaml'],
    ],
  ])('%s', (_, code, given, names) => {
    const tree = sourceTree({ 'sample/__init__.py': '', 'tests/test_a.py': `${code}def test_it(): ...\n` });
    const { dependencies } = analyzeSuite(tree, suiteProject(given), parse).value;
    expect(dependencies.map(({ requirement }) => requirement.name)).toEqual(names);
  });
});

const LOCAL =
  'def f():\n    try:\n        import flask\n    except ImportError:\n        raise RuntimeError\n';
const GUARDED = 'try:\n    import flask\nexcept ImportError:\n    flask = None\n';
const TOX = '[testenv]\nextras = web\n';

test.each<[code: string, tox: string, dev: string[], names: string[], command?: string]>([
  [LOCAL, '', [], []],
  [LOCAL, '', ['flask>=3'], ['flask']],
  [LOCAL, TOX, [], ['flask']],
  [GUARDED, '', ['flask>=3'], []],
  [GUARDED, TOX, [], ['flask']],
  [GUARDED, '', [], ['flask'], 'uv sync --all-extras'],
  [LOCAL, '', [], ['flask'], 'pip install .[web]'],
])('%j under test, with tox.ini %j and for development %j', (code, tox, dev, names, command = '') => {
  const tree = sourceTree({
    'sample/__init__.py': code,
    'tests/test_a.py': 'import sample\ndef test_it(): ...\n',
    'tox.ini': tox,
    '.github/workflows/test.yml': `run: ${command}\n# test\n`,
  });
  const project = suiteProject({ extras: { web: ['flask'] }, groups: { dev } });
  const { dependencies } = analyzeSuite(tree, project, parse).value;
  expect(dependencies.map(({ requirement }) => requirement.name)).toEqual(names);
});

test.each<[code: string, names: string[]]>([
  ['try:\n    from unittest import mock\nexcept ImportError:\n    import mock\n', []],
  ['try:\n    import mock\nexcept ImportError:\n    mock = None\n', ['mock']],
  ['try:\n    import unittest.mock\nexcept ImportError:\n    import mock\n', []],
])('a backport in the test environment, tried as %j', (code, names) => {
  const tree = sourceTree({
    'tests/test_a.py': `${code}def test_it(): ...\n`,
    'tox.ini': '[testenv]\ndeps = py27: mock\n',
  });
  const { dependencies } = analyzeSuite(tree, suiteProject(), parse).value;
  expect(dependencies.map(({ requirement }) => requirement.name)).toEqual(names);
});

test('what is required for some targets alone is a test dependency for all', () => {
  const tree = sourceTree({ 'tests/test_a.py': 'import typing_extensions\ndef test_it(): ...\n' });
  const project = suiteProject({ runtime: ['typing_extensions>=4; python_version < "3.13"'] });
  const { dependencies } = analyzeSuite(tree, project, parse).value;
  expect(dependencies.map(({ requirement }) => formatRequirement(requirement))).toEqual([
    'typing_extensions>=4',
  ]);
});

test('the test modules that alone need a distribution are named', () => {
  const tree = sourceTree({
    'tests/conftest.py': 'import attrs\n',
    'tests/test_a.py': 'import yaml, os, rich\ndef test_it(): ...\n',
    'tests/test_b.py': 'import rich\ndef test_it():\n    import yaml\n',
  });
  const { needs = [] } = analyzeSuite(tree, suiteProject(), parse).value;
  expect(needs).toEqual([
    { distribution: 'attrs', reasons: ['imported by tests/conftest.py, declared nowhere'] },
    {
      distribution: 'pyyaml',
      reasons: ['imported by tests/test_a.py, declared nowhere'],
      onlyIn: ['tests/test_a.py'],
    },
    { distribution: 'rich', reasons: ['imported by tests/test_a.py, declared nowhere'] },
  ]);
});

test('thousands of test modules that import something else each are told apart in no time', () => {
  const tests = Array.from({ length: 20_000 }, (_, index) => `tests/test_${index}.py`);
  const texts = tests.map((path, index) => [path, `import module${index}\ndef test_it(): ...\n`]);
  const tree = sourceTree(Object.fromEntries(texts));
  const start = performance.now();
  const { needs = [] } = analyzeSuite(tree, suiteProject(), parse).value;
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(needs.find(({ distribution }) => distribution === 'module7')?.onlyIn).toEqual(['tests/test_7.py']);
});

test.each([
  ['from .test_a import helper\n'],
  ['from tests.test_a import helper\n'],
  ['from . import test_a\n'],
])('a module that another one imports (%j) cannot be left out', (line) => {
  const tree = sourceTree({
    'tests/__init__.py': '',
    'tests/test_a.py': 'import yaml\ndef test_it(): ...\n',
    'tests/test_b.py': `${line}def test_it(): ...\n`,
  });
  const { needs = [] } = analyzeSuite(tree, suiteProject(), parse).value;
  expect(needs.map(({ onlyIn }) => onlyIn)).toEqual([undefined]);
});

test('what is listed for tests and imported nowhere is in no module', () => {
  const tree = sourceTree({ 'tests/test_a.py': 'def test_it(): ...\n' });
  const given = suiteProject({ extras: { test: ['brotli'] } });
  const { needs = [] } = analyzeSuite(tree, given, parse).value;
  expect(needs).toEqual([
    { distribution: 'brotli', reasons: ['listed for tests in pyproject.toml'], onlyIn: [] },
  ]);
});

test('each dependency says why, all its reasons together and none twice', () => {
  const tree = sourceTree({
    'sample/__init__.py': 'import yaml\n',
    'sample/other.py': 'import yaml\n',
    'tests/test_a.py': 'import sample.other, yaml\nimport fastapi.testclient\ndef test_it(): ...\n',
  });
  const given = { extras: { test: ['pyyaml', 'fastapi'], dev: ['uvicorn'] } };
  const { needs = [] } = analyzeSuite(tree, suiteProject(given), parse).value;
  expect(needs.map(({ distribution, reasons }) => [distribution, reasons])).toEqual([
    ['fastapi', ['listed for tests in pyproject.toml', 'imported by tests/test_a.py, listed for tests']],
    ['httpx', ['fastapi.testclient in tests/test_a.py needs it']],
    [
      'pyyaml',
      [
        'listed for tests in pyproject.toml',
        'imported by what the tests import',
        'imported by tests/test_a.py, listed for tests',
      ],
    ],
    ['uvicorn', ['listed and loaded by name in pyproject.toml']],
  ]);
});

describe('files beside the tests', () => {
  const names = (files: Record<string, string>) =>
    analyzeSuite(
      sourceTree({ 'tests/test_a.py': 'def test_it(): ...\n', ...files }),
      suiteProject(),
      parse,
    ).value.dependencies.map(({ requirement }) => requirement.name);

  test.each<[why: string, files: Record<string, string>, names: string[]]>([
    ['a script that nothing leads to', { 'tests/server.py': 'import bottle\n' }, []],
    [
      'a helper that a test imports',
      {
        'tests/server.py': 'import bottle\n',
        'tests/test_b.py': 'from . import server\ndef test_it(): ...\n',
      },
      ['bottle'],
    ],
    [
      'a helper of a helper',
      {
        'tests/server.py': 'import bottle\n',
        'tests/tools.py': 'import tests.server\n',
        'tests/test_b.py': 'import tests.tools\ndef test_it(): ...\n',
      },
      ['bottle'],
    ],
    [
      'an app that a string names',
      {
        'tests/app/__init__.py': 'import bottle\n',
        'tests/conftest.py': 'APPS = ["tests.app"]\n',
      },
      ['bottle'],
    ],
    ['a conftest.py without tests below it', { 'testing/perf/conftest.py': 'import psutil\n' }, []],
    ['setup.py of a sample', { 'tests/data/sample/setup.py': 'import cython\n' }, []],
  ])('%s', (_, files, expected) => {
    expect(names(files)).toEqual(expected);
  });
});

test('tests are searched for Sphinx once, however much of it is listed', () => {
  const text = `def test_it(): ...\nTEXT = """\n${'all that sphinges say\n'.repeat(20_000)}"""\n`;
  const tree = sourceTree(
    Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`tests/test_${i}.py`, text])),
  );
  const given = { extras: { test: Array.from({ length: 3000 }, (_, i) => `sphinx-${i}`) } };
  const start = performance.now();
  expect(analyzeSuite(tree, suiteProject(given), parse).value.dependencies).toEqual([]);
  expect(performance.now() - start).toBeLessThan(4000);
});
