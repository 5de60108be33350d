import { EbuildgenError } from '../core/errors.ts';
import { compareText } from '../core/text-order.ts';

/** A version as PMS section 3.2 defines it. Components stay text: leading zeros and length matter in comparisons. */
export interface GentooVersion {
  readonly components: readonly string[];
  readonly letter?: string;
  readonly suffixes: readonly GentooSuffix[];
  /** Absent where the text has no `-rN`; `-r0` compares equal to that. */
  readonly revision?: string;
}

export interface GentooSuffix {
  readonly kind: 'alpha' | 'beta' | 'pre' | 'rc' | 'p';
  /** Absent in `_p`; compares as 0. */
  readonly number?: string;
}

/** Reads `1.2b_rc3_p4-r5`. Throws VERSION_INVALID where PMS section 3.2 does not allow the text. */
export function parseGentooVersion(text: string): GentooVersion {
  const version = tryParseGentooVersion(text);
  if (version === undefined) {
    throw new EbuildgenError('VERSION_INVALID', `\`${text}\` is not a Gentoo version`);
  }
  return version;
}

export function tryParseGentooVersion(text: string): GentooVersion | undefined {
  const groups = VERSION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { numbers = '', letter, suffixes = '', revision } = groups;
  return {
    components: numbers.split('.'),
    ...(letter === undefined ? {} : { letter }),
    suffixes: [...suffixes.matchAll(SUFFIX)].map(matchToSuffix),
    ...(revision === undefined ? {} : { revision }),
  };
}

export function formatGentooVersion(version: GentooVersion): string {
  const suffixes = version.suffixes.map(({ kind, number = '' }) => `_${kind}${number}`).join('');
  const revision = version.revision === undefined ? '' : `-r${version.revision}`;
  return `${version.components.join('.')}${version.letter ?? ''}${suffixes}${revision}`;
}

/** The version without `-rN`: PV where the whole is PVR. */
export function withoutRevision({ revision: _, ...version }: GentooVersion): GentooVersion {
  return version;
}

/** Order of PMS section 3.3, algorithms 3.1 to 3.7: negative, 0 or positive. */
export function compareGentooVersions(a: GentooVersion, b: GentooVersion): number {
  return (
    compareNumbers(a.components, b.components) ||
    compareText(a.letter ?? '', b.letter ?? '') ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    compareIntegers(a.revision ?? '0', b.revision ?? '0')
  );
}

/** 1.2a_rc3_p4-r5; no alternative of it can match the same text in two ways, so it runs in linear time. */
const VERSION =
  /^(?<numbers>\d+(?:\.\d+)*)(?<letter>[a-z])?(?<suffixes>(?:_(?:alpha|beta|pre|rc|p)\d*)*)(?:-r(?<revision>\d+))?$/;
const SUFFIX = /_(?<kind>[a-z]+)(?<number>\d*)/g;

const SUFFIX_RANK = { alpha: 0, beta: 1, pre: 2, rc: 3, p: 4 } as const satisfies Record<
  GentooSuffix['kind'],
  number
>;

function matchToSuffix(match: RegExpExecArray): GentooSuffix {
  const { kind, number } = match.groups as { kind: GentooSuffix['kind']; number: string };
  return number === '' ? { kind } : { kind, number };
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (const [index, mine = ''] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = index === 0 ? compareIntegers(mine, other) : compareComponents(mine, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** A leading zero makes a component a decimal fraction: `.02` is less than `.1`, `.10` equals `.1` beside `.02`. */
function compareComponents(a: string, b: string): number {
  if (!a.startsWith('0') && !b.startsWith('0')) return compareIntegers(a, b);
  return compareText(stripTrailingZeros(a), stripTrailingZeros(b));
}

function compareSuffixes(a: readonly GentooSuffix[], b: readonly GentooSuffix[]): number {
  for (const [index, mine] of a.entries()) {
    const other = b[index];
    const order = other === undefined ? signOfExtra(mine) : compareSuffix(mine, other);
    if (order !== 0) return order;
  }
  const extra = b[a.length];
  return extra === undefined ? 0 : -signOfExtra(extra);
}

/** A version with one more suffix is later only where that is `_p`. */
const signOfExtra = (suffix: GentooSuffix): number => (suffix.kind === 'p' ? 1 : -1);

const compareSuffix = (a: GentooSuffix, b: GentooSuffix): number =>
  SUFFIX_RANK[a.kind] - SUFFIX_RANK[b.kind] || compareIntegers(a.number ?? '0', b.number ?? '0');

/** Digits of any length, which Number would round. */
function compareIntegers(a: string, b: string): number {
  const [mine, other] = [stripLeadingZeros(a), stripLeadingZeros(b)];
  return mine.length - other.length || compareText(mine, other);
}

const stripLeadingZeros = (digits: string): string => digits.replace(/^0+/, '');

/** A loop, since `/0+$/` is quadratic on `000…1`. */
function stripTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
