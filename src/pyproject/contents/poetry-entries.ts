import type { PoetryEntry } from '../../model/lint.ts';
import { normalizeName } from '../../python/name.ts';
import { isTable, stringAt, stringsAt, type TomlTable, valueAt } from '../../toml/values.ts';
import {
  createMatchBudget,
  createTreeFilter,
  createTreeGlob,
  type MatchBudget,
  type PathMatcher,
} from './glob.ts';
import { type FileSource, filesAt, isByteCode, pathBelow, tidyPath, type WheelSource } from './wheel-file.ts';

/**
 * What each entry of `packages` and `include` of `[tool.poetry]` matches, for reports on single entries; what a wheel
 * holds in the end readPoetryContents tells. Entries without a pattern that can be followed are left out, and all where
 * there are too many to try.
 */
export function listPoetryEntries({
  tree,
  project,
  pyproject,
}: Omit<WheelSource, 'budget'>): readonly PoetryEntry[] {
  const source: FileSource = { tree, budget: createMatchBudget() };
  const packages = readEntries(pyproject, 'packages');
  const includes = readEntries(pyproject, 'include');
  const isExcluded = excludes(pyproject, source.budget);
  const placed = packages.map((entry) => ({ entry, files: placePackage(source, entry) }));
  const inWheel = placed.filter(({ entry }) => entry.formats?.includes('wheel') ?? true);
  const packaged = new Set(
    (valueAt(pyproject, 'tool', 'poetry', 'packages') === undefined
      ? placeDefault(source, project)
      : inWheel.flatMap(({ files }) => files)
    ).map((file) => file.source),
  );
  const entries = [
    ...placed.map(({ entry, files }) => toEntry(entry, files, (path) => !isExcluded(path))),
    ...includes.map((entry) =>
      toEntry(entry, placeInclude(source, entry), (path) => !packaged.has(path) && !isExcluded(path)),
    ),
  ];
  return source.budget.steps < 0 ? [] : entries;
}

interface WrittenEntry extends Pick<PoetryEntry, 'list' | 'index' | 'pattern' | 'formats'> {
  readonly from: string;
  readonly to: string;
}

interface PlacedFile {
  readonly source: string;
  readonly path: string;
}

function toEntry(
  { list, index, pattern, formats }: WrittenEntry,
  files: readonly PlacedFile[],
  counts: (source: string) => boolean,
): PoetryEntry {
  return {
    list,
    index,
    pattern,
    ...(formats === undefined ? {} : { formats }),
    matches: files.map(({ source }) => source),
    installs: files.filter(({ source }) => counts(source)).map(({ path }) => path),
  };
}

function readEntries(
  pyproject: TomlTable | undefined,
  list: 'packages' | 'include',
): readonly WrittenEntry[] {
  const items = valueAt(pyproject, 'tool', 'poetry', list);
  if (!Array.isArray(items)) return [];
  const key = list === 'packages' ? 'include' : 'path';
  return items.flatMap((item: unknown, index) => {
    const table = typeof item === 'string' ? { [key]: item } : item;
    const pattern = isTable(table) ? stringAt(table, key) : undefined;
    const from = isTable(table) ? tidyPath(stringAt(table, 'from') ?? '') : undefined;
    const to = isTable(table) ? tidyPath(stringAt(table, 'to') ?? '') : undefined;
    if (!isTable(table) || pattern === undefined || from === undefined || to === undefined) return [];
    const formats = formatsOf(table);
    return [{ list, index, pattern, from, to, ...(formats === undefined ? {} : { formats }) }];
  });
}

function formatsOf(table: TomlTable): readonly string[] | undefined {
  const one = stringAt(table, 'format');
  return one === undefined ? stringsAt(table, 'format') : [one];
}

function excludes(pyproject: TomlTable | undefined, budget: MatchBudget): PathMatcher {
  const patterns = stringsAt(pyproject, 'tool', 'poetry', 'exclude') ?? [];
  return createTreeFilter(
    patterns.map((pattern) => tidyPath(pattern) ?? pattern),
    budget,
  );
}

function placePackage(
  files: FileSource,
  { pattern, from, to }: Pick<WrittenEntry, 'pattern' | 'from' | 'to'>,
): readonly PlacedFile[] {
  return filesMatching(files, pattern, from).map((source) => {
    const path = pathBelow(source, from);
    return { source, path: to === '' ? path : `${to}/${path}` };
  });
}

function placeInclude(files: FileSource, { pattern }: WrittenEntry): readonly PlacedFile[] {
  return filesMatching(files, pattern, '').map((source) => ({ source, path: source }));
}

function filesMatching(files: FileSource, pattern: string, from: string): readonly string[] {
  const tidy = tidyPath(pattern);
  if (tidy === undefined || tidy === '') return [];
  const matches = createTreeGlob(tidy, files.budget);
  return filesAt(files, from).filter((source) => matches(pathBelow(source, from)) && !isByteCode(source));
}

/** The module of the project's name, at the top or in `src/`. */
function placeDefault(files: FileSource, project: string): readonly PlacedFile[] {
  const name = normalizeName(project).replaceAll('-', '_');
  const places = ['', 'src'].flatMap((from) =>
    [name, `${name}.py`].map((pattern) => ({ pattern, from, to: '' })),
  );
  return places.map((place) => placePackage(files, place)).find((placed) => placed.length > 0) ?? [];
}
