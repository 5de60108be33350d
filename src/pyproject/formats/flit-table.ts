import type { Staged } from '../../core/diagnostic.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { entriesAt, isTable, stringAt, stringsAt, type TomlTable, tableAt } from '../../toml/values.ts';
import type { Declared, EntryPoints } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { moduleFiles, type PythonReading, readProgram } from '../program/read-program.ts';
import { allStaged, staged } from '../staged.ts';
import type { TomlFile } from './toml-file.ts';

const FROM = 'pyproject.toml [tool.flit.metadata]';
const MAIN_EXTRA = '.none';

/**
 * The old style of flit, `[tool.flit.metadata]`; undefined where there is no such table.
 * https://flit.pypa.io/en/stable/pyproject_toml.html#old-style-metadata
 */
export function readFlitTable(file: TomlFile): Staged<Declared> | undefined {
  const flit = tableAt(file.table, 'tool', 'flit', 'metadata');
  if (flit === undefined) return undefined;
  const extras = readExtras(file, flit);
  const own = readList(file, 'requires', stringsAt(flit, 'requires') ?? []);
  const entryPoints = readEntryPoints(file);
  const value: Declared = {
    from: FROM,
    ...plainFields(flit),
    dependencies: [...own.value, ...(extras.value.get(MAIN_EXTRA) ?? [])],
    extras: new Map([...extras.value].filter(([name]) => name !== MAIN_EXTRA)),
    ...(entryPoints.size === 0 ? {} : { entryPoints }),
  };
  return staged(value, [...own.diagnostics, ...extras.diagnostics]);
}

function plainFields(flit: TomlTable): Partial<Declared> {
  const name = stringAt(flit, 'dist-name') ?? stringAt(flit, 'module');
  const requiresPython = stringAt(flit, 'requires-python');
  const license = stringAt(flit, 'license');
  const classifiers = stringsAt(flit, 'classifiers');
  const home = stringAt(flit, 'home-page');
  const more = entriesAt(flit, 'urls').flatMap(([label, url]) =>
    typeof url === 'string' ? [{ label, url }] : [],
  );
  const urls = [...(home === undefined ? [] : [{ label: 'Homepage', url: home }]), ...more];
  return {
    ...(name === undefined ? {} : { name }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(license === undefined ? {} : { licenseText: license }),
    ...(classifiers === undefined ? {} : { classifiers }),
    ...(urls.length === 0 ? {} : { urls }),
  };
}

/** `requires-extra`; its `.none` holds requirements of everybody, and `dev-requires` is the extra `dev`. */
function readExtras(file: TomlFile, flit: TomlTable): Staged<ReadonlyMap<string, readonly Dependency[]>> {
  const lists = entriesAt(flit, 'requires-extra').map(
    ([name]) => [name, stringsAt(flit, 'requires-extra', name) ?? []] as const,
  );
  const dev = stringsAt(flit, 'dev-requires');
  const all = dev === undefined ? lists : [...lists, ['dev', dev] as const];
  const reads = all.map(([name, lines]) => {
    const { value, diagnostics } = readList(file, `requires-extra.${name}`, lines);
    return { value: [name === MAIN_EXTRA ? name : normalizeName(name), value] as const, diagnostics };
  });
  const { value, diagnostics } = allStaged(reads);
  return staged(new Map(value), diagnostics);
}

function readList(file: TomlFile, key: string, lines: readonly string[]): Staged<readonly Dependency[]> {
  return readDependencies(lines, { from: `${FROM} ${key}`, file: file.path, lineOf: file.lines.ofString });
}

function readEntryPoints(file: TomlFile): EntryPoints {
  const groups = [
    ['console_scripts', tableAt(file.table, 'tool', 'flit', 'scripts')] as const,
    ...entriesAt(file.table, 'tool', 'flit', 'entrypoints'),
  ];
  const read = groups.map(([group, table]) => {
    const entries = isTable(table) ? entriesAt(table) : [];
    return [
      group,
      new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    ] as const;
  });
  return new Map(read.filter(([, entries]) => entries.size > 0));
}

/** What flit reads from the module itself: `__version__` and the first line of its docstring. */
export function readFlitModule(file: TomlFile, reading: PythonReading): Declared {
  const module =
    stringAt(file.table, 'tool', 'flit', 'module', 'name') ??
    stringAt(file.table, 'tool', 'flit', 'metadata', 'module') ??
    stringAt(file.table, 'project', 'name')?.replaceAll('-', '_') ??
    '';
  const path = moduleFiles(module).find((candidate) => reading.tree.tryReadText(candidate) !== undefined);
  if (path === undefined) return { from: module };
  const version = readProgram(path, reading)?.names.get('__version__');
  const summary = readDocstring(path, reading);
  return {
    from: path,
    ...(typeof version === 'string' ? { version } : {}),
    ...(summary === undefined ? {} : { summary }),
  };
}

function readDocstring(path: string, { tree, parse }: PythonReading): string | undefined {
  const module = parse?.(tree.tryReadText(path) ?? '');
  const first = module?.namedChildren.find((child) => child.type !== 'comment');
  const [text] = first?.type === 'expression_statement' ? first.namedChildren : [];
  const content =
    text?.type === 'string' ? text.namedChildren.filter((part) => part.type === 'string_content') : [];
  const lines = content
    .map((part) => part.text)
    .join('')
    .trim()
    .split('\n', 1);
  return lines[0]?.trim() || undefined;
}
