import { expect, test } from 'vitest';
import { parsePoetryPython } from '../../../src/python/poetry-python.ts';
import { formatSpecifiers, parseSpecifiers } from '../../../src/python/specifier.ts';

/** As poetry-core 2.5.0 wrote Requires-Python. */
test.each([
  ['^3.8', '>=3.8,<4.0'],
  ['3.9', '>=3.9,<3.10'],
  ['3', '>=3.0,<4.0'],
  ['3.9.1', '==3.9.1'],
  ['3.8.*', '==3.8.*'],
  ['>=3.9.0', '>=3.9.0'],
  ['*', ''],
  ['~2.7 || ^3.6', '>=2.7, !=3.0.*, !=3.1.*, !=3.2.*, !=3.3.*, !=3.4.*, !=3.5.*'],
  ['!=3.9.*', '>=2.7, !=3.9.*'],
])('%s → %s', (constraint, requiresPython) => {
  expect(formatSpecifiers(parsePoetryPython(constraint))).toBe(
    formatSpecifiers(parseSpecifiers(requiresPython)),
  );
});
