import { normalizeName } from '../../python/name.ts';
import { isTable, stringAt, stringsAt, type TomlTable, tableAt, valueAt } from '../../toml/values.ts';
import { createTreeGlob } from './glob.ts';
import { filesAt, isByteCode, pathBelow, tidyPath, type WheelFile, type WheelSource } from './wheel-file.ts';

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
export function readPoetryContents({
  tree,
  project,
  pyproject,
}: WheelSource): readonly WheelFile[] | undefined {
  const poetry = tableAt(pyproject, 'tool', 'poetry');
  const packages = tableList(poetry, 'packages', 'include').filter((item) => inWheel(item, true));
  const selected =
    packages.length > 0 ? packages.flatMap((item) => placePackage(item, tree)) : placeDefault(project, tree);
  if (selected === undefined) return undefined;
  const included = tableList(poetry, 'include', 'path')
    .filter((item) => inWheel(item, false))
    .flatMap((item) => placeInclude(item, tree));
  const excluded = (stringsAt(poetry, 'exclude') ?? []).map((pattern) =>
    createTreeGlob(tidyPath(pattern) ?? pattern),
  );
  const explicit = new Set(included.map(({ source }) => source));
  const bySource = new Map([...selected, ...included].toReversed().map((file) => [file.source, file]));
  return [...bySource.values()]
    .filter(({ source }) => explicit.has(source) || !excluded.some((matches) => matches(source)))
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

function placePackage(item: TomlTable, tree: WheelSource['tree']): readonly Selected[] {
  const include = tidyPath(stringAt(item, 'include') ?? '');
  const from = tidyPath(stringAt(item, 'from') ?? '');
  const to = tidyPath(stringAt(item, 'to') ?? '');
  if (include === undefined || from === undefined || to === undefined) return [];
  const matches = createTreeGlob(include);
  return filesAt(tree, from)
    .filter((source) => !isByteCode(source) && matches(pathBelow(source, from)))
    .map((source) => {
      const path = pathBelow(source, from);
      return { source, path: to === '' ? path : `${to}/${path}`, cause: PACKAGES, explicit: false };
    });
}

function placeInclude(item: TomlTable, tree: WheelSource['tree']): readonly Selected[] {
  const pattern = tidyPath(stringAt(item, 'path') ?? '');
  if (pattern === undefined || pattern === '') return [];
  const matches = createTreeGlob(pattern);
  return filesAt(tree, '')
    .filter((source) => !isByteCode(source) && matches(source))
    .map((source) => ({ source, path: source, cause: INCLUDE, explicit: true }));
}

function placeDefault(project: string, tree: WheelSource['tree']): readonly Selected[] | undefined {
  const name = normalizeName(project).replaceAll('-', '_');
  for (const from of ['', 'src'])
    for (const module of [name, `${name}.py`]) {
      const source = from === '' ? module : `${from}/${module}`;
      if (tree.has(source) || tree.hasFolder(source)) return placePackage({ include: module, from }, tree);
    }
  return undefined;
}
