import type { Staged } from '../../core/diagnostic.ts';
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
import type { Declared } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { parseEntryPoints } from '../entry-points.ts';
import { readModuleAttribute } from '../module-attribute.ts';
import type { PythonReading } from '../program/read-program.ts';
import { allStaged, staged } from '../staged.ts';
import { configLines } from './config-parser.ts';
import { readFiles } from './file-directive.ts';
import type { TomlFile } from './toml-file.ts';

const FROM = 'pyproject.toml [tool.setuptools.dynamic]';

/**
 * `[tool.setuptools.dynamic]`: fields read from files and modules of the tree; undefined where there is no such table.
 * https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html#dynamic-metadata
 */
export function readSetuptoolsDynamic(file: TomlFile, reading: PythonReading): Staged<Declared> | undefined {
  const dynamic = tableAt(file.table, 'tool', 'setuptools', 'dynamic');
  if (dynamic === undefined) return undefined;
  const text = (key: string) => readText(dynamic, key, reading);
  const dependencies = readRequirements(text('dependencies'), dynamic, 'dependencies');
  const extras = readExtras(dynamic, reading);
  const version = readVersion(file, dynamic, reading);
  const summary = text('description')?.trim();
  const classifiers = text('classifiers');
  const entryPoints = text('entry-points');
  const value: Declared = {
    from: FROM,
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary }),
    ...(classifiers === undefined ? {} : { classifiers: configLines(classifiers) }),
    ...(entryPoints === undefined ? {} : { entryPoints: parseEntryPoints(entryPoints) }),
    ...(dependencies === undefined ? {} : { dependencies: dependencies.value }),
    ...(extras === undefined ? {} : { extras: extras.value }),
  };
  return staged(value, [...(dependencies?.diagnostics ?? []), ...(extras?.diagnostics ?? [])]);
}

/** `{ file = "a.txt" }` or `{ file = ["a.txt", "b.txt"] }` */
function readText(table: TomlTable, key: string, { tree }: PythonReading): string | undefined {
  const one = stringAt(table, key, 'file');
  const paths = stringsAt(table, key, 'file') ?? (one === undefined ? undefined : [one]);
  return paths === undefined ? undefined : readFiles(paths, tree);
}

function readVersion(file: TomlFile, dynamic: TomlTable, reading: PythonReading): string | undefined {
  const attribute = stringAt(dynamic, 'version', 'attr');
  if (attribute === undefined) return readText(dynamic, 'version', reading)?.trim() || undefined;
  const folders = entriesAt(file.table, 'tool', 'setuptools', 'package-dir');
  const texts = folders.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return readModuleAttribute(attribute, new Map(texts), reading);
}

function readExtras(
  dynamic: TomlTable,
  reading: PythonReading,
): Staged<ReadonlyMap<string, readonly Dependency[]>> | undefined {
  const key = 'optional-dependencies';
  const table = valueAt(dynamic, key);
  if (!isTable(table)) return undefined;
  const extras = entriesAt(table).map(([extra]) => {
    const read = readRequirements(readText(table, extra, reading), dynamic, `${key}.${extra}`);
    return {
      value: [normalizeName(extra), read?.value ?? []] as const,
      diagnostics: read?.diagnostics ?? [],
    };
  });
  const { value, diagnostics } = allStaged(extras);
  return staged(new Map(value), diagnostics);
}

/** setuptools takes one requirement a line, `#` lines left out; options such as `-r` are none. */
function readRequirements(
  text: string | undefined,
  dynamic: TomlTable,
  key: string,
): Staged<readonly Dependency[]> | undefined {
  if (text === undefined) return undefined;
  const lines = configLines(text).map((line) => (line.split(/(?:^|\s)#/, 1)[0] ?? '').trim());
  const wanted = lines.filter((line) => line !== '');
  const file = stringAt(dynamic, ...key.split('.'), 'file') ?? 'pyproject.toml';
  return readDependencies(wanted, { from: `${FROM} ${key}`, file });
}
