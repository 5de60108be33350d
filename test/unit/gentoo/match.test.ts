import { describe, expect, test } from 'vitest';
import { parseAtom } from '../../../src/gentoo/atom.ts';
import { atomMatches, atomMatchesVersion } from '../../../src/gentoo/match.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';

describe('atomMatchesVersion', () => {
  // Answers of Portage’s match_from_list.
  test.each([
    ['a/b', '1', true],
    ['>=a/b-1.0.0', '1.0', false],
    ['>=a/b-1', '1.0_rc1', true],
    ['>a/b-1', '1-r1', true],
    ['>a/b-1-r9999', '1-r1', false],
    ['>a/b-1-r9999', '1_p1', true],
    ['<=a/b-1', '1-r1', false],
    ['<=a/b-1-r9999', '1-r1', true],
    ['<a/b-2', '2_rc1', true],
    ['=a/b-1', '1-r0', true],
    ['=a/b-1', '1-r1', false],
    ['~a/b-1', '1-r1', true],
    ['~a/b-1.0', '1', false],
    ['=a/b-1.2*', '1.2', true],
    ['=a/b-1.2*', '1.20', false],
    ['=a/b-1.2*', '1.2.3', true],
    ['=a/b-1.2*', '1.2_p1', true],
    ['=a/b-1.2*', '1.2a', true],
    ['=a/b-1.2*', '1.2-r1', true],
    ['=a/b-01*', '1.2', true],
    ['=a/b-1-r1*', '1-r10', false],
    ['=a/b-1_p*', '1_p1', true],
    ['=a/b-1_p*', '1_pre', false],
  ])('%s and %s: %s', (atom, version, expected) => {
    expect(atomMatchesVersion(parseAtom(atom), parseGentooVersion(version))).toBe(expected);
  });
});

describe('atomMatches', () => {
  const candidate = { category: 'a', name: 'b', version: parseGentooVersion('2'), slot: '0/3' };

  test.each([
    ['a/b', true],
    ['a/c', false],
    ['x/b', false],
    ['a/b:0', true],
    ['a/b:0=', true],
    ['a/b:0/3', true],
    ['a/b:0/4', false],
    ['a/b:1', false],
    ['a/b:=', true],
    ['a/b:*', true],
    ['!<a/b-3', true],
    ['>a/b-3:0', false],
  ])('%s: %s', (atom, expected) => {
    expect(atomMatches(parseAtom(atom), candidate)).toBe(expected);
  });
});
