import type { Specifier, SpecifierSet } from './specifier.ts';
import {
  compareReleases,
  compareVersions,
  formatVersion,
  isPrerelease,
  publicVersion,
  tryParseVersion,
  type Version,
} from './version.ts';

export interface MatchOptions {
  /** False leaves out alphas, betas, candidates and development releases; otherwise they are as good as any. */
  readonly prereleases?: boolean;
}

/**
 * True where every clause allows the version: PEP 440 as packaging 26.2 implements it. Text that is no version
 * can only be allowed by `===`; pass the version as written where the set may have that operator.
 */
export function satisfies(
  candidate: Version | string,
  specifiers: SpecifierSet,
  { prereleases = true }: MatchOptions = {},
): boolean {
  const version = typeof candidate === 'string' ? tryParseVersion(candidate) : candidate;
  if (version !== undefined && !prereleases && isPrerelease(version)) return false;
  return specifiers.every((specifier) => {
    if (specifier.operator === '===') return textOf(candidate) === specifier.text.toLowerCase();
    return version !== undefined && RULES[specifier.operator](version, specifier);
  });
}

function textOf(candidate: Version | string): string {
  return (typeof candidate === 'string' ? candidate : formatVersion(candidate)).toLowerCase();
}

type Clause = Exclude<Specifier, { operator: '===' }>;

const RULES = {
  '==': isEqual,
  '!=': (version, clause) => !isEqual(version, clause),
  '<=': (version, clause) => compareVersions(publicVersion(version), clause.version) <= 0,
  '>=': isAtLeast,
  '<': isBelow,
  '>': isAbove,
  '~=': (version, clause) =>
    isAtLeast(version, clause) && hasPrefix(version, compatiblePrefix(clause.version)),
} satisfies Record<Clause['operator'], (version: Version, clause: Clause) => boolean>;

/** `==1.0` also allows `1.0+label`; `==1.0+label` allows only that. */
function isEqual(version: Version, { version: wanted, wildcard }: Clause): boolean {
  if (wildcard) return hasPrefix(version, wanted);
  return compareVersions(wanted.local === undefined ? publicVersion(version) : version, wanted) === 0;
}

function isAtLeast(version: Version, clause: Clause): boolean {
  return compareVersions(publicVersion(version), clause.version) >= 0;
}

/** `<V` leaves out V's own pre-releases, unless V is one. */
function isBelow(version: Version, { version: limit }: Clause): boolean {
  if (compareVersions(version, limit) >= 0) return false;
  if (isPrerelease(limit) || !isPrerelease(version)) return true;
  return compareVersions(version, { ...publicVersion(limit), dev: 0 }) < 0;
}

/** `>V` leaves out V's post-releases, unless V is one, and V with a local label. */
function isAbove(version: Version, { version: limit }: Clause): boolean {
  if (compareVersions(publicVersion(version), limit) <= 0) return false;
  const { epoch, release, pre, post } = version;
  if (limit.post !== undefined || post === undefined) return true;
  return compareVersions({ epoch, release, ...(pre === undefined ? {} : { pre }) }, limit) !== 0;
}

function hasPrefix(version: Version, { epoch, release }: Version): boolean {
  const start = version.release.slice(0, release.length);
  const padded = [...start, ...Array<number>(release.length - start.length).fill(0)];
  return version.epoch === epoch && compareReleases(padded, release) === 0;
}

/** `~=1.4.2` → `1.4` */
function compatiblePrefix({ epoch, release }: Version): Version {
  return { epoch, release: release.slice(0, -1) };
}
