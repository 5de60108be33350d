import { describe, expect, test } from 'vitest';
import { tryParseRequirement } from '../../../src/python/requirement.ts';
import { tryParseSpecifiers } from '../../../src/python/specifier.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../../../src/python/version.ts';

const release = (parts: number) => Array<number>(parts).fill(1).join('.');

describe('a version of a hundred parts is read, a longer one is none', () => {
  test.each<[string, (parts: number) => unknown]>([
    ['version', (parts) => tryParseVersion(release(parts))],
    ['label', (parts) => tryParseVersion(`1+${release(parts - 1)}`)],
    ['clause', (parts) => tryParseSpecifiers(`~=${release(parts)}`)],
    ['wild card', (parts) => tryParseSpecifiers(`==${release(parts)}.*`)],
    ['requirement', (parts) => tryParseRequirement(`idna>=${release(parts)}`)],
  ])('%s', (_, read) => {
    expect(read(100)).toBeDefined();
    expect(read(101)).toBeUndefined();
    expect(read(100_000)).toBeUndefined();
  });

  test('with an error of ours', () => {
    expect(() => parseVersion(release(101))).toThrow(expect.objectContaining({ code: 'VERSION_INVALID' }));
    expect(compareVersions(parseVersion(release(100)), parseVersion(release(99)))).toBeGreaterThan(0);
  });
});
