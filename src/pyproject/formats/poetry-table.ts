import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ProjectUrl } from '../../core/release.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { parsePoetryDependency } from '../../python/poetry-dependency.ts';
import { parsePoetryPython } from '../../python/poetry-python.ts';
import { formatSpecifiers } from '../../python/specifier.ts';
import {
  entriesAt,
  isTable,
  stringAt,
  stringsAt,
  type TomlTable,
  tableAt,
  valueAt,
} from '../../toml/values.ts';
import type { Declared, EntryPoints } from '../declared.ts';
import { found } from '../findings.ts';
import { staged } from '../staged.ts';
import type { TomlFile } from './toml-file.ts';

export const POETRY_FROM = 'pyproject.toml [tool.poetry]';

/** One requirement of the main group and how poetry-core treats it. */
export interface PoetryRequirement {
  readonly dependency: Dependency;
  readonly optional: boolean;
}

/** `[tool.poetry]` before it is joined with `[project]`. */
export interface PoetryTable {
  /** Everything but dependencies and extras. */
  readonly fields: Declared;
  readonly requirements: readonly PoetryRequirement[];
  /** `[tool.poetry.extras]`: extra → names of requirements, all normalised. */
  readonly extras: ReadonlyMap<string, readonly string[]>;
}

/** Reads `[tool.poetry]`; undefined where there is none. https://python-poetry.org/docs/pyproject/ */
export function readPoetryTable(file: TomlFile): Staged<PoetryTable> | undefined {
  const poetry = tableAt(file.table, 'tool', 'poetry');
  if (poetry === undefined) return undefined;
  const requirements = readPoetryGroup(file, ['tool', 'poetry', 'dependencies']);
  const python = readRequiresPython(poetry, file);
  const extras = entriesAt(poetry, 'extras').map(
    ([extra]) =>
      [normalizeName(extra), (stringsAt(poetry, 'extras', extra) ?? []).map(normalizeName)] as const,
  );
  const fields: Declared = { from: POETRY_FROM, ...plainFields(poetry), ...python.value };
  return staged({ fields, requirements: requirements.value, extras: new Map(extras) }, [
    ...requirements.diagnostics,
    ...python.diagnostics,
  ]);
}

/** A table of dependencies as Poetry writes them; the key `python` is none. */
export function readPoetryGroup(
  file: TomlFile,
  path: readonly string[],
): Staged<readonly PoetryRequirement[]> {
  const diagnostics: Diagnostic[] = [];
  const requirements: PoetryRequirement[] = [];
  for (const [name, value] of entriesAt(file.table, ...path)) {
    if (name.toLowerCase() === 'python') continue;
    const read = readPoetryEntry(name, value, { file, section: path.join('.') });
    requirements.push(...read.value);
    diagnostics.push(...read.diagnostics);
  }
  return staged(requirements, diagnostics);
}

function readPoetryEntry(
  name: string,
  value: unknown,
  { file, section }: { readonly file: TomlFile; readonly section: string },
): Staged<readonly PoetryRequirement[]> {
  const line = file.lines.ofKey(section, name);
  const where = line === undefined ? { file: file.path } : { file: file.path, line };
  try {
    const requirements = parsePoetryDependency(name, value).map(
      ({ requirement, cap, optional, alternatives }): PoetryRequirement => ({
        dependency: { requirement, cap, where, ...(alternatives.length < 2 ? {} : { alternatives }) },
        optional,
      }),
    );
    return staged(requirements);
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
    const args = { requirement: name, from: `${file.path} [${section}]`, reason: error.message };
    return staged([], [found['requirement-invalid'](args, where)]);
  }
}

function plainFields(poetry: TomlTable): Partial<Declared> {
  const name = stringAt(poetry, 'name');
  const version = stringAt(poetry, 'version');
  const summary = stringAt(poetry, 'description');
  const license = stringAt(poetry, 'license');
  const classifiers = stringsAt(poetry, 'classifiers');
  const urls = readUrls(poetry);
  const entryPoints = readEntryPoints(poetry);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary }),
    ...(license === undefined ? {} : { licenseExpression: license }),
    ...(classifiers === undefined ? {} : { classifiers }),
    ...(urls.length === 0 ? {} : { urls }),
    ...(entryPoints.size === 0 ? {} : { entryPoints }),
  };
}

function readUrls(poetry: TomlTable): readonly ProjectUrl[] {
  const named = [
    ['Homepage', stringAt(poetry, 'homepage')],
    ['Repository', stringAt(poetry, 'repository')],
    ['Documentation', stringAt(poetry, 'documentation')],
    ...entriesAt(poetry, 'urls'),
  ] as const;
  return named.flatMap(([label, url]) => (typeof url === 'string' ? [{ label, url }] : []));
}

/** `python = "^3.9"`, also as a list of tables, of which poetry-core looks at texts only. */
function readRequiresPython(poetry: TomlTable, file: TomlFile): Staged<Partial<Declared>> {
  const text = stringAt(poetry, 'dependencies', 'python');
  if (text === undefined || text.trim() === '*') return staged({});
  const line = file.lines.ofKey('tool.poetry.dependencies', 'python');
  const where = line === undefined ? { file: file.path } : { file: file.path, line };
  try {
    return staged({ requiresPython: formatSpecifiers(parsePoetryPython(text)) });
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
    const args = { field: 'python', from: POETRY_FROM, expected: 'a version constraint' };
    return staged({}, [found['field-invalid'](args, where)]);
  }
}

function readEntryPoints(poetry: TomlTable): EntryPoints {
  const scripts = entriesAt(poetry, 'scripts').flatMap(([name, value]) => scriptEntry(name, value));
  const plugins = entriesAt(poetry, 'plugins').map(([group, table]) => {
    const entries = isTable(table) ? entriesAt(table) : [];
    const named = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return [group, new Map(named)] as const;
  });
  const groups = [['console_scripts', new Map(scripts)] as const, ...plugins];
  return new Map(groups.filter(([, entries]) => entries.size > 0));
}

/** `spam = "spam:main"` or `{ reference = "spam:main", type = "console" }`; files are no entry points. */
function scriptEntry(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[name, value]];
  if (!isTable(value) || valueAt(value, 'type') !== 'console') return [];
  const reference = stringAt(value, 'reference');
  return reference === undefined ? [] : [[name, reference]];
}
