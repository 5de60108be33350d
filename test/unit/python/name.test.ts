import { expect, test } from 'vitest';
import { isValidName, normalizeName } from '../../../src/python/name.ts';

test.each([
  ['Django', 'django'],
  ['zope.interface', 'zope-interface'],
  ['Foo__.-bar', 'foo-bar'],
  ['_private_', '-private-'],
])('%s → %s', (name, normalized) => {
  expect(normalizeName(name)).toBe(normalized);
});

test.each(['a', 'A1', 'a-b', 'zope.interface', '3to2', 'a__b'])('%s is a name', (name) => {
  expect(isValidName(name)).toBe(true);
});

test.each(['', '-a', 'a-', 'a_', '.a', 'a b', 'café', 'a/b', 'a\n'])('%j is no name', (name) => {
  expect(isValidName(name)).toBe(false);
});
