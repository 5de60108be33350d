import {
  entriesAt,
  isTable,
  stringAt,
  stringsAt,
  type TomlTable,
  tableAt,
  valueAt,
} from '../../toml/values.ts';
import type { DeclaredLayout, FindDirective } from './declared-layout.ts';
import { tidyPath } from './wheel-file.ts';

const FROM = '[tool.setuptools]';

/** `[tool.setuptools]` of pyproject.toml. https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html */
export function readTomlLayout(pyproject: TomlTable | undefined): DeclaredLayout {
  const table = tableAt(pyproject, 'tool', 'setuptools');
  const packages = stringsAt(table, 'packages');
  const find = readFind(valueAt(table, 'packages', 'find'));
  const modules = stringsAt(table, 'py-modules');
  const packageDir = stringEntries(table, 'package-dir');
  const extensions = readExtensions(table);
  const includeData = valueAt(table, 'include-package-data');
  const dataFiles = entriesAt(table, 'data-files').map(
    ([target]) => [target, stringsAt(table, 'data-files', target) ?? []] as const,
  );
  const choice = packages ?? find;
  return {
    from: find === undefined ? `${FROM} packages` : `${FROM} packages.find`,
    ...(choice === undefined ? {} : { packages: choice }),
    ...(modules === undefined ? {} : { modules }),
    ...(packageDir.size === 0 ? {} : { packageDir }),
    ...(extensions.length === 0 ? {} : { extensions }),
    ...(typeof includeData === 'boolean' ? { includeData } : {}),
    ...(dataFiles.length === 0 ? {} : { dataFiles: new Map(dataFiles) }),
  };
}

function readFind(find: unknown): FindDirective | undefined {
  if (!isTable(find)) return undefined;
  return {
    where: (stringsAt(find, 'where') ?? ['.']).flatMap((path) => tidyPath(path) ?? []),
    include: stringsAt(find, 'include') ?? ['*'],
    exclude: stringsAt(find, 'exclude') ?? [],
    namespaces: valueAt(find, 'namespaces') !== false,
  };
}

function stringEntries(table: TomlTable | undefined, key: string): ReadonlyMap<string, string> {
  return new Map(
    entriesAt(table, key).flatMap(([name, value]) => {
      const path = typeof value === 'string' ? tidyPath(value) : undefined;
      return path === undefined ? [] : [[name, path] as const];
    }),
  );
}

function readExtensions(table: TomlTable | undefined): readonly string[] {
  const list = valueAt(table, 'ext-modules');
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => (isTable(item) ? (stringAt(item, 'name') ?? []) : []));
}
