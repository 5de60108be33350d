import type { Staged } from '../../core/diagnostic.ts';
import type { ProjectUrl } from '../../core/release.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import {
  entriesAt,
  isTable,
  stringAt,
  stringsAt,
  type TomlTable,
  tableAt,
  valueAt,
} from '../../toml/values.ts';
import type { Declared, DeclaredField, EntryPoints } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { allStaged } from '../staged.ts';
import type { TomlFile } from './toml-file.ts';

const FROM = 'pyproject.toml [project]';

/** `dynamic` names of PEP 621 and the fields that they leave open. */
const DYNAMIC_FIELDS: Readonly<Record<string, readonly DeclaredField[]>> = {
  version: ['version'],
  description: ['summary'],
  'requires-python': ['requiresPython'],
  classifiers: ['classifiers'],
  urls: ['urls'],
  license: ['licenseExpression', 'licenseText'],
  'license-files': ['licenseFiles'],
  dependencies: ['dependencies'],
  'optional-dependencies': ['extras'],
  'entry-points': ['entryPoints'],
  scripts: ['entryPoints'],
  'gui-scripts': ['entryPoints'],
};

/**
 * The `[project]` table (PEP 621 and 639); undefined where there is none. A field that is neither set nor `dynamic` is
 * said to be empty, as the standard wants; a dynamic one is left to other sources and named in `computed`.
 * https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export function readProjectTable(file: TomlFile, tree: SourceTree): Staged<Declared> | undefined {
  const project = tableAt(file.table, 'project');
  if (project === undefined) return undefined;
  const dynamic = stringsAt(project, 'dynamic') ?? [];
  const isOpen = (key: string) => dynamic.includes(key) && valueAt(project, key) === undefined;
  const dependencies = readList(file, stringsAt(project, 'dependencies') ?? [], 'dependencies');
  const extras = readExtras(file, project);
  const urls = readUrls(project);
  const value: Declared = {
    from: FROM,
    ...plainFields(project),
    ...licenseFields(project, tree),
    ...(urls.length === 0 ? {} : { urls }),
    ...(isOpen('dependencies') ? {} : { dependencies: dependencies.value }),
    ...(isOpen('optional-dependencies') ? {} : { extras: extras.value }),
    ...(isOpen('entry-points') || isOpen('scripts') ? {} : { entryPoints: readEntryPoints(project) }),
    computed: new Set(dynamic.filter(isOpen).flatMap(dynamicFields)),
  };
  return { value, diagnostics: [...dependencies.diagnostics, ...extras.diagnostics] };
}

function dynamicFields(name: string): readonly DeclaredField[] {
  return Object.hasOwn(DYNAMIC_FIELDS, name) ? (DYNAMIC_FIELDS[name] ?? []) : [];
}

function plainFields(project: TomlTable): Partial<Declared> {
  const name = stringAt(project, 'name');
  const version = stringAt(project, 'version');
  const summary = stringAt(project, 'description');
  const requiresPython = stringAt(project, 'requires-python');
  const classifiers = stringsAt(project, 'classifiers');
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(classifiers === undefined ? {} : { classifiers }),
  };
}

/** PEP 639 `license = "MIT"`, and PEP 621 `{ text = … }` or `{ file = … }`. */
function licenseFields(project: TomlTable, tree: SourceTree): Partial<Declared> {
  const expression = stringAt(project, 'license');
  const file = stringAt(project, 'license', 'file');
  const text =
    stringAt(project, 'license', 'text') ?? (file === undefined ? undefined : tree.tryReadText(file));
  const globs = stringsAt(project, 'license-files') ?? legacyLicenseFiles(project);
  const files = [...(globs ?? []), ...(file === undefined ? [] : [file])];
  return {
    ...(expression === undefined ? {} : { licenseExpression: expression }),
    ...(text === undefined ? {} : { licenseText: text }),
    ...(files.length === 0 ? {} : { licenseFiles: files }),
  };
}

/** A draft of PEP 639, still in use: `license-files = { paths = […] }` or `{ globs = […] }`. */
function legacyLicenseFiles(project: TomlTable): string[] | undefined {
  return stringsAt(project, 'license-files', 'paths') ?? stringsAt(project, 'license-files', 'globs');
}

function readUrls(project: TomlTable): readonly ProjectUrl[] {
  return entriesAt(project, 'urls').flatMap(([label, url]) =>
    typeof url === 'string' ? [{ label, url }] : [],
  );
}

function readExtras(file: TomlFile, project: TomlTable): Staged<ReadonlyMap<string, readonly Dependency[]>> {
  const extras = entriesAt(project, 'optional-dependencies').map(([name]) => {
    const list = stringsAt(project, 'optional-dependencies', name) ?? [];
    const { value, diagnostics } = readList(file, list, `optional-dependencies.${name}`);
    return { value: [normalizeName(name), value] as const, diagnostics };
  });
  const { value, diagnostics } = allStaged(extras);
  return { value: new Map(value), diagnostics };
}

function readList(file: TomlFile, lines: readonly string[], key: string): Staged<readonly Dependency[]> {
  return readDependencies(lines, { from: `${FROM} ${key}`, file: file.path, lineOf: file.lines.ofString });
}

function readEntryPoints(project: TomlTable): EntryPoints {
  const groups: readonly (readonly [string, unknown])[] = [
    ['console_scripts', valueAt(project, 'scripts')],
    ['gui_scripts', valueAt(project, 'gui-scripts')],
    ...entriesAt(project, 'entry-points'),
  ];
  const read = groups.flatMap(([group, table]) => {
    const names = isTable(table) ? entriesAt(table).flatMap(stringEntry) : [];
    return names.length === 0 ? [] : [[group, new Map(names)] as const];
  });
  return new Map(read);
}

function stringEntry([name, value]: readonly [string, unknown]): readonly (readonly [string, string])[] {
  return typeof value === 'string' ? [[name, value]] : [];
}
