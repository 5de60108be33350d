import { describe, expect, test } from 'vitest';
import { loadPythonParser } from '../../../src/io/python-parser.ts';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { type GivenProject, suiteProject } from '../../support/suite-project.ts';

const parsePython = await loadPythonParser();

function suite(files: Parameters<typeof sourceTree>[0], given: GivenProject = {}) {
  return analyzeSuite(sourceTree(files), suiteProject(given), parsePython);
}

const TEST = 'def test_it():\n    pass\n';
const TEST_CASE =
  'import unittest\n\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        pass\n';

describe('the runner', () => {
  test.each<[why: string, files: Parameters<typeof sourceTree>[0], given: GivenProject, runner: string]>([
    ['no test file', { 'sample/__init__.py': '' }, { extras: { test: ['pytest'] } }, 'none'],
    ['a test function', { 'tests/test_a.py': TEST }, {}, 'pytest'],
    ['only helpers below tests/', { 'tests/conftest.py': 'import pytest\n' }, {}, 'none'],
    ['TestCases in a package', { 'tests/__init__.py': '', 'tests/test_a.py': TEST_CASE }, {}, 'unittest'],
    [
      'TestCases that are switched off',
      { 'tests/__init__.py': '', 'tests/test_a.py': `${TEST_CASE}    __test__ = False\n` },
      {},
      'pytest',
    ],
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
    ['TestCases where only unittest looks', { 'tests.py': TEST_CASE }, {}, 'unittest'],
    ['helpers that look like tests', { 'tests/helper.py': TEST }, {}, 'none'],
    [
      'modules that python_files names',
      { 'pytest.ini': '[pytest]\npython_files = check_*.py\n', 'tests/check_a.py': TEST },
      {},
      'pytest',
    ],
    [
      'a module that imports the others',
      {
        'pytest.ini': '[pytest]\npython_files = __main__.py\n',
        'tests/__main__.py': 'from .test_a import *\n',
        'tests/test_a.py': TEST_CASE,
      },
      {},
      'pytest',
    ],
    [
      'doctests that are asked for',
      { 'pytest.ini': '[pytest]\naddopts = --doctest-modules\n', 'sample.py': '"""\n>>> 1\n1\n"""\n' },
      {},
      'pytest',
    ],
    [
      'doctests that are not there',
      { 'pytest.ini': '[pytest]\naddopts = --doctest-modules\n', 'sample.py': 'x = 1\n' },
      {},
      'none',
    ],
    [
      'features of pytest-bdd',
      { 'tests/test_a.py': 'from pytest_bdd import scenarios\nscenarios("features")\n' },
      { extras: { dev: ['pytest-bdd'] } },
      'pytest',
    ],
    [
      'no tests, and no plugin that finds others',
      { 'tests/test_a.py': 'import pytest\n' },
      { extras: { dev: ['pytest-mock'] } },
      'none',
    ],
    [
      'blocks of pytest-describe',
      { 'tests/test_a.py': 'def describe_it():\n    def works(): ...\n' },
      {},
      'pytest',
    ],
  ])('%s', (_, files, given, runner) => {
    expect(suite(files, given).value.runner).toBe(runner);
  });
});

test('unittest runs what stestr is told to, and not the tests of a running service', () => {
  const { value } = suite({
    '.stestr.conf': '[DEFAULT]\ntest_path=./sample/tests/unit\ntop_dir=./\n',
    'sample/__init__.py': '',
    'sample/tests/__init__.py': '',
    'sample/tests/unit/__init__.py': '',
    'sample/tests/unit/test_a.py': TEST_CASE,
    'sample/tests/functional/__init__.py': '',
    'sample/tests/functional/test_b.py': `import service\n${TEST_CASE}`,
  });
  expect(value).toMatchObject({ runner: 'unittest', paths: ['sample/tests/unit'], dependencies: [] });
});

describe('plugins', () => {
  test.each<[code: string, given: GivenProject, plugins: string[]]>([
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
    ['import requests_mock\ndef test_it(): ...\n', {}, ['requests-mock']],
    ['def test_it(requests_mock): ...\n', {}, ['requests-mock']],
    ['import time_machine\n@time_machine.travel(0)\ndef test_it(): ...\n', {}, ['time-machine']],
    ['def test_it(time_machine): ...\n', {}, ['time-machine']],
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

  test('functions of a conftest.py are no tests, whatever their names', () => {
    const conftest =
      'import pytest\ndef test_client(mocker): ...\n@pytest.fixture\ndef app(respx_mock): ...\n';
    const plugins = (code: string) =>
      suite({ 'tests/conftest.py': conftest, 'tests/test_a.py': code }).value.plugins.map(
        (use) => use.distribution,
      );
    expect(plugins('def test_it(): ...\n')).toEqual([]);
    expect(plugins('def test_it(app): ...\n')).toEqual(['respx']);
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
    ['-r fEsxwX -s --cov=sample', ['-o', 'addopts=-s']],
    ['-vs --capture no -l --cov=sample', ['-o', 'addopts=-vs --capture no']],
    ['--capture=fd --cov=sample', ['-o', 'addopts=']],
    ['sample --cov=sample tests', ['-o', 'addopts=sample tests']],
    ['--strict-markers -v tests --cov sample', ['-o', 'addopts=tests']],
  ])('%s', (addopts, args) => {
    expect(suite(cfg(addopts)).value.arguments).toEqual(args);
  });
});

test.each<[code: string, args: string[]]>([
  ['def test_it(pytester): ...\n', ['-o', 'addopts=-p helper']],
  ['def test_it(): ...\n', []],
])('-p of addopts for what PYTEST_PLUGINS loads: %j', (code, args) => {
  const { value } = suite(
    {
      'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-psample -p pytest_mock -p helper"\n',
      'tests/test_a.py': code,
    },
    { pytest11: { sample: 'sample.plugin' }, extras: { test: ['pytest-mock'] } },
  );
  expect(value.arguments).toEqual(args);
});

test.each<[call: string, loadViaEnv: boolean]>([
  ['runpytest("-v")', true],
  ['runpytest("-v", "-p", "sample")', false],
  ['runpytest("-psample.plugin")', false],
  ["runpytest('-p sample')", false],
  ['runpytest("-p", "no:sample")', true],
])('EPYTEST_PLUGIN_LOAD_VIA_ENV unless inner runs load the plugin themselves: %s', (call, loadViaEnv) => {
  const { value } = suite(
    { 'tests/test_a.py': `def test_it(pytester):\n    pytester.${call}\n` },
    { pytest11: { sample: 'sample.plugin' } },
  );
  expect(value.loadViaEnv).toBe(loadViaEnv);
});

describe('test dependencies', () => {
  test.each<[code: string, given: GivenProject, names: string[]]>([
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

describe('what a build has not', () => {
  const NETWORK = 'import pytest\n@pytest.mark.network\ndef test_it(): ...\n';

  test.each(['network', 'needs_net'])('mark %s of the network is deselected and said', (mark) => {
    const { value, diagnostics } = suite({ 'tests/test_a.py': NETWORK.replace('network', mark) });
    expect(value.deselectMarks).toEqual([mark]);
    expect(diagnostics.map(({ code }) => code)).toContain('tests-need');
  });

  test.each<[code: string, isSaid: boolean]>([
    ['import requests\ndef test_it():\n    requests.get("https://pypi.org/simple/")\n', true],
    ['def test_it():\n    socket.gethostbyname("gentoo.org")\n', true],
    ['def test_it():\n    urlopen(\n        "http://gentoo.org")\n', true],
    ['def test_it():\n    requests.get("http://localhost:80/a")\n', false],
    ['def test_it():\n    requests.get("http://api.example/a")\n', false],
    ['def test_it():\n    requests.get("http://example.com/a")\n', false],
    ['def test_it():\n    requests.get("http://192.168.1.1/a")\n', false],
    ['def test_it():\n    # requests.get("https://pypi.org/")\n    pass\n', false],
    ['import responses\ndef test_it():\n    requests.get("https://pypi.org/")\n', false],
    ['def test_it(mocker):\n    requests.get("https://pypi.org/")\n', false],
    ['def test_it():\n    assert url == "https://pypi.org/"\n', false],
    ['def fetch():\n    requests.get("https://pypi.org/")\n', false],
  ])('a call of a real host is said: %j', (code, isSaid) => {
    const { diagnostics } = suite({ 'tests/test_a.py': code, 'tests/test_b.py': TEST });
    expect(diagnostics.some(({ code: name }) => name === 'tests-need')).toBe(isSaid);
  });

  test.each([
    ['base_url = os.environ.get("API_URL", "http://127.0.0.1:4010")\n', true],
    ['base_url = os.getenv("API_URL",\n    "https://localhost:8080/v1")\n', true],
    ['base_url = "http://127.0.0.1:4010"\n', false],
    ['def test_it():\n    assert os.getenv("API_URL", "http://localhost:80") == 1\n', false],
    ['base_url = os.environ.get("API_URL", "http://example.com:80")\n', false],
  ])('a server that the environment may name is said: %j', (text, isSaid) => {
    const { diagnostics } = suite({ 'tests/conftest.py': text, 'tests/test_a.py': TEST });
    const said = diagnostics.filter(({ code }) => code === 'tests-need').map(({ message }) => message);
    expect(said.some((message) => message.includes('a server that something else starts'))).toBe(isSaid);
  });

  test('tests of another project of the repository are not run', () => {
    const { value } = suite({
      'packages/other/pyproject.toml': '',
      'packages/other/tests/test_a.py': TEST,
      'tests/sample/setup.py': '',
      'tests/sample/test_c.py': TEST,
      'tests/test_b.py': TEST,
    });
    expect(value.ignore).toEqual(['packages/other/tests']);
  });

  test('a package is not given up for a module that only measures', () => {
    const measures = 'def test_speed(benchmark): ...\n';
    const { value } = suite({ 'spam/core/test_speed.py': measures, 'tests/test_b.py': TEST });
    expect(value.ignore).toEqual(['spam/core/test_speed.py']);
  });

  test('modules that mostly need a fixture of a plugin that no ebuild depends on are not run', () => {
    const needs = 'def test_it(pytester_pretty): ...\n';
    const files = {
      'tests/test_a.py': TEST,
      'tests/test_few.py': `${needs}${TEST}`,
      'tests/test_most.py': `${needs}${needs}${TEST}`,
      'tests/test_subtests.py': 'def test_it(subtests): ...\n',
    };
    expect(suite(files).value.ignore).toEqual(['tests/test_most.py']);
    const conftest = '@pytest.fixture\ndef pytester_pretty(): ...\n';
    expect(suite({ ...files, 'tests/conftest.py': conftest }).value.ignore).toEqual([]);
  });

  test('modules that talk to such a server are not run', () => {
    const talks = 'url = os.environ.get("API_URL", "http://127.0.0.1:4010")\n';
    const { value } = suite({
      'tests/api/test_a.py': `${talks}${TEST}`,
      'tests/api/users/test_c.py': `${talks}${TEST}`,
      'tests/test_b.py': TEST,
      'tests/test_d.py': `${talks}${TEST}`,
    });
    expect(value.ignore).toEqual(['tests/api', 'tests/test_d.py']);
  });

  test('where a conftest.py stands in for the network, nothing is said', () => {
    const { diagnostics } = suite({
      'tests/conftest.py': 'import vcr\n',
      'tests/test_a.py': 'def test_it():\n    requests.get("https://pypi.org/")\n',
    });
    expect(diagnostics).toEqual([]);
  });

  test('an expression in addopts is joined with them, for the last -m wins', () => {
    const { value } = suite({
      'pytest.ini': '[pytest]\naddopts = -m "not slow"\n',
      'tests/test_a.py': NETWORK,
    });
    expect(value).toMatchObject({ arguments: ['-m', '(not slow) and not network'], deselectMarks: [] });
  });

  test('modules that start containers, that only measure or that need a banned plugin are ignored', () => {
    const { value, diagnostics } = suite({
      'tests/test_a.py': TEST,
      'tests/test_docker.py': `import testcontainers\n${TEST}`,
      'tests/test_examples.py': `import pytest_examples\n${TEST}`,
      'tests/benchmarks/test_speed.py': 'def test_speed(benchmark): ...\n',
    });
    expect(value.ignore).toEqual(['tests/benchmarks', 'tests/test_docker.py', 'tests/test_examples.py']);
    expect(value.plugins).toEqual([]);
    expect(diagnostics.filter(({ code }) => code === 'tests-ignored')).toHaveLength(3);
  });

  test.each<[test: string[], said: boolean]>([
    [['psycopg>=3'], true],
    [['mock'], false],
  ])('a driver that is listed for tests asks for its server: %j', (listed, said) => {
    const { diagnostics } = suite({ 'tests/test_a.py': TEST }, { extras: { test: listed } });
    expect(diagnostics.some(({ message }) => message.includes('a database server'))).toBe(said);
  });

  const HOOK = 'def pytest_benchmark_update_machine_info(config, machine_info): ...\n';

  test('a folder without tests whose conftest.py hooks into a plugin is ignored', () => {
    const { value } = suite({
      'tests/test_a.py': TEST,
      'benchmarking/bench_a.py': 'def test_speed(benchmark): ...\n',
      'benchmarking/conftest.py': HOOK,
    });
    expect(value).toMatchObject({ ignore: ['benchmarking'], plugins: [] });
  });

  test.each<[conftest: string, plugins: string[], warned: boolean]>([
    [HOOK, ['pytest-benchmark'], false],
    [`@pytest.hookimpl(optionalhook=True)\n${HOOK}`, [], false],
    ['def pytest_xdist_make_scheduler(config, log): ...\n', ['pytest-xdist'], false],
    ['def pytest_html_report_title(report): ...\n', [], true],
    ['def pytest_configure(config): ...\n', [], false],
  ])('hooks beside tests: %j', (conftest, plugins, warned) => {
    const { value, diagnostics } = suite({ 'tests/test_a.py': TEST, 'tests/conftest.py': conftest });
    expect(value.plugins.map((use) => use.distribution)).toEqual(plugins);
    expect(diagnostics.some(({ code }) => code === 'hook-of-no-plugin')).toBe(warned);
  });

  test.each<[code: string, dev: string[], plugins: string[]]>([
    ['testdir.runpytest("-v", "--numprocesses", "2")', ['pytest-xdist'], ['pytest-xdist']],
    ['testdir.runpytest("--reruns=2")', ['pytest-rerunfailures', 'pytest-xdist'], ['pytest-rerunfailures']],
    ['testdir.runpytest("--numprocesses=2")', [], []],
    ['testdir.makepyfile("""\n        import hypothesis\n        """)', ['hypothesis'], ['hypothesis']],
    ['testdir.makepyfile("""\n        import hypothesis\n        """)', [], []],
    ['main("--numprocesses", "2")', ['pytest-xdist'], []],
  ])('options that inner runs are given: %s with %j', (code, dev, plugins) => {
    const { value } = suite({ 'tests/test_a.py': `def test_it(x):\n    ${code}\n` }, { extras: { dev } });
    expect(value.plugins.map((use) => use.distribution)).toEqual(plugins);
    expect(value.xdist).toBe(dev.includes('pytest-xdist') && !plugins.includes('pytest-xdist'));
  });

  test('a suite that only measures is run all the same', () => {
    const { value } = suite(
      { 'tests/test_speed.py': 'def test_speed(benchmark): ...\n' },
      { extras: { dev: ['pytest-benchmark'] } },
    );
    expect(value.ignore).toEqual([]);
    expect(value.plugins.map((use) => use.distribution)).toEqual(['pytest-benchmark']);
  });
});

describe('compiled modules that the source folder hides', () => {
  const files = { 'sample/__init__.py': '', 'sample/_c.pyx': '' };

  test('the folder is removed where no tests lie in it', () => {
    const { value } = suite({ ...files, 'tests/test_a.py': TEST }, { extension: 'required' });
    expect(value.occludingFolders).toEqual(['sample']);
  });

  test('all packages beside which tests lie are removed', () => {
    const more = { 'helper/__init__.py': '', 'tests/test_a.py': TEST };
    const { value } = suite({ ...files, ...more }, { extension: 'required', topLevel: ['helper', 'sample'] });
    expect(value.occludingFolders).toEqual(['helper', 'sample']);
  });

  test('tests that unittest alone finds in the package are not removed with it', () => {
    const within = { 'sample/tests/__init__.py': '', 'sample/tests/test.py': TEST_CASE };
    const { value } = suite({ ...files, ...within }, { extension: 'required' });
    expect(value).toMatchObject({ runner: 'unittest', installedTests: 'sample' });
    expect(value.occludingFolders).toBeUndefined();
  });

  test('else it is said', () => {
    const { value, diagnostics } = suite(
      { ...files, 'sample/tests/test_a.py': TEST },
      { extension: 'required' },
    );
    expect(value.occludingFolders).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain('tests-occluded');
  });

  const inside = { 'sample/__init__.py': '', 'sample/tests/__init__.py': '', 'sample/tests/test_a.py': TEST };

  test('installed tests find the configuration where the sources have made room for them', () => {
    const { value } = suite({ ...inside, 'pytest.ini': '[pytest]\n' }, { extension: 'required' });
    expect(value).toMatchObject({ installedTests: 'sample', occludingFolders: ['sample'] });
  });

  test.each<
    [why: string, files: Record<string, string>, extension: 'optional' | 'required', name: string | undefined]
  >([
    ['tests that are installed', inside, 'required', 'sample'],
    ['tests that also run without', inside, 'optional', undefined],
    ['tests beside them', { ...inside, 'tests/test_b.py': TEST }, 'required', undefined],
  ])('%s are run where they are installed', (_, given, extension, name) => {
    const { value, diagnostics } = suite(given, { extension });
    expect(value.installedTests).toBe(name);
    expect(diagnostics.some(({ code }) => code === 'tests-occluded')).toBe(name === undefined);
  });

  test.each<[given: GivenProject, path: string]>([
    [{ extension: 'none' }, 'sample/__init__.py'],
    [{ extension: 'required' }, 'src/sample/__init__.py'],
  ])('nothing is hidden with %j and %s', (given, path) => {
    expect(suite({ [path]: '', 'tests/test_a.py': TEST }, given).value.occludingFolders).toBeUndefined();
  });
});

describe('a strict pytest', () => {
  const FLAKY = '@pytest.mark.flaky\ndef test_it(): ...\n';

  test.each<[ini: string, code: string, given: GivenProject, expected: string[]]>([
    ['strict_markers = true', FLAKY, {}, ['-o', 'strict_markers=false']],
    ['strict = true', FLAKY, {}, ['-o', 'strict=false']],
    ['strict_config = true', FLAKY, {}, []],
    ['strict_config = true\nmock_use_standalone_module = true', TEST, {}, ['-o', 'strict_config=false']],
    ['strict = true\nmock_use_standalone_module = true', TEST, {}, ['-o', 'strict=false']],
    ['strict_markers = true\nmock_use_standalone_module = true', TEST, {}, []],
    ['addopts = --strict-config\nmock_use_standalone_module = true', TEST, {}, ['-o', 'addopts=']],
    ['addopts = --strict-config\nmock_use_standalone_module = true', 'def test_it(mocker): ...\n', {}, []],
    ['addopts = --strict-config\nxfail_strict = true', TEST, {}, []],
    ['addopts = --strict-config\ntimeout = 9', TEST, { extras: { test: ['pytest-timeout'] } }, []],
  ])('%j with %j', (ini, code, given, expected) => {
    const { value } = suite({ 'pytest.ini': `[pytest]\n${ini}\n`, 'tests/test_a.py': code }, given);
    expect(value.arguments).toEqual(expected);
  });

  test('is eased with a reason', () => {
    const ini = '[pytest]\nstrict = true\nrequired_plugins = pytest-cov\n';
    const { value } = suite({ 'pytest.ini': ini, 'tests/test_a.py': FLAKY });
    expect(value.settings).toEqual([
      { setting: '-o strict=false', reason: expect.stringContaining('not loaded') },
      { setting: '-o required_plugins=', reason: 'they name pytest-cov, which is not loaded' },
    ]);
  });
});

describe('EPYTEST_XDIST, EPYTEST_TIMEOUT and EPYTEST_RERUNS', () => {
  test.each<[ini: string, given: GivenProject, expected: object]>([
    ['timeout = 100', {}, { timeout: 100 }],
    ['timeout = 30', { extras: { test: ['pytest-timeout'] } }, { timeout: 60, plugins: [] }],
    ['addopts = --timeout=70.5', {}, { timeout: 71 }],
    ['addopts = --timeout=70.5', {}, { arguments: [] }],
    ['addopts = --strict-markers --timeout 9', {}, { timeout: 60, arguments: [] }],
    ['addopts = -n auto --timeout 9', {}, { timeout: 60, arguments: ['-o', 'addopts='] }],
    ['addopts = --reruns 4', {}, { reruns: 4, arguments: [] }],
    ['addopts = --dist loadfile -m "not slow"', {}, { arguments: ['-o', "addopts=-m 'not slow'"] }],
    ['timeout = 0', {}, { timeout: undefined }],
    ['timeout = soon', {}, { timeout: undefined }],
    ['', { extras: { test: ['pytest-xdist'] } }, { xdist: true, plugins: [] }],
    ['', {}, { xdist: false }],
  ])('%s with %j', (ini, given, expected) => {
    const { value } = suite({ 'pytest.ini': `[pytest]\n${ini}\n`, 'tests/test_a.py': TEST }, given);
    expect({ timeout: undefined, ...value }).toMatchObject(expected);
  });

  test.each(['-n auto', '-n4', '--numprocesses=auto --dist=loadscope'])(
    'how many jobs there are is left to EPYTEST_XDIST, also where the suite loads pytest-xdist: %s',
    (addopts) => {
      const { value, diagnostics } = suite({
        'pytest.ini': `[pytest]\naddopts = ${addopts}\n`,
        'tests/test_a.py': 'def test_it(worker_id): ...\n',
      });
      expect(value).toMatchObject({
        plugins: [{ distribution: 'pytest-xdist' }],
        arguments: ['-o', 'addopts='],
      });
      expect(diagnostics.map(({ code }) => code)).toContain('addopts-overridden');
    },
  );

  test('a suite that uses one of the plugins itself lists it', () => {
    const { value } = suite({ 'tests/test_a.py': 'def test_it(worker_id): ...\n' });
    expect(value.plugins.map((use) => use.distribution)).toEqual(['pytest-xdist']);
  });
});

test('without a parser only names and declarations speak', () => {
  const { value, diagnostics } = analyzeSuite(
    sourceTree({ 'tests/test_a.py': TEST }),
    suiteProject({ extras: { test: ['pytest-xvfb', 'mock'] } }),
    undefined,
  );
  expect(value).toMatchObject({ runner: 'pytest', plugins: [{ distribution: 'pytest-xvfb' }] });
  expect(value.dependencies.map(({ requirement }) => requirement.name)).toEqual(['mock']);
  expect(diagnostics.map(({ code }) => code)).toEqual(['tests-unread']);
});

test('a file that is all data is passed over and said, whatever its size', () => {
  const { value, diagnostics } = suite({
    'tests/test_a.py': TEST,
    'tests/test_data.py': `@pytest.mark.parametrize(A, [${'(1, 2), '.repeat(120_000)}])\n${TEST}`,
    'tests/test_open.py': `def f(${'('.repeat(900_000)}`,
    'tests/test_plain.py': `x = [${'1, '.repeat(300_000)}]\nimport yaml\n${TEST}`,
  });
  expect(diagnostics).toEqual([
    expect.objectContaining({ code: 'tests-unread', message: expect.stringContaining('2 test modules') }),
  ]);
  expect(value.dependencies.map(({ requirement }) => requirement.name)).toEqual(['pyyaml']);
});

test('the same tree gives the same suite', () => {
  const files = { 'tests/test_a.py': 'import yaml, mock\ndef test_it(mocker, freezer): ...\n' };
  expect(suite(files)).toEqual(suite(files));
});
