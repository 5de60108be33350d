import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareGentooVersions,
  formatGentooVersion,
  parseGentooVersion,
  tryParseGentooVersion,
} from '../../../src/gentoo/version.ts';
import { pvText } from './arbitraries.ts';

interface Oracle {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
  readonly ascendingGroupsOfEqual: readonly (readonly string[])[];
}

const readOracle = (path: string): Oracle =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Oracle;

const FROZEN = '../../fixtures/oracles/gentoo-versions.json';
const SHARED = '../../../../shared/oracles/gentoo-versions.json';
const shared = existsSync(new URL(SHARED, import.meta.url));
if (!shared) console.warn(`${SHARED} is absent: only the frozen copy of its rows is tested`);

const order = (a: string, b: string): number =>
  Math.sign(compareGentooVersions(parseGentooVersion(a), parseGentooVersion(b)));

describe.each(shared ? [FROZEN, SHARED] : [FROZEN])('Portage’s answers in %s', (path) => {
  const oracle = readOracle(path);

  test.each(oracle.valid)('%s is a version', (text) => {
    expect(formatGentooVersion(parseGentooVersion(text))).toBe(text);
  });

  test.each(oracle.invalid)('%s is none', (text) => {
    expect(tryParseGentooVersion(text)).toBeUndefined();
    expect(() => parseGentooVersion(text)).toThrow(expect.objectContaining({ code: 'VERSION_INVALID' }));
  });

  test('every pair stands in the order given', () => {
    const ranked = oracle.ascendingGroupsOfEqual.flatMap((group, rank) =>
      group.map((text) => ({ text, rank })),
    );
    const wrong = ranked.flatMap((a) =>
      ranked
        .filter((b) => order(a.text, b.text) !== Math.sign(a.rank - b.rank))
        .map((b) => `${a.text} ${b.text}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what the oracle has no row for', () => {
  test.each([
    ['1.0_p', '1.0_p0', 0],
    ['1.010', '1.01', 0],
    ['1.1', '1.02', 1],
    ['1.10', '1.9', 1],
    ['1a', '1.0', -1],
    ['1.0_rc1', '1', 1],
    ['1_p1_p1', '1_p1', 1],
    ['1_p1_rc1', '1_p1', -1],
    ['99999999999999999999', '99999999999999999998', 1],
    ['1-r00', '1', 0],
    ['1-r10', '1-r9', 1],
  ])('%s against %s', (a, b, expected) => {
    expect(order(a, b)).toBe(expected);
  });

  test.each(['', '1.', '.1', '1_', '1_P1', '1_prefix', '1-r', '1-r1-r2', '1 ', '1\n', '1ab', '١'])(
    '%j is no version',
    (text) => expect(tryParseGentooVersion(text)).toBeUndefined(),
  );

  test('time grows with length, not faster', () => {
    const texts = ['1.'.repeat(50_000), `1${'_p'.repeat(50_000)}!`, `1.${'0'.repeat(99_999)}1`];
    const started = performance.now();
    for (const text of texts) tryParseGentooVersion(text);
    order(texts[2]!, texts[2]!);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('laws', () => {
  test('format undoes parse', () => {
    fc.assert(fc.property(pvText, (text) => formatGentooVersion(parseGentooVersion(text)) === text));
  });

  test('the order is total', () => {
    fc.assert(
      fc.property(pvText, pvText, pvText, (a, b, c) => {
        expect(order(a, a)).toBe(0);
        expect(order(a, b)).toBe(-order(b, a) + 0);
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
