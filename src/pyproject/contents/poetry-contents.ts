import { normalizeName } from '../../python/name.ts';
import { isTable, stringAt, stringsAt, type TomlTable, tableAt, valueAt } from '../../toml/values.ts';
import { createTreeFilter, createTreeGlob } from './glob.ts';
import {
  type FileSource,
  filesAt,
  isByteCode,
  pathBelow,
  tidyPath,
  type WheelFile,
  type WheelSource,
} from './wheel-file.ts';

const PACKAGES = '[tool.poetry] packages';
const INCLUDE = '[tool.poetry] include';

interface Selected extends WheelFile {
  /** In the tree. */
  readonly source: string;
  /** Named by `include`: `exclude` does not reach it. */
  readonly explicit: boolean;
}

/**
 * Wheel contents under poetry-core 2: `packages` go to sdist and wheel, an `include` without `format` to the sdist only
 * (poetry-core 1 shipped it in both). Without `packages` the module of the project's name, at the top or in `src/`.
 * https://python-poetry.org/docs/pyproject/#exclude-and-include
 */
export function readPoetryContents(source: WheelSource): readonly WheelFile[] | undefined {
  const { project, pyproject, budget } = source;
  const poetry = tableAt(pyproject, 'tool', 'poetry');
  const packages = tableList(poetry, 'packages', 'include').filter((item) => inWheel(item, true));
  const selected =
    packages.length > 0
      ? packages.flatMap((item) => placePackage(item, source))
      : placeDefault(project, source);
  if (selected === undefined) return undefined;
  const included = tableList(poetry, 'include', 'path')
    .filter((item) => inWheel(item, false))
    .flatMap((item) => placeInclude(item, source));
  const isExcluded = createTreeFilter(
    (stringsAt(poetry, 'exclude') ?? []).map((pattern) => tidyPath(pattern) ?? pattern),
    budget,
  );
  const explicit = new Set(included.map((file) => file.source));
  const bySource = new Map([...selected, ...included].toReversed().map((file) => [file.source, file]));
  return [...bySource.values()]
    .filter((file) => explicit.has(file.source) || !isExcluded(file.source))
    .map(({ path, cause }) => ({ path, cause }));
}

/** Items that are tables, or bare strings standing for a table with one key. */
function tableList(poetry: TomlTable | undefined, key: string, bareKey: string): readonly TomlTable[] {
  const list = valueAt(poetry, key);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (typeof item === 'string') return [{ [bareKey]: item }];
    return isTable(item) ? [item] : [];
  });
}

function inWheel(item: TomlTable, byDefault: boolean): boolean {
  const format = stringAt(item, 'format');
  const formats = format === undefined ? stringsAt(item, 'format') : [format];
  return formats?.includes('wheel') ?? byDefault;
}

function placePackage(item: TomlTable, files: FileSource): readonly Selected[] {
  const include = tidyPath(stringAt(item, 'include') ?? '');
  const from = tidyPath(stringAt(item, 'from') ?? '');
  const to = tidyPath(stringAt(item, 'to') ?? '');
  if (include === undefined || from === undefined || to === undefined) return [];
  const matches = createTreeGlob(include, files.budget);
  return filesAt(files, from)
    .filter((source) => matches(pathBelow(source, from)) && !isByteCode(source))
    .map((source) => {
      const path = pathBelow(source, from);
      return { source, path: to === '' ? path : `${to}/${path}`, cause: PACKAGES, explicit: false };
    });
}

function placeInclude(item: TomlTable, files: FileSource): readonly Selected[] {
  const pattern = tidyPath(stringAt(item, 'path') ?? '');
  if (pattern === undefined || pattern === '') return [];
  const matches = createTreeGlob(pattern, files.budget);
  return filesAt(files, '')
    .filter((source) => matches(source) && !isByteCode(source))
    .map((source) => ({ source, path: source, cause: INCLUDE, explicit: true }));
}

function placeDefault(project: string, files: FileSource): readonly Selected[] | undefined {
  const name = normalizeName(project).replaceAll('-', '_');
  for (const from of ['', 'src'])
    for (const module of [name, `${name}.py`]) {
      const source = from === '' ? module : `${from}/${module}`;
      if (files.tree.has(source) || files.tree.hasFolder(source))
        return placePackage({ include: module, from }, files);
    }
  return undefined;
}
