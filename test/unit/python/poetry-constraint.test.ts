import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { type PoetryConstraint, parsePoetryConstraint } from '../../../src/python/poetry-constraint.ts';
import { formatSpecifier, formatSpecifiers, type SpecifierSet } from '../../../src/python/specifier.ts';
import { readOracles } from '../../support/oracle.ts';

interface ConstraintOracle {
  readonly rows: readonly (
    | { readonly constraint: string; readonly valid: true; readonly pep508: string; readonly caret: boolean }
    | { readonly constraint: string; readonly valid: false }
  )[];
}

/** Requires-Dist of `foo` as poetry-core writes it; in its unions, which no other tool reads, equality has no operator. */
function requiresDist({ specifiers, alternatives }: PoetryConstraint): string {
  const written = (set: SpecifierSet) => set.map(formatSpecifier).join(',');
  const all = alternatives.map((set) => written(set).replace(/^==(?!.*\*)/, ''));
  const text = alternatives.length === 0 ? written(specifiers) : all.join(' || ');
  return text === '' ? 'foo' : `foo (${text})`;
}

describe.each(readOracles<ConstraintOracle>('poetry-constraints.json'))('%s', (_, oracle) => {
  test.each(oracle.rows)('$constraint', (row) => {
    if (!row.valid) {
      expect(() => parsePoetryConstraint(row.constraint)).toThrow(EbuildgenError);
      return;
    }
    const constraint = parsePoetryConstraint(row.constraint);
    expect(requiresDist(constraint)).toBe(row.pep508);
    expect(constraint.cap === 'caret').toBe(row.caret);
  });
});

test.each([
  ['~1.2', 'tilde'],
  ['~=1.2', 'written'],
  ['^1.0,<1.5', 'written'],
  ['^1.2,~1.4', 'tilde'],
  ['^1.0,<2.0', 'written'],
  ['<1 || ^2', 'caret'],
  ['>=1', 'written'],
])('the cap of %s is %s', (text, cap) => {
  expect(parsePoetryConstraint(text).cap).toBe(cap);
});

test.each([
  ['~=1', '<2,>=1'],
  ['~=1.2.3.4', '<1.2.4.0,>=1.2.3.4'],
  ['1!1.*', '==1!1.*'],
  ['!=1.*', '!=1.*'],
  ['>=1.2.5,1.2.*', '<1.3,>=1.2.5'],
  ['>=1.0,<=1.0', '==1.0'],
  ['^1.2.3+local', '<2.0.0,>=1.2.3'],
  ['>=1.0.0,<2.0.0,!=1.5.*', '!=1.5.*,<2.0.0,>=1.0.0'],
  ['dev', '==0.0.dev0'],
  ['2.0.post1.*', '<2.0.post2,>=2.0.post1.dev0'],
  ['2.0a1.*', '<2.0a2.dev0,>=2.0a1.dev0'],
  ['2.0.dev1.*', '<2.0.dev2,>=2.0.dev0'],
  ['>1||*', ''],
  ['1.2.*, ', '==1.2.*'],
])('%s → %s', (text, specifiers) => {
  const constraint = parsePoetryConstraint(text);
  expect(formatSpecifiers(constraint.specifiers)).toBe(specifiers);
  expect(constraint.alternatives).toEqual([]);
});

test('what one set cannot say stays a union, and the specifiers are what holds for all of it', () => {
  const { specifiers, alternatives } = parsePoetryConstraint('>=1,<2 || 3.* || >5');
  expect(formatSpecifiers(specifiers)).toBe('>=1');
  expect(alternatives.map(formatSpecifiers)).toEqual(['<2,>=1', '==3.*', '>5']);
});

test.each(['', '|', '>1||', '>2,<1', '1.2,1.3', ',>=1', '>=1,,<2', '1 - 2', `${'!=1,'.repeat(600)}2`])(
  'refuses %j',
  (text) => {
    expect(() => parsePoetryConstraint(text)).toThrow(EbuildgenError);
  },
);
