import type { Staged } from '../core/diagnostic.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { entriesAt, isTable, stringAt, stringsAt, type TomlTable, tableAt, valueAt } from '../toml/values.ts';
import type { Declared } from './declared.ts';
import { readDependencies } from './dependencies.ts';
import { type PythonReading, readProgram } from './program/read-program.ts';
import { readRequirementsFile } from './requirements-file.ts';
import { allStaged, staged } from './staged.ts';
import { type TomlFile, tryReadTomlFile } from './toml-file.ts';

/**
 * What hatchling's version source `path` and the plugin hatch-requirements-txt give for dynamic fields, from
 * `[tool.hatch]` or hatch.toml; undefined where neither is there.
 * https://hatch.pypa.io/latest/version/ https://github.com/repo-helper/hatch-requirements-txt
 */
export function readHatch(pyproject: TomlFile, reading: PythonReading): Staged<Declared> | undefined {
  const own = tryReadTomlFile(reading.tree, 'hatch.toml');
  const hatch = own?.table ?? tableAt(pyproject.table, 'tool', 'hatch');
  if (hatch === undefined) return undefined;
  const from = own === undefined ? 'pyproject.toml [tool.hatch]' : 'hatch.toml';
  const version = readVersion(hatch, reading);
  const hook = tableAt(hatch, 'metadata', 'hooks', 'requirements_txt');
  const dependencies = hook === undefined ? undefined : readFiles(hook, 'files', reading);
  const extras = hook === undefined ? undefined : readExtras(hook, reading);
  const value: Declared = {
    from,
    ...(version === undefined ? {} : { version }),
    ...(dependencies === undefined ? {} : { dependencies: dependencies.value }),
    ...(extras === undefined ? {} : { extras: extras.value }),
  };
  return staged(value, [...(dependencies?.diagnostics ?? []), ...(extras?.diagnostics ?? [])]);
}

/** `[version] path`: a module that sets `__version__` or `VERSION`. */
function readVersion(hatch: TomlTable, reading: PythonReading): string | undefined {
  const path = stringAt(hatch, 'version', 'path');
  if (path === undefined || valueAt(hatch, 'version', 'pattern') !== undefined) return undefined;
  const names = readProgram(path, reading)?.names;
  const version = names?.get('__version__') ?? names?.get('VERSION');
  return typeof version === 'string' ? version : undefined;
}

function readFiles(table: TomlTable, key: string, { tree }: PythonReading): Staged<readonly Dependency[]> {
  const paths =
    stringsAt(table, key) ?? (key === 'files' ? [stringAt(table, 'filename') ?? 'requirements.txt'] : []);
  const reads = paths.map((path) =>
    readDependencies(readRequirementsFile(path, tree), { from: path, file: path }),
  );
  const { value, diagnostics } = allStaged(reads);
  return staged(value.flat(), diagnostics);
}

function readExtras(
  hook: TomlTable,
  reading: PythonReading,
): Staged<ReadonlyMap<string, readonly Dependency[]>> | undefined {
  const table = valueAt(hook, 'optional-dependencies');
  if (!isTable(table)) return undefined;
  const extras = entriesAt(table).map(([extra]) => {
    const { value, diagnostics } = readFiles(table, extra, reading);
    return staged([normalizeName(extra), value] as const, diagnostics);
  });
  const { value, diagnostics } = allStaged(extras);
  return staged(new Map(value), diagnostics);
}
