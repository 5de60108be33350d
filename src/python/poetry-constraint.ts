import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { type Cap, type PoetryClause, parsePoetryClause } from './poetry-clause.ts';
import type { Specifier, SpecifierSet } from './specifier.ts';
import { compareVersions, publicVersion, type Version } from './version.ts';
import {
  hull,
  intersectRanges,
  onlyVersion,
  uniteRanges,
  type VersionRange,
  type VersionRanges,
} from './version-range.ts';

/** A Poetry version constraint in the terms of PEP 440. */
export interface PoetryConstraint {
  /** Exact, unless there are alternatives; then what all of them lie within. */
  readonly specifiers: SpecifierSet;
  /** Ascending; two or more where a union cannot be said with one set, as `>=1,<2 || >=3`. Otherwise empty. */
  readonly alternatives: readonly SpecifierSet[];
  /** Where the upper bound comes from; `written` too where there is none. */
  readonly cap: Cap;
}

/**
 * Reads `^1.2`, `>=1,<2 || ^3.1`, `1.2.*` … as poetry-core does. Throws DEPENDENCY_INVALID, also where no version is
 * allowed. https://python-poetry.org/docs/dependency-specification/
 */
export function parsePoetryConstraint(text: string): PoetryConstraint {
  const clauses = parseClauses(text);
  const ranges = rangesOf(clauses);
  const [first] = ranges;
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) {
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} allows no version`);
  }
  const cap = capOf(last, clauses.flat());
  if (ranges.length === 1) return { specifiers: rangeToSpecifiers(first), alternatives: [], cap };
  const exclusion = exclusionOf(ranges);
  if (exclusion !== undefined) return { specifiers: [exclusion], alternatives: [], cap };
  if (clauses.length === 1)
    return { specifiers: clauses.flat().flatMap(clauseToSpecifiers), alternatives: [], cap };
  const alternatives = ranges.map(rangeToSpecifiers);
  return { specifiers: rangeToSpecifiers(hull(first, last)), alternatives, cap };
}

/** The version ranges of a Poetry constraint; none where nothing is allowed. Throws DEPENDENCY_INVALID. */
export function parsePoetryRanges(text: string): VersionRanges {
  return rangesOf(parseClauses(text));
}

/** Nobody writes more; what follows need not be linear in an upstream text then. */
const LONGEST = 2000;

/** Commas and spaces between clauses, but not after an operator or around a hyphen. */
const BETWEEN_CLAUSES = /(?<=[^\s^~=<>,-]) *[ ,] *(?=[^\s,-])/;

/** Alternatives of clauses that must all hold. */
function parseClauses(text: string): readonly (readonly PoetryClause[])[] {
  if (text.length > LONGEST) {
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} is too long for a Poetry constraint`);
  }
  return text.split(/\|\|?/).map((alternative) => {
    const clauses = alternative.trim().replace(/,+$/, '').trimEnd();
    return clauses.split(BETWEEN_CLAUSES).map(parsePoetryClause);
  });
}

function rangesOf(clauses: readonly (readonly PoetryClause[])[]): VersionRanges {
  const alternatives = clauses.map((all) => all.map(({ ranges }) => ranges).reduce(intersectRanges));
  return alternatives.length === 1 ? alternatives.flat() : uniteRanges(alternatives.flat());
}

/** The clause that set the upper end decides; a person's where several did. */
function capOf(last: VersionRange, clauses: readonly PoetryClause[]): Cap {
  const { max, includeMax } = last;
  const setting = clauses.filter(({ ranges }) => {
    const end = ranges.at(-1);
    if (max === undefined || end?.max === undefined) return false;
    return end.includeMax === includeMax && compareVersions(end.max, max) === 0;
  });
  const origins = new Set(setting.map(({ origin }) => origin));
  const machine = (['caret', 'tilde'] as const).find((origin) => origins.has(origin));
  return origins.has('written') ? 'written' : (machine ?? 'written');
}

function clauseToSpecifiers({ ranges }: PoetryClause): SpecifierSet {
  const exclusion = exclusionOf(ranges);
  return exclusion === undefined ? ranges.flatMap(rangeToSpecifiers) : [exclusion];
}

/** `==1.2.3`, `==1.2.*`, or the two ends. */
function rangeToSpecifiers(range: VersionRange): SpecifierSet {
  const exact = onlyVersion(range);
  if (exact !== undefined) return [{ operator: '==', version: exact, wildcard: false }];
  const { min, max, includeMin, includeMax } = range;
  const series = min && max && includeMin && !includeMax ? seriesOf(min, max) : undefined;
  if (series !== undefined) return [{ operator: '==', version: series, wildcard: true }];
  return [
    ...end(includeMin ? '>=' : '>', min),
    ...end(includeMax ? '<=' : '<', max === undefined || includeMax ? max : shownEnd(max)),
  ];
}

/** Labels mean nothing to an order, and PEP 440 forbids them there. */
function end(operator: '<' | '<=' | '>' | '>=', version: Version | undefined): SpecifierSet {
  return version === undefined ? [] : [{ operator, version: publicVersion(version), wildcard: false }];
}

/** `<2.dev0`, a wild card's end, is `<2`. */
function shownEnd(version: Version): Version {
  const { dev, ...rest } = version;
  return dev === 0 && rest.pre === undefined ? rest : version;
}

/** `!=1.5` or `!=1.5.*` where nothing else is left out. */
function exclusionOf([before, after, ...more]: VersionRanges): Specifier | undefined {
  if (before?.max === undefined || after?.min === undefined || more.length > 0) return undefined;
  if (before.min !== undefined || after.max !== undefined || before.includeMax) return undefined;
  if (!after.includeMin && compareVersions(before.max, after.min) === 0) {
    return { operator: '!=', version: before.max, wildcard: false };
  }
  const series = after.includeMin ? seriesOf(before.max, after.min) : undefined;
  return series === undefined ? undefined : { operator: '!=', version: series, wildcard: true };
}

/** The `1.2` of `1.2.*` where the stretch from `min` up to `max` is one, such as 1.2.dev0 up to 1.3. */
function seriesOf(min: Version, max: Version): Version | undefined {
  const plain = [min, max].every(
    ({ pre, post, local }) => pre === undefined && post === undefined && local === undefined,
  );
  if (!plain || min.dev !== 0 || (max.dev ?? 0) !== 0 || min.epoch !== max.epoch) return undefined;
  const length = max.release.findLastIndex((number) => number > 0) + 1;
  const release = [...max.release.slice(0, length - 1), (max.release[length - 1] ?? 0) - 1];
  const series = { epoch: min.epoch, release };
  return length > 0 && compareVersions(series, { epoch: min.epoch, release: min.release }) === 0
    ? series
    : undefined;
}
