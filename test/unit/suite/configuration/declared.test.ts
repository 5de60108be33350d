import { describe, expect, test } from 'vitest';
import {
  collectDeclared,
  declarations,
  isForTests,
  listsTestNeeds,
} from '../../../../src/suite/configuration/declared.ts';
import { readEnvironments } from '../../../../src/suite/configuration/environments.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';
import { type GivenProject, suiteProject } from '../../../support/suite-project.ts';

const parse = await loadPythonParser();
const environments = (files: Record<string, string> = {}) => readEnvironments(sourceTree(files), parse);
const declare = (given: GivenProject, files?: Record<string, string>) =>
  collectDeclared(suiteProject(given), environments(files));

describe('collectDeclared', () => {
  test.each<[group: string, kind: 'test' | 'development' | 'feature']>([
    ['test', 'test'],
    ['tests', 'test'],
    ['testing', 'test'],
    ['test-extras', 'test'],
    ['requirements-test', 'test'],
    ['unittest', 'test'],
    ['dev', 'development'],
    ['develop', 'development'],
    ['all', 'development'],
    ['latest', 'feature'],
    ['redis', 'feature'],
    ['contest', 'feature'],
  ])('an extra named %s is for %s', (group, kind) => {
    expect([...declare({ extras: { [group]: ['Mock'] } })[kind].keys()]).toEqual(['mock']);
  });

  test('a dependency group is never a feature', () => {
    expect([...declare({ groups: { redis: ['mock'] } }).development.keys()]).toEqual(['mock']);
  });

  test('10,000 bounds of one distribution are told apart in no time', () => {
    const mock = Array.from({ length: 10_000 }, (_, index) => `mock>=${index}`);
    const given = suiteProject({ extras: { test: [...mock, ...mock] } });
    const start = performance.now();
    const { test: list } = collectDeclared(given, environments());
    expect(performance.now() - start).toBeLessThan(2000);
    expect(list.get('mock')).toHaveLength(10_000);
  });

  test('a list with pytest’s own requirements is a lock', () => {
    const declared = declare({ groups: { test: ['mock==1', 'iniconfig==2', 'pluggy==1'] } });
    expect([...declared.test.keys()]).toEqual([]);
    expect([...declared.locked.keys()]).toEqual(['mock', 'iniconfig', 'pluggy']);
    expect(listsTestNeeds(declared)).toBe(true);
  });

  test('the test group’s own extras are followed', () => {
    const declared = declare({
      name: 'My.Sample',
      extras: { test: ['my-sample[Web]', 'mock'], web: ['flask'] },
    });
    expect([...declared.test.keys()]).toEqual(['my-sample', 'mock', 'flask']);
  });

  test('the own extras of environments count as installed there', () => {
    const { environment } = declare(
      { extras: { web: ['flask'], cli: ['click'] } },
      { 'tox.ini': '[testenv]\nextras = web\n' },
    );
    expect([...environment.keys()]).toEqual(['flask']);
  });

  test('requirements that differ by target are all kept, the tests’ ones first', () => {
    const declared = declare({
      runtime: ['numpy'],
      extras: {
        tests: [
          'numpy<2; python_version < "3.13"',
          'numpy>=2; python_version >= "3.13"',
          'numpy>=2; python_version >= "3.13"',
        ],
      },
    });
    expect(declarations(declared, 'numpy')).toHaveLength(2);
    expect(declarations(declared, 'absent')).toEqual([]);
    expect(isForTests(declared, 'numpy')).toBe(true);
  });

  test('nothing declared is said so', () => {
    expect(listsTestNeeds(declare({ runtime: ['a'], extras: { redis: ['b'] } }))).toBe(false);
  });
});

describe('readEnvironments', () => {
  const names = (files: Record<string, string>) =>
    environments(files).dependencies.map(({ requirement }) => requirement.name);

  test.each<[files: Record<string, string>, expected: string[]]>([
    [
      {
        'tox.ini':
          '[testenv]\ndeps =\n  mock>=4 # why\n  -r requirements.txt\n  py{39,310}: six\n  !nocov: attrs\n  {[x]deps}\n',
      },
      ['mock', 'six', 'attrs'],
    ],
    [
      {
        'tox.ini':
          '[testenv:lint]\ndeps = flake8\n[testenv:py313-django]\ndeps = django\n[testenv:docs]\ndeps=sphinx',
      },
      ['django'],
    ],
    [{ 'setup.cfg': '[tox:testenv]\ndeps = mock\n' }, ['mock']],
    [
      {
        'tox.toml':
          '[env_run_base]\ndeps = ["mock"]\n[env.lint]\ndeps = ["ruff"]\n[env.test]\ndeps = ["six"]\n',
      },
      ['mock', 'six'],
    ],
    [{ 'pyproject.toml': '[tool.tox.env_run_base]\ndeps = ["mock"]\n' }, ['mock']],
    [
      {
        'noxfile.py':
          '@nox.session\ndef tests(session):\n    session.install("mock", "-e", ".")\n@nox.session\ndef lint(session):\n    session.install("ruff")\n',
      },
      ['mock'],
    ],
    [
      {
        'noxfile.py':
          'ALL = ("six",)\n@nox.session\ndef tests(session):\n    deps = ["mock", "trio>=1"]\n    session.install("-U", *deps, *ALL, *["attrs"], *unknown())\n@nox.session\ndef docs(session):\n    deps = ["mkdocs"]\n    session.install(*deps)\n',
      },
      ['mock', 'trio', 'six', 'attrs'],
    ],
    [{ 'tox.toml': 'broken = ' }, []],
  ])('%j', (files, expected) => {
    expect(names(files)).toEqual(expected);
  });

  test.each<[files: Record<string, string>, extras: string[]]>([
    [{ 'tox.ini': '[testenv]\nextras =\n  Test_Extra\n  web\n' }, ['test-extra', 'web']],
    [{ 'requirements-dev.txt': '-e .[socks, test]\npytest\n' }, ['socks', 'test']],
    [{ 'requirements.txt': '.[socks]\n' }, []],
    [{ 'requirements.txt': '-e .[socks]\npytest==8.0\n' }, ['socks']],
    [{ 'requirements.txt': '-e .[socks]\npytest-console\n' }, []],
    [{ 'noxfile.py': 'def test(session):\n    session.install("-e", ".[web]")\n' }, ['web']],
  ])('own extras of %j', (files, extras) => {
    expect(environments(files).extras).toEqual(extras);
  });

  test('tests_require of setup.cfg', () => {
    const { testsRequire } = environments({
      'setup.cfg': '[options]\ntests_require =\n  mock\n  pytest>=7\n',
    });
    expect(testsRequire.map(({ requirement }) => requirement.name)).toEqual(['mock', 'pytest']);
  });
});
