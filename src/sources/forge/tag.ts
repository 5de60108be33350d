import compareSemver from 'semver/functions/compare.js';
import parseSemver from 'semver/functions/parse.js';
import { compareVersions, isPrerelease, tryParseVersion, type Version } from '../../python/version.ts';

/** A git tag that names a version. */
export interface VersionTag {
  readonly tag: string;
  /** `1.2.3`: what stands in the tag, with dots where the tag has hyphens or underscores (`pkg-1-2-3`). */
  readonly version: string;
  /** What `version` is compared by. For spellings that PEP 440 does not know an order of the same meaning. */
  readonly order: Version;
  readonly prerelease: boolean;
  /** `v{version}`. */
  readonly pattern: string;
  /** The part of a monorepo that the tag belongs to, lower case: `@scope/pkg@1.2` is `scope-pkg`'s; '' in plain tags. */
  readonly component: string;
}

const longestTag = 200;

/** Words before (or behind) a version that say nothing of whose version it is. */
const plainWords = new Set(['', 'v', 'ver', 'version', 'r', 'rel', 'release', 'releases', 'tag', 'tags']);
const finalWords = /[-_.](?:final|stable|release|ga)$/i;

/**
 * Reads `v1.2`, `1.2.0-beta.3`, `pkg-v1.2`, `pkg==1.2`, `@scope/pkg@1.2`, `pkg/v1.2`, `REL_1_2_3`, `v1.2-final`.
 * PEP 440 is asked first, then Semantic Versioning, then Gentoo's `1.4d`. undefined where no version ends the tag.
 */
export function tryParseTag(tag: string): VersionTag | undefined {
  if (tag.length > longestTag || !isRefName(tag)) return undefined;
  const suffix = finalWords.exec(tag)?.[0] ?? '';
  const body = tag.slice(0, tag.length - suffix.length);
  for (const start of digitStarts(body)) {
    const read = tryReadVersion(body.slice(start));
    if (read === undefined) continue;
    const prefix = body.slice(0, start);
    return { tag, ...read, pattern: `${prefix}{version}${suffix}`, component: componentOf(prefix) };
  }
  return undefined;
}

/** The rules of git-check-ref-format(1) that keep a tag from meaning something else in a path or an address. */
function isRefName(tag: string): boolean {
  return !/[\p{Cc}\p{Zs}\p{Cs}~^:?*[\\]|\.\.|@\{|\/\/|^[./]|\/\.|[/.]$|\.lock(?:\/|$)/u.test(tag);
}

/** By version: PEP 440's order, and Semantic Versioning's among spellings that only the latter reads. */
export function compareVersionTags(a: VersionTag, b: VersionTag): number {
  const order = compareVersions(a.order, b.order);
  if (order !== 0 || parseSemver(a.version) === null || parseSemver(b.version) === null) return order;
  return compareSemver(a.version, b.version);
}

/** Where a number begins that is not itself part of a dotted number. */
function digitStarts(text: string): readonly number[] {
  return [...text.matchAll(/(?<!\d)(?<!\d\.)\d/g)].map(({ index }) => index);
}

function componentOf(prefix: string): string {
  const words = prefix.toLowerCase().split(/[^a-z0-9]+/);
  const kept = words.filter((word) => !plainWords.has(word) && word !== 'stable');
  return kept.join('-').replace(/-v$/, '');
}

type ReadVersion = Pick<VersionTag, 'version' | 'order' | 'prerelease'>;

function tryReadVersion(text: string): ReadVersion | undefined {
  return tryReadDashed(text) ?? tryReadPep440(text) ?? tryReadSemver(text) ?? tryReadLetter(text);
}

/** `1_32_1`, `1-32-1`. PEP 440 would take `1-2` for a post-release, which nobody tags without a dot before. */
function tryReadDashed(text: string): ReadVersion | undefined {
  if (!/^\d+(?:(?:_\d+)+|(?:-\d+)+)$/.test(text)) return undefined;
  return tryReadPep440(text.replace(/[-_]/g, '.'));
}

function tryReadPep440(version: string): ReadVersion | undefined {
  const order = tryParseVersion(version);
  return order && { version, order, prerelease: isPrerelease(order) };
}

/** A Semantic Version whose pre-release PEP 440 cannot read (`1.0.0-nightly.3`): before all others of 1.0.0. */
function tryReadSemver(version: string): ReadVersion | undefined {
  const read = parseSemver(version);
  if (read === null) return undefined;
  return {
    version,
    order: { epoch: 0, release: [read.major, read.minor, read.patch], dev: 0 },
    prerelease: true,
  };
}

/** `1.4d`: the fourth correction of 1.4, as Gentoo's own versions have it. */
function tryReadLetter(version: string): ReadVersion | undefined {
  const letter = /^\d{1,15}(?:\.\d{1,15})+(?<letter>[a-z])$/.exec(version)?.groups?.letter;
  const base = letter && tryParseVersion(version.slice(0, -1));
  return base
    ? { version, order: { ...base, post: letter.charCodeAt(0) - 96 }, prerelease: false }
    : undefined;
}
