import { expect, test } from 'vitest';
import { spellBackend } from '../../../src/repository/backends.ts';
import { sortPythonTargets } from '../../../src/repository/python-targets.ts';

test.each([
  ['flit-core', undefined, 'flit-core'],
  ['flit-core', ['flit', 'setuptools'], 'flit'],
  ['flit-core', ['flit-core', 'flit'], 'flit-core'],
  ['jupyter-packaging', ['jupyter'], 'jupyter'],
  ['setuptools', ['setuptools'], 'setuptools'],
  ['sip', ['setuptools'], 'sip'],
] as const)('%s for an eclass with %s is %s', (backend, accepted, expected) => {
  expect(spellBackend(backend, accepted && new Set<string>(accepted))).toBe(expected);
});

test('targets ascend, free-threaded ones last, others left out', () => {
  const given = ['python3_14t', 'python3_9', 'pypy3_11', 'python3_13', 'python3_9', 'python3_100'];
  expect(sortPythonTargets(given)).toEqual(['python3_9', 'python3_13', 'python3_100', 'python3_14t']);
});
