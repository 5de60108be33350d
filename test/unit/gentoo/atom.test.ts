import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Atom, formatAtom, PYTHON_USEDEP, parseAtom, tryParseAtom } from '../../../src/gentoo/atom.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';
import { atom } from './arbitraries.ts';

describe('parseAtom', () => {
  test('takes every part apart', () => {
    expect(parseAtom('!!>=dev-libs/foo-bar-1.2_rc1-r3:0/4=[a,-b,c?,!d=,e(+),!f(-)?]')).toEqual({
      blocker: '!!',
      operator: '>=',
      category: 'dev-libs',
      name: 'foo-bar',
      version: parseGentooVersion('1.2_rc1-r3'),
      slot: '0/4=',
      use: ['a', '-b', 'c?', '!d=', 'e(+)', '!f(-)?'],
    } satisfies Atom);
  });

  test('knows the glob from the operator', () => {
    expect(parseAtom('=a/b-1.2*')).toMatchObject({ operator: '=*', version: { components: ['1', '2'] } });
  });

  test.each([
    'a/b',
    `a/b[${PYTHON_USEDEP}]`,
    `>=dev-python/requests-2.32[socks5,${PYTHON_USEDEP}]`,
    'a/b:=',
    'a/b:*',
    'a/b:0=',
    'dev-lang/python:3.14t[threads(+)]',
    '~a/b-1',
    '!~a/b-1',
    '!=a/b-1.2*',
    'a/b[python_targets_python3_14(-)?,-python_single_target_python3_12(-)]',
  ])('%s is read and written alike', (text) => {
    expect(formatAtom(parseAtom(text))).toBe(text);
  });

  test.each([
    '',
    'b',
    'a/b-1',
    '>=a/b',
    '>=a/b-1*',
    '=>a/b-1',
    'a/b:',
    'a/b:0/1/2',
    'a/b:-1',
    'a/b[]',
    'a/b[a b]',
    'a/b[!a]',
    'a/b[-a?]',
    'a/b[$(id)]',
    'a/b;id',
    'a/b::gentoo',
    '!!!a/b',
    'a/b c/d',
    'a/b\n',
    '>=a/b-1.0.post1',
  ])('%j is refused', (text) => {
    expect(tryParseAtom(text)).toBeUndefined();
    expect(() => parseAtom(text)).toThrow(expect.objectContaining({ code: 'DEPENDENCY_INVALID' }));
  });
});

describe('formatAtom', () => {
  test.each<[string, Partial<Atom>]>([
    ['package name', { name: 'b"; rm -rf /' }],
    ['package name', { name: 'foo-2' }],
    ['category', { category: 'a b' }],
    ['slot', { slot: '0"' }],
    ['USE dependency', { use: ['$(id)'] }],
    ['version', { operator: '>=' }],
  ])('refuses what would break out by its %s', (part, change) => {
    expect(() => formatAtom({ category: 'a', name: 'b', use: [], ...change })).toThrow(
      expect.objectContaining({ code: 'RENDER_MODEL', message: expect.stringContaining(part) }),
    );
  });

  test('parse undoes format', () => {
    fc.assert(
      fc.property(atom, (value) => {
        expect(parseAtom(formatAtom(value))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });
});

test('long and odd strings fail fast, and never with an error that is not ours', () => {
  const texts = ['a/'.repeat(50_000), `>=a/${'b-1'.repeat(30_000)}`, `a/b[${'x,'.repeat(50_000)}]`];
  const started = performance.now();
  for (const text of texts) tryParseAtom(text);
  expect(performance.now() - started).toBeLessThan(200);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      tryParseAtom(text);
    }),
    { numRuns: 1000 },
  );
});
