import { compareVersions, isPrerelease, publicVersion, type Version } from './version.ts';

/** A stretch of the version line; an exact version has both ends at it. */
export interface VersionRange {
  readonly min?: Version;
  readonly max?: Version;
  readonly includeMin: boolean;
  readonly includeMax: boolean;
}

/** Disjoint ranges in ascending order: none allows nothing, one without ends allows everything. */
export type VersionRanges = readonly VersionRange[];

export const EVERY_VERSION: VersionRange = { includeMin: false, includeMax: false };

/** The exact version of a range that is only one. */
export function onlyVersion({ min, max }: VersionRange): Version | undefined {
  return min !== undefined && max !== undefined && compareVersions(min, max) === 0 ? min : undefined;
}

/** What both allow. Ends compare as in poetry-core: `<2` ends before the pre-releases of 2. */
export function intersectRanges(left: VersionRanges, right: VersionRanges): VersionRanges {
  return left.flatMap((one) => right.flatMap((other) => intersection(one, other) ?? []));
}

/** What either allows, with ranges merged that overlap or touch. */
export function uniteRanges(ranges: VersionRanges): VersionRanges {
  const merged: VersionRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const last = merged.at(-1);
    if (last !== undefined && (!areApart(last, range) || areAdjacent(last, range))) {
      merged[merged.length - 1] = hull(last, range);
    } else merged.push(range);
  }
  return merged;
}

function intersection(left: VersionRange, right: VersionRange): VersionRange | undefined {
  const leftVersion = onlyVersion(left);
  const rightVersion = onlyVersion(right);
  if (rightVersion !== undefined && allows(left, rightVersion)) return right;
  if (leftVersion !== undefined && allows(right, leftVersion)) return left;
  if (leftVersion !== undefined || rightVersion !== undefined || areApart(left, right)) return undefined;
  return {
    ...lowerEnd(startsLower(left, right) ? right : left),
    ...upperEnd(endsHigher(left, right) ? right : left),
  };
}

/** The range from the start of one to the end of the other. */
export function hull(left: VersionRange, right: VersionRange): VersionRange {
  return {
    ...lowerEnd(startsLower(left, right) ? left : right),
    ...upperEnd(endsHigher(left, right) ? left : right),
  };
}

function lowerEnd({ min, includeMin }: VersionRange): Pick<VersionRange, 'min' | 'includeMin'> {
  return min === undefined ? { includeMin } : { min, includeMin };
}

function upperEnd({ max, includeMax }: VersionRange): Pick<VersionRange, 'max' | 'includeMax'> {
  return max === undefined ? { includeMax } : { max, includeMax };
}

function allows(range: VersionRange, version: Version): boolean {
  const exact = onlyVersion(range);
  if (exact !== undefined) return compareVersions(comparable(version, exact), exact) === 0;
  const { min, max, includeMin, includeMax } = range;
  const overMin = min === undefined ? 1 : compareVersions(aboveMin(version, range, min), min);
  const end = allowedMax(range);
  const underMax =
    max === undefined || end === undefined ? -1 : compareVersions(comparable(version, max), end);
  return (overMin > 0 || (includeMin && overMin === 0)) && (underMax < 0 || (includeMax && underMax === 0));
}

/** `>1.0` leaves out the post-releases of 1.0. */
function aboveMin(version: Version, { includeMin }: VersionRange, min: Version): Version {
  const candidate = comparable(version, min);
  if (includeMin || min.post !== undefined || candidate.post === undefined) return candidate;
  const { post, dev, ...base } = candidate;
  return base;
}

/** A local label only counts against an end that has one. */
function comparable(version: Version, end: Version): Version {
  return end.local === undefined ? publicVersion(version) : version;
}

/** The end of `<2` is `2.dev0`, unless 2 is itself a pre-release. */
function allowedMax({ max, includeMax }: VersionRange): Version | undefined {
  if (max === undefined || includeMax || isPrerelease(max)) return max;
  return { ...publicVersion(max), dev: 0 };
}

function startsLower(left: VersionRange, right: VersionRange): boolean {
  if (left.min === undefined || right.min === undefined)
    return left.min === undefined && right.min !== undefined;
  const order = compareVersions(left.min, right.min);
  return order < 0 || (order === 0 && left.includeMin && !right.includeMin);
}

function endsHigher(left: VersionRange, right: VersionRange): boolean {
  const [leftMax, rightMax] = [allowedMax(left), allowedMax(right)];
  if (leftMax === undefined || rightMax === undefined) return leftMax === undefined && rightMax !== undefined;
  const order = compareVersions(leftMax, rightMax);
  return order > 0 || (order === 0 && left.includeMax && !right.includeMax);
}

function areApart(left: VersionRange, right: VersionRange): boolean {
  return endsBefore(left, right) || endsBefore(right, left);
}

function endsBefore(left: VersionRange, right: VersionRange): boolean {
  const max = allowedMax(left);
  if (max === undefined || right.min === undefined) return false;
  const order = compareVersions(max, right.min);
  return order < 0 || (order === 0 && !(left.includeMax && right.includeMin));
}

/** `<2` and `>=2` */
function areAdjacent({ max, includeMax }: VersionRange, { min, includeMin }: VersionRange): boolean {
  return (
    max !== undefined && min !== undefined && compareVersions(max, min) === 0 && includeMax !== includeMin
  );
}

function compareRanges(left: VersionRange, right: VersionRange): number {
  if (startsLower(left, right)) return -1;
  if (startsLower(right, left)) return 1;
  return Number(endsHigher(left, right)) - Number(endsHigher(right, left));
}
