import { describe, expect, test } from 'vitest';
import {
  isValidCategoryName,
  isValidPackageName,
  isValidSlotName,
  isValidUseFlag,
} from '../../../src/gentoo/name.ts';

describe('names of PMS section 3.1', () => {
  test.each([
    ['requests', true],
    ['jaraco-text', true],
    ['foo-2a-b', true],
    ['foo2', true],
    ['gtk+', true],
    ['_private', true],
    ['foo-r1', true],
    ['foo-2', false],
    ['types-1a', false],
    ['foo-1_p1', false],
    ['foo-1-r1', false],
    ['foo-1b_rc', false],
    ['-foo', false],
    ['+foo', false],
    ['foo.bar', false],
    ['foo bar', false],
    ['', false],
  ])('package name %j: %s', (text, expected) => {
    expect(isValidPackageName(text)).toBe(expected);
  });

  test.each([
    [isValidCategoryName, 'dev-python', true],
    [isValidCategoryName, '.hidden', false],
    [isValidCategoryName, 'a/b', false],
    [isValidSlotName, '3.14t', true],
    [isValidSlotName, '-1', false],
    [isValidUseFlag, 'python_targets_python3_14', true],
    [isValidUseFlag, 'c++', true],
    [isValidUseFlag, '_x', false],
    [isValidUseFlag, 'a b', false],
  ])('%o(%j): %s', (check, text, expected) => {
    expect(check(text)).toBe(expected);
  });
});
