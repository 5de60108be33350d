import { expect, test } from 'vitest';
import { analyzeSuite } from '../../../../src/suite/analyze-suite.ts';
import { readPytestConfig } from '../../../../src/suite/configuration/pytest-config.ts';
import { keepReached } from '../../../../src/suite/modules/reached-support.ts';
import { readSuiteFiles } from '../../../../src/suite/test-files.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';
import { suiteProject } from '../../../support/suite-project.ts';

const parsePython = await loadPythonParser();

/** Whether a test leads to a helper that imports `spam`. */
function isReached(line: string, helper = 'tests/client.py'): boolean {
  const files = {
    'requirements-dev.txt': 'pytest\nspam\n',
    [helper]: 'import spam\n',
    'tests/test_a.py': `${line}\n\ndef test_it():\n    pass\n`,
  };
  const { value } = analyzeSuite(
    sourceTree(files),
    suiteProject({ groups: { dev: ['pytest', 'spam'] } }),
    parsePython,
  );
  return value.dependencies.some(({ requirement }) => requirement.name === 'spam');
}

test.each<[line: string, helper?: string]>([
  ['import client'],
  ['from client import it'],
  ['from tests import client'],
  ['from . import (\n    other,\n    client,\n)'],
  ['import tests.client as it'],
  ['pytest_plugins = ["tests.client"]'],
  ['APP = "tests.client:app"'],
  ["APPS = ['other one','client']"],
  ['RUN = f"python {HERE}/client.py --all"'],
  ['import_it("my-client")', 'tests/my-client.py'],
])('%j leads to a helper', (line, helper) => {
  expect(isReached(line, helper)).toBe(true);
});

test.each([
  ['"""A client that closes the connection."""'],
  ['# what the client says'],
  ['client = connect()'],
  ['import clients'],
  ['MESSAGE = "no client here"'],
])('%j does not', (line) => {
  expect(isReached(line)).toBe(false);
});

test('hostile files are read in no time', () => {
  const start = performance.now();
  isReached(`A = "${'a,'.repeat(200_000)}\nB = ${'b'.repeat(400_000)}\n# ${'"'.repeat(200_000)}`);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('many helpers are looked up by their names', () => {
  const names = Array.from({ length: 5000 }, (_, i) => i);
  const files = {
    'tests/used.py': 'import spam\n',
    ...Object.fromEntries(names.map((i) => [`tests/helper_${i}.py`, ''])),
    ...Object.fromEntries(names.map((i) => [`tests/test_${i}.py`, 'import used\ndef test_it(): ...\n'])),
  };
  const suite = readSuiteFiles(sourceTree(files), readPytestConfig(sourceTree({})), parsePython);
  const start = performance.now();
  expect(keepReached(suite).support.map(({ path }) => path)).toEqual(['tests/used.py']);
  expect(performance.now() - start).toBeLessThan(1000);
});
