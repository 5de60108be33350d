import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGentooVersion, tryParseGentooVersion } from '../../../src/gentoo/version.ts';
import { compareVersions, formatVersion, parseVersion, publicVersion } from '../../../src/python/version.ts';
import {
  gentooToPep440,
  gentooToVersion,
  pep440ToGentoo,
  versionToGentoo,
} from '../../../src/translate/version.ts';
import { version } from './arbitraries.ts';

describe('pep440ToGentoo', () => {
  test.each([
    ['1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['1.2a1', '1.2_alpha1'],
    ['1.2-beta.2', '1.2_beta2'],
    ['1.2rc3', '1.2_rc3'],
    ['1.2c3', '1.2_rc3'],
    ['1.2.post4', '1.2_p4'],
    ['1.2-4', '1.2_p4'],
    ['1.2.dev5', '1.2_pre5'],
    ['1.2a1.dev2', '1.2_alpha1_pre2'],
    ['1.2rc1.post2', '1.2_rc1_p2'],
    ['1.2.post1.dev2', '1.2_p1_pre2'],
    ['1.2a', '1.2_alpha0'],
    ['1.2.post', '1.2_p0'],
    ['2024.04.01', '2024.04.01'],
    ['1.0.0', '1.0.0'],
  ])('%s is %s', (text, expected) => {
    expect(pep440ToGentoo(text)).toEqual({ value: expected, diagnostics: [] });
  });

  test.each([
    ['1!2.0', '2.0', 'version-epoch'],
    ['1.2+ubuntu.1', '1.2', 'version-local'],
  ])('%s is %s, and %s says what is lost', (text, value, code) => {
    expect(pep440ToGentoo(text)).toEqual({ value, diagnostics: [expect.objectContaining({ code })] });
  });

  test.each(['', 'latest', '1.2.x', '0000000000000000001.0'])('%j is refused', (text) => {
    expect(() => pep440ToGentoo(text)).toThrow(expect.objectContaining({ code: 'VERSION_INVALID' }));
  });
});

describe('gentooToPep440', () => {
  test.each([
    ['1.2_alpha1_pre2', '1.2a1.dev2'],
    ['1.2_rc1_p2', '1.2rc1.post2'],
    ['1.2_p', '1.2.post'],
    ['1.2_alpha1_alpha2', '1.2a1_alpha2'],
  ])('%s is %s', (pv, expected) => {
    expect(gentooToPep440(pv)).toBe(expected);
  });

  test('says what bash says with the eclass’s substitutions', () => {
    const suffix = fc.constantFrom('_alpha', '_beta1', '_pre2', '_rc', '_p', '_p3', '_pre');
    const pvs = fc.sample(
      fc.array(suffix, { maxLength: 4 }).map((suffixes) => `1.2${suffixes.join('')}`),
      300,
    );
    const script = [
      'for v; do v=${v/_alpha/a}; v=${v/_beta/b}; v=${v/_pre/.dev}; v=${v/_rc/rc}; v=${v/_p/.post}',
      'printf "%s\\n" "$v"; done',
    ].join('; ');
    const output = execFileSync('bash', ['-c', script, 'bash', ...pvs], { encoding: 'utf8' });
    expect(pvs.map(gentooToPep440)).toEqual(output.trimEnd().split('\n'));
  });

  test.each([
    ['1.2-r3', '1.2'],
    ['1.2b', undefined],
    ['1.2_rc1_alpha2', undefined],
    ['1.2_p1_p2', undefined],
  ])('gentooToVersion(%s) is %s', (pv, expected) => {
    const got = gentooToVersion(parseGentooVersion(pv));
    expect(got === undefined ? undefined : formatVersion(got)).toBe(expected);
  });
});

test('there and back is the same version, epoch and local label aside', () => {
  fc.assert(
    fc.property(version, (original) => {
      const { value: pv } = pep440ToGentoo(formatVersion(original));
      expect(tryParseGentooVersion(pv)).toEqual(versionToGentoo(original));
      const back = parseVersion(gentooToPep440(pv));
      expect(compareVersions(back, { ...publicVersion(original), epoch: 0 })).toBe(0);
      expect(back.release).toEqual(original.release);
    }),
    { numRuns: 3000 },
  );
});
