import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';

/** A PEP 440 version. https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly pre?: { readonly letter: 'a' | 'b' | 'rc'; readonly number: number };
  readonly post?: number;
  readonly dev?: number;
  readonly local?: readonly (string | number)[];
}

/** What Python's `\s` and `str.strip` take for white space, for use inside a character class. */
export const PYTHON_SPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Epoch, release, pre-, post- and development release in every spelling that PEP 440 reads; unanchored. */
export const PUBLIC_VERSION =
  '(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)' +
  '(?:[._-]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[._-]?(?<preNumber>[0-9]+)?)?' +
  '(?:-(?<postBare>[0-9]+)|[._-]?(?<post>post|rev|r)[._-]?(?<postNumber>[0-9]+)?)?' +
  '(?:[._-]?(?<dev>dev)[._-]?(?<devNumber>[0-9]+)?)?';

const VERSION = new RegExp(
  `^[${PYTHON_SPACE}]*v?${PUBLIC_VERSION}(?:\\+(?<local>[a-z0-9]+(?:[._-][a-z0-9]+)*))?[${PYTHON_SPACE}]*$`,
  'i',
);

const PRE_LETTERS = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
} satisfies Record<string, 'a' | 'b' | 'rc'>;

/** Far more than any release has; what is done with a version later need not be cheap then. */
const MOST_PARTS = 100;

/**
 * Reads a version in any spelling that PEP 440 normalises (`v1.0-alpha.1`, `1.0-1`, `1.0+Ubuntu_1`). Throws
 * VERSION_INVALID, also for a number beyond 2^53-1, which could not be compared exactly, and for more than a hundred
 * parts: nobody's release has either.
 */
export function parseVersion(text: string): Version {
  const version = tryParseVersion(text);
  if (version !== undefined) return version;
  throw new EbuildgenError('VERSION_INVALID', `${excerpt(text)} is not a PEP 440 version`);
}

/** Like parseVersion, but gives undefined instead of throwing. */
export function tryParseVersion(text: string): Version | undefined {
  const groups = VERSION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const version: Version = {
    epoch: Number(groups.epoch ?? 0),
    release: (groups.release ?? '').split('.').map(Number),
    ...preOf(groups.pre, groups.preNumber),
    ...numbered('post', groups.post ?? groups.postBare, groups.postBare ?? groups.postNumber),
    ...numbered('dev', groups.dev, groups.devNumber),
    ...localOf(groups.local),
  };
  const parts = version.release.length + (version.local?.length ?? 0);
  return parts <= MOST_PARTS && numbersOf(version).every(Number.isSafeInteger) ? version : undefined;
}

function preOf(word: string | undefined, number = '0'): Pick<Version, 'pre'> {
  if (word === undefined) return {};
  const letter = PRE_LETTERS[word.toLowerCase() as keyof typeof PRE_LETTERS];
  return { pre: { letter, number: Number(number) } };
}

function numbered(
  key: 'post' | 'dev',
  word: string | undefined,
  number = '0',
): Pick<Version, 'post' | 'dev'> {
  return word === undefined ? {} : { [key]: Number(number) };
}

function localOf(text: string | undefined): Pick<Version, 'local'> {
  if (text === undefined) return {};
  const segments = text.toLowerCase().split(/[._-]/);
  return { local: segments.map((segment) => (/^[0-9]+$/.test(segment) ? Number(segment) : segment)) };
}

function numbersOf({ epoch, release, pre, post = 0, dev = 0, local = [] }: Version): number[] {
  const numbers = local.filter((segment) => typeof segment === 'number');
  return [epoch, ...release, pre?.number ?? 0, post, dev, ...numbers];
}

/** The normalised spelling. */
export function formatVersion({ epoch, release, pre, post, dev, local }: Version): string {
  return [
    epoch === 0 ? '' : `${epoch}!`,
    release.join('.'),
    pre === undefined ? '' : `${pre.letter}${pre.number}`,
    post === undefined ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
    local === undefined ? '' : `+${local.join('.')}`,
  ].join('');
}

/** True for alphas, betas, release candidates and development releases. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== undefined || version.dev !== undefined;
}

/** The version without its local label. */
export function publicVersion({ local, ...version }: Version): Version {
  return version;
}

/** PEP 440's total order: negative, 0 or positive. `1.0` and `1.0.0` are equal; a local label sorts after its public version. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.epoch - right.epoch ||
    compareReleases(left.release, right.release) ||
    compareTuples(suffixKey(left), suffixKey(right)) ||
    compareLocals(left.local, right.local)
  );
}

/** Releases compare as if the shorter one went on with zeros. */
export function compareReleases(left: readonly number[], right: readonly number[]): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const PHASES = { a: 0, b: 1, rc: 2 } as const;
const BEFORE_ALPHA = -1;
const FINAL = 3;

/**
 * Phase, its number, post number, development number. A development release sorts before everything it leads to,
 * which for a bare `1.0.dev1` means before the alphas; post sorts after none; dev sorts before none.
 */
function suffixKey({ pre, post, dev }: Version): readonly [number, number, number, number] {
  const bareDev = pre === undefined && post === undefined && dev !== undefined;
  const finalPhase = bareDev ? BEFORE_ALPHA : FINAL;
  const phase = pre === undefined ? finalPhase : PHASES[pre.letter];
  return [phase, pre?.number ?? 0, post ?? -1, dev ?? Number.POSITIVE_INFINITY];
}

function compareTuples(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, position) => value !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** No label first, then segment by segment: words before numbers, words by their letters, and a longer label last. */
function compareLocals(left: Version['local'], right: Version['local']): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  const index = left.findIndex((segment, position) => segment !== right[position]);
  if (index < 0) return left.length - right.length;
  return compareSegments(left[index], right[index]);
}

function compareSegments(left: string | number | undefined, right: string | number | undefined): number {
  if (right === undefined) return 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
  return typeof left === 'string' ? -1 : 1;
}
