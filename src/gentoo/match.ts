import type { Atom } from './atom.ts';
import {
  compareGentooVersions,
  formatGentooVersion,
  type GentooVersion,
  withoutRevision,
} from './version.ts';

/** A package that an atom may select. */
export interface MatchCandidate {
  readonly category: string;
  readonly name: string;
  readonly version: GentooVersion;
  /** `0` or `0/3.2`; where it is absent, slot dependencies are taken as met. */
  readonly slot?: string;
}

/**
 * Whether an atom selects a package: name, version (PMS 8.3.1) and slot (8.3.3). USE dependencies are left out, and a
 * blocker selects what it blocks.
 */
export function atomMatches(atom: Atom, candidate: MatchCandidate): boolean {
  return (
    atom.category === candidate.category &&
    atom.name === candidate.name &&
    atomMatchesVersion(atom, candidate.version) &&
    slotMatches(atom.slot, candidate.slot)
  );
}

/** The version part of `atomMatches`. */
export function atomMatchesVersion({ operator, version }: Atom, candidate: GentooVersion): boolean {
  if (operator === undefined || version === undefined) return true;
  return TESTS[operator](candidate, version);
}

const TESTS = {
  '<': (candidate, bound) => compareGentooVersions(candidate, bound) < 0,
  '<=': (candidate, bound) => compareGentooVersions(candidate, bound) <= 0,
  '=': (candidate, bound) => compareGentooVersions(candidate, bound) === 0,
  '=*': hasPrefix,
  '~': (candidate, bound) => compareGentooVersions(withoutRevision(candidate), withoutRevision(bound)) === 0,
  '>=': (candidate, bound) => compareGentooVersions(candidate, bound) >= 0,
  '>': (candidate, bound) => compareGentooVersions(candidate, bound) > 0,
} as const satisfies Record<
  NonNullable<Atom['operator']>,
  (candidate: GentooVersion, bound: GentooVersion) => boolean
>;

/** Text comparison, but only up to a boundary of version parts: `=1*` takes 1.2, 1_rc1 and 1a, not 10. */
function hasPrefix(candidate: GentooVersion, bound: GentooVersion): boolean {
  const [text, prefix] = [canonicalText(candidate), canonicalText(bound)];
  if (!text.startsWith(prefix)) return false;
  const next = text.charAt(prefix.length);
  return !(/\d$/.test(prefix) && /^\d/.test(next)) && !(/[a-z]$/.test(prefix) && /^[a-z]/.test(next));
}

/** Leading zeros of the first component mean nothing. */
function canonicalText(version: GentooVersion): string {
  return formatGentooVersion(version).replace(/^0+(?=\d)/, '');
}

function slotMatches(wanted: string | undefined, actual: string | undefined): boolean {
  const slot = wanted?.replace(/[=*]$/, '') ?? '';
  if (slot === '' || actual === undefined) return true;
  return slot.includes('/') ? slot === actual : slot === actual.split('/')[0];
}
