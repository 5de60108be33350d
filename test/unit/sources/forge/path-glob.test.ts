import { expect, test } from 'vitest';
import { matchesPathGlob } from '../../../../src/sources/forge/path-glob.ts';

test.each([
  ['*.bin', 'a.bin', true],
  ['*.bin', 'x/a.bin', true],
  ['*.bin', 'a.bin.txt', false],
  ['/*.bin', 'a.bin', true],
  ['/*.bin', 'x/a.bin', false],
  ['x/*.bin', 'x/a.bin', true],
  ['x/*.bin', 'x/y/a.bin', false],
  ['x/**', 'x/y/a', true],
  ['x/', 'x/y/a', true],
  ['x/**/z', 'x/z', true],
  ['x/**/z', 'x/a/b/z', true],
  ['x/**/z', 'x/a/b/zz', false],
  ['a?c', 'abc', true],
  ['a[bx]c', 'abc', true],
  ['my[[:space:]]file', 'my file', true],
  ['**', 'any/thing', true],
  ['a*b*c', 'aXbYbZc', true],
  ['a*b*c', 'aXbYbZ', false],
])('%s over %s: %s', (pattern, path, expected) => {
  expect(matchesPathGlob(pattern, path)).toBe(expected);
});
