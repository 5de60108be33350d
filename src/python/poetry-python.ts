import { parsePoetryConstraint, parsePoetryRanges } from './poetry-constraint.ts';
import { parseSpecifiers, type SpecifierSet } from './specifier.ts';
import type { Version } from './version.ts';
import { intersectRanges, onlyVersion } from './version-range.ts';

/** The series of Python that poetry-core knows when it has to write a union of ranges as exclusions. */
const SERIES = ['2.7', ...Array.from({ length: 16 }, (_, minor) => `3.${minor}`)];

/**
 * Requires-Python as poetry-core writes it for the `python` entry of `[tool.poetry.dependencies]`: `^3.9` → `>=3.9,<4.0`,
 * `3.9` → `>=3.9,<3.10`, `~2.7 || ^3.6` → `>=2.7,!=3.0.*,…`. Throws DEPENDENCY_INVALID.
 */
export function parsePoetryPython(text: string): SpecifierSet {
  const ranges = parsePoetryRanges(text);
  const exact = ranges.length === 1 && ranges[0] !== undefined ? onlyVersion(ranges[0]) : undefined;
  if (exact !== undefined && exact.release.length < 3) return seriesSpecifiers(exact);
  if (ranges.length < 2) return parsePoetryConstraint(text).specifiers;
  const isAllowed = (series: string) => intersectRanges(ranges, parsePoetryRanges(`${series}.*`)).length > 0;
  const lowest = SERIES.filter(isAllowed)
    .slice(0, 1)
    .map((series) => `>=${series}`);
  const excluded = SERIES.filter((series) => !isAllowed(series)).map((series) => `!=${series}.*`);
  return parseSpecifiers([...lowest, ...excluded].join(','));
}

/** `3.9` means all of 3.9, and `3` all of 3. */
function seriesSpecifiers({ release }: Version): SpecifierSet {
  const text = release.length === 1 ? `^${release}.0` : `~${release.join('.')}`;
  return parsePoetryConstraint(text).specifiers;
}
