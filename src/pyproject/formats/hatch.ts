import type { Staged } from '../../core/diagnostic.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { entriesAt, stringAt, stringsAt, type TomlTable, tableAt, valueAt } from '../../toml/values.ts';
import type { Declared } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { type PythonReading, readProgram } from '../program/read-program.ts';
import { allStaged, staged } from '../staged.ts';
import { createLineBudget, type LineBudget, readRequirementsFile } from './requirements-file.ts';
import { type TomlFile, tryReadTomlFile } from './toml-file.ts';

interface HatchReading extends PythonReading {
  /** The release's version, which templates of requirements name. */
  readonly release?: string;
}

interface CountedReading extends HatchReading {
  readonly budget: LineBudget;
}

/**
 * What hatchling's version source `path` and the plugins hatch-requirements-txt and uv-dynamic-versioning give for
 * dynamic fields, from `[tool.hatch]` or hatch.toml; undefined where neither is there.
 * https://hatch.pypa.io/latest/version/ https://github.com/repo-helper/hatch-requirements-txt
 * https://github.com/ninoseki/uv-dynamic-versioning
 */
export function readHatch(pyproject: TomlFile, reading: HatchReading): Staged<Declared> | undefined {
  const own = tryReadTomlFile(reading.tree, 'hatch.toml');
  const hatch = own?.table ?? tableAt(pyproject.table, 'tool', 'hatch');
  if (hatch === undefined) return undefined;
  const version = readVersion(hatch, reading);
  const hook = HOOKS.find(({ name }) => tableAt(hatch, 'metadata', 'hooks', name) !== undefined);
  const counted = { ...reading, budget: createLineBudget() };
  const requirements = hook === undefined ? staged({}) : readHook(hatch, hook, counted);
  const value: Declared = {
    from: own === undefined ? 'pyproject.toml [tool.hatch]' : 'hatch.toml',
    ...(version === undefined ? {} : { version }),
    ...requirements.value,
  };
  return staged(value, requirements.diagnostics);
}

/** `[version] path` of the source `regex`: a module that sets `__version__` or `VERSION`. */
function readVersion(hatch: TomlTable, reading: PythonReading): string | undefined {
  const path = stringAt(hatch, 'version', 'path');
  const source = stringAt(hatch, 'version', 'source') ?? 'regex';
  if (path === undefined || source !== 'regex' || valueAt(hatch, 'version', 'pattern') !== undefined)
    return undefined;
  const names = readProgram(path, reading)?.names;
  const version = names?.get('__version__') ?? names?.get('VERSION');
  return typeof version === 'string' ? version : undefined;
}

interface Hook {
  /** Table below `metadata.hooks`. */
  readonly name: string;
  /** Key of its list for everybody. */
  readonly key: string;
  readonly read: (entries: readonly string[], reading: CountedReading) => Staged<readonly Dependency[]>;
}

const HOOKS: readonly Hook[] = [
  { name: 'requirements_txt', key: 'files', read: readFiles },
  { name: 'uv-dynamic-versioning', key: 'dependencies', read: readTemplates },
];

function readHook(
  hatch: TomlTable,
  { name, key, read }: Hook,
  reading: CountedReading,
): Staged<Partial<Declared>> {
  const hook = tableAt(hatch, 'metadata', 'hooks', name);
  const one = stringAt(hook, 'filename');
  const dependencies = read(stringsAt(hook, key) ?? (one === undefined ? [] : [one]), reading);
  const extras = entriesAt(hook, 'optional-dependencies').map(([extra]) => {
    const { value, diagnostics } = read(stringsAt(hook, 'optional-dependencies', extra) ?? [], reading);
    return staged([normalizeName(extra), value] as const, diagnostics);
  });
  const all = allStaged(extras);
  return staged({ dependencies: dependencies.value, extras: new Map(all.value) }, [
    ...dependencies.diagnostics,
    ...all.diagnostics,
  ]);
}

function readFiles(
  paths: readonly string[],
  { tree, budget }: CountedReading,
): Staged<readonly Dependency[]> {
  const reads = paths.map((path) =>
    readDependencies(readRequirementsFile(path, tree, budget), { from: path, file: path }),
  );
  const { value, diagnostics } = allStaged(reads);
  return staged(value.flat(), diagnostics);
}

/** `spam-core=={{ version }}`; without a version nothing is said about which. */
function readTemplates(lines: readonly string[], { release }: HatchReading): Staged<readonly Dependency[]> {
  const filled = lines.map((line) =>
    release === undefined
      ? line.replace(/[<>=~!]=? ?\{\{[^}]*\}\}/g, '')
      : line.replace(/\{\{ ?version ?\}\}/g, release),
  );
  return readDependencies(filled, {
    from: 'pyproject.toml [tool.hatch.metadata.hooks]',
    file: 'pyproject.toml',
  });
}
