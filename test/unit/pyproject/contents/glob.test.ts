import { describe, expect, test } from 'vitest';
import {
  createGlob,
  createIgnoreFilter,
  createMatchBudget,
  createNameFilter,
  createTreeFilter,
  createTreeGlob,
} from '../../../../src/pyproject/contents/glob.ts';

test.each([
  ['a/*.py', 'a/b.py', true],
  ['a/*.py', 'a/b/c.py', false],
  ['a/**/*.py', 'a/b.py', true],
  ['a/**/*.py', 'a/b/c.py', true],
  ['**/*.py', 'b.py', true],
  ['a/?.py', 'a/b.py', true],
  ['[ab].py', 'b.py', true],
  ['[!ab].py', 'b.py', false],
  ['*', '.hidden', true],
  ['{a,b}', 'a', false],
  ['+(a)', 'a', false],
  ['!a', 'b', false],
  ['a', 'a', true],
  ['a**b', 'axb', true],
  ['*a*b*', 'xaxbx', true],
  ['*a*b', 'xaxbx', false],
  ['[]a]', ']', true],
  ['[a-c]x', 'bx', true],
  ['[', '[', true],
  ['a/**', 'a', true],
  ['**/b/**/c', 'x/b/y/b/z/c', true],
  ['**/b/**/c', 'x/b/y/z', false],
  ['*'.repeat(600), 'a', false],
])('glob %s on %s: %s', (pattern, path, expected) => {
  expect(createGlob(pattern)(path)).toBe(expected);
});

test('a glob that names a folder takes what is in it', () => {
  expect(['a', 'a/b', 'a/b/c', 'ab/c'].map(createTreeGlob('a'))).toEqual([true, true, true, false]);
  expect(['x/a/b', 'x/b'].map(createTreeGlob('*/a'))).toEqual([true, false]);
});

test('hostile wildcards cost no more than pattern times path', () => {
  const matches = createGlob(`${'**/'.repeat(40)}${'*a'.repeat(60)}b`);
  const start = performance.now();
  for (let round = 0; round < 100; round += 1)
    expect(matches(`${'a/'.repeat(40)}${'a'.repeat(200)}`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('thousands of hostile patterns on thousands of paths end when the budget does', () => {
  const budget = createMatchBudget();
  const patterns = Array<string>(2000).fill(`${'*a'.repeat(100)}b`);
  const filters = [
    createNameFilter(patterns, budget),
    createTreeFilter(patterns, budget),
    createIgnoreFilter(patterns, budget),
  ];
  const start = performance.now();
  for (let file = 0; file < 5000; file += 1)
    for (const matches of filters) expect(matches(`${'a'.repeat(200)}${file}`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(budget.steps).toBeLessThan(0);
  expect(createTreeGlob('a', budget)('a/b')).toBe(false);
});

test('names match with their dots', () => {
  const matches = createNameFilter(['tests', '*.tests', 'spam*']);
  expect(['tests', 'tests.a', 'a.tests', 'a.b.tests', 'spam.ham'].map(matches)).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
});

describe('gitignore patterns', () => {
  test.each([
    [['tests'], 'tests/a.py', true],
    [['tests'], 'src/tests/a.py', true],
    [['/tests'], 'src/tests/a.py', false],
    [['src/tests'], 'a/src/tests/b.py', false],
    [['spam/*'], 'src/spam/a.py', false],
    [['tests/'], 'tests', false],
    [['tests/'], 'tests/a.py', true],
    [['*.md'], 'docs/a.md', true],
    [['*.md', '!README.md'], 'README.md', false],
    [['!README.md', '*.md'], 'README.md', true],
    [['# tests', ''], 'tests', false],
    [['docs/**'], 'docs/a/b.md', true],
    [['**/data/*'], 'spam/data/x.json', true],
  ])('%j on %s: %s', (patterns, path, expected) => {
    expect(createIgnoreFilter(patterns)(path)).toBe(expected);
  });
});
