import { describe, expect, test } from 'vitest';
import { commandPaths } from '../../../../src/suite/configuration/pytest-commands.ts';
import { readPytestConfig } from '../../../../src/suite/configuration/pytest-config.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const TESTS = {
  'tests/test_a.py': '',
  'tests/unit/test_b.py': '',
  'samples/test_c.py': '',
  'spam/__init__.py': '',
  'egg/test/test_e.py': '',
  '--help/test_d.py': '',
};

function pathsOf(files: Readonly<Record<string, string>>) {
  const tree = sourceTree({ ...TESTS, ...files });
  return commandPaths(tree, readPytestConfig(tree));
}

const tox = (...commands: string[]) => ({
  'tox.ini': `[testenv]\ncommands =\n${commands.map((line) => `    ${line}\n`).join('')}`,
});

describe('the paths of upstream’s commands', () => {
  test.each<[command: string, paths: string[]]>([
    ['pytest tests {posargs}', ['tests']],
    ['py313: python -m pytest {posargs:./tests/}', ['tests']],
    ['pytest --cov spam -k "not slow" tests/', ['tests']],
    ['pytest tests/test_a.py::test_it', []],
    ['pytest ./--help', []],
    ['pytest @tests', []],
    ['coverage run -m pytest {toxinidir}/tests && coverage report', ['tests']],
    ['pytest tests tests/unit', ['tests']],
    ['pytest', []],
    ['pytest {posargs}', []],
    ['pytest {env:WHERE}', []],
    ['pytest --cov tests', []],
    ['pytest spam', []],
    ['pytest ../tests /tests .', []],
    ['py313: python -bb -m egg.test.runtests {posargs:}', ['egg/test']],
    ['python3 -m egg.test --full', ['egg/test']],
    ['python -m egg.tests', []],
    ['python -m ham.test', []],
  ])('%s', (command, paths) => {
    expect(pathsOf(tox(command))).toEqual(paths);
  });

  test('all commands together, and none where one looks everywhere', () => {
    expect(pathsOf(tox('pytest tests/unit', 'pytest samples'))).toEqual(['samples', 'tests/unit']);
    expect(pathsOf(tox('pytest tests/unit', 'pytest tests/test_a.py'))).toEqual(['tests/unit']);
    expect(pathsOf(tox('pytest tests/unit', 'pytest'))).toEqual([]);
  });

  test('workflows speak where tox does not', () => {
    const workflow = { '.github/workflows/ci.yml': '      - run: uv run pytest tests\n' };
    expect(pathsOf(workflow)).toEqual(['tests']);
    expect(pathsOf({ ...workflow, ...tox('pytest tests/unit') })).toEqual(['tests/unit']);
    expect(pathsOf({ ...workflow, 'noxfile.py': '' })).toEqual([]);
    const comment = '      # pytest tests\n      - name: pytest tests\n';
    expect(pathsOf({ '.github/workflows/ci.yml': comment })).toEqual([]);
  });

  test('hostile words take linear time', () => {
    const start = performance.now();
    pathsOf(tox(`pytest ${'/'.repeat(200_000)}x ${'tests '.repeat(20_000)}`));
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test.each([
    ['${OS_TEST_PATH:-./tests/unit}', ['tests/unit']],
    ['./tests', ['tests']],
    ['${OS_TEST_PATH}', []],
  ])('.stestr.conf with test_path=%s', (path, paths) => {
    expect(pathsOf({ '.stestr.conf': `[DEFAULT]\ntest_path=${path}\n` })).toEqual(paths);
  });

  test('they are not needed where pytest finds nothing else', () => {
    const tree = sourceTree({ 'tests/test_a.py': '', ...tox('pytest tests') });
    expect(commandPaths(tree, readPytestConfig(tree))).toEqual([]);
    const doctests = sourceTree({
      'tests/test_a.py': '',
      'pytest.ini': '[pytest]\naddopts = --doctest-modules\n',
      ...tox('pytest tests'),
    });
    expect(commandPaths(doctests, readPytestConfig(doctests))).toEqual(['tests']);
  });
});
