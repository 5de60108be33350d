import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import type { Marker, MarkerOperator, MarkerVariable } from './marker.ts';
import { parsePoetryRanges } from './poetry-constraint.ts';
import { formatVersion, isPrerelease, type Version } from './version.ts';
import { onlyVersion, type VersionRange } from './version-range.ts';

/**
 * The marker that poetry-core makes of a dependency's `python = "^3.8"`: `python_version >= "3.8" and
 * python_version < "4.0"`, and `python_full_version` for a bound that tells patch levels apart. undefined where every
 * version is allowed. Throws DEPENDENCY_INVALID.
 */
export function poetryPythonToMarker(text: string): Marker | undefined {
  const ranges = parsePoetryRanges(text);
  if (ranges.length === 0)
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} allows no version`);
  const markers = ranges.map(rangeToMarker);
  return markers.includes(undefined) ? undefined : joinMarkers('or', markers);
}

/** The marker of a dependency's `platform = "linux || darwin"`. Throws DEPENDENCY_INVALID. */
export function poetryPlatformToMarker(text: string): Marker | undefined {
  if (text === '*') return undefined;
  if (text.length > LONGEST) throw invalid(text);
  const alternatives = text.split(/\|\|?/).map((alternative) =>
    joinMarkers(
      'and',
      alternative.split(',').map((clause) => platformClause(clause.trim())),
    ),
  );
  return joinMarkers('or', alternatives);
}

/** More characters than all platforms have. */
const LONGEST = 1000;

function invalid(text: string): EbuildgenError {
  return new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} is not a platform`);
}

/** Several markers as one; those that say nothing are left out, and nested ones of the same kind become one level. */
export function joinMarkers(
  kind: 'and' | 'or',
  markers: readonly (Marker | undefined)[],
): Marker | undefined {
  const operands = markers.flatMap((marker) => {
    if (marker === undefined) return [];
    return marker.kind === kind ? marker.operands : [marker];
  });
  return operands.length > 1 ? { kind, operands } : operands[0];
}

function platformClause(text: string): Marker {
  const { operator = '==', value } =
    /^(?<operator>!=|===?|=)?\s*(?<value>[^\s'"]+)$/.exec(text)?.groups ?? {};
  if (value === undefined)
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} is not a platform`);
  return compare('sys_platform', operator === '!=' ? '!=' : '==', value);
}

/** `python_version` has two numbers: three are compared with `python_full_version`, as is what lies beyond or up to two. */
function rangeToMarker(range: VersionRange): Marker | undefined {
  const { min, max, includeMin, includeMax } = range;
  const exact = onlyVersion(range);
  if (exact !== undefined) return compare(isFull(exact) ? FULL : SERIES, '==', formatVersion(exact));
  return joinMarkers('and', [
    min && (includeMin ? compareStable(min, '>=') : comparePadded(min, '>')),
    max && (includeMax ? comparePadded(max, '<=') : compareStable(max, '<')),
  ]);
}

const SERIES = 'python_version';
const FULL = 'python_full_version';

function isFull({ release }: Version): boolean {
  return release.length >= 3;
}

function compareStable(version: Version, operator: MarkerOperator): Marker {
  const { epoch, release, post } = version;
  const stable: Version = { epoch, release, ...(post === undefined || version.pre ? {} : { post }) };
  return compare(
    isFull(version) ? FULL : SERIES,
    operator,
    formatVersion(isPrerelease(version) ? stable : version),
  );
}

function comparePadded(version: Version, operator: MarkerOperator): Marker {
  if (isFull(version)) return compareStable(version, operator);
  const release = [...version.release, 0, 0].slice(0, 3);
  return compare(FULL, operator, formatVersion({ ...version, release }));
}

function compare(name: MarkerVariable, operator: MarkerOperator, value: string): Marker {
  return { kind: 'compare', left: { kind: 'variable', name }, operator, right: { kind: 'string', value } };
}
