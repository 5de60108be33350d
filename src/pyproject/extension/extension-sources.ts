import type { SourceTree } from '../../core/source-tree.ts';
import type { CythonSource } from '../../model/project.ts';
import { stringsAt, type TomlTable } from '../../toml/values.ts';
import { joinPaths, pathText } from '../program/operators.ts';
import { isKind, iterate, type PythonCall, type PythonValue } from '../program/value.ts';

/** What declared extension modules are compiled from, by paths in the archive. */
export interface ExtensionSources {
  readonly files: readonly string[];
  /** Folders of headers. */
  readonly folders: readonly string[];
}

/** Of `setup(ext_modules=…)`, bare or through `cythonize`. */
export function sourcesOfCalls(modules: PythonValue | undefined): ExtensionSources {
  const calls = extensionCalls(modules);
  return {
    files: pathsOf(
      calls.flatMap(({ positional, keywords }) => textsIn(keywords.get('sources') ?? positional[1])),
    ),
    folders: pathsOf(calls.flatMap(({ keywords }) => textsIn(keywords.get('include_dirs')))),
  };
}

/** Of `[[tool.setuptools.ext-modules]]`. */
export function sourcesOfTables(tables: readonly TomlTable[]): ExtensionSources {
  return {
    files: pathsOf(tables.flatMap((table) => stringsAt(table, 'sources') ?? [])),
    folders: pathsOf(tables.flatMap((table) => stringsAt(table, 'include-dirs') ?? [])),
  };
}

/** Others than these (`RustExtension`) name no sources. */
const EXTENSION = /(?:^|\.)(?:Extension|Pybind11Extension|CppExtension)$/;

function extensionCalls(modules: PythonValue | undefined): readonly PythonCall[] {
  const isWrapped = isKind(modules, 'call') && /(?:^|\.)cythonize$/.test(modules.callee);
  const given = isWrapped ? modules.positional[0] : modules;
  const items = isKind(given, 'list') ? given.items : [given];
  return items.filter((item) => isKind(item, 'call')).filter(({ callee }) => EXTENSION.test(callee));
}

function textsIn(value: PythonValue | undefined): readonly string[] {
  const items = value === undefined || typeof value === 'string' ? [] : (iterate(value) ?? []);
  return items.flatMap((item) => pathText(item) ?? []);
}

/** Those that lie in the archive and whose names need no care: `/usr/include` and `../x.c` do not. */
function pathsOf(texts: readonly string[]): readonly string[] {
  const plain = texts.filter(
    (text) => /^[\w.+@ -][\w.+@ /-]*$/.test(text) && !/(?:^|\/)\.\.(?:\/|$)/.test(text),
  );
  return [...new Set(plain.map((text) => joinPaths([text])))].filter((path) => path !== '').sort();
}

const COMPILED = /\.(?:c|cc|cpp|cxx)$/;

export interface MissingSources {
  /** What the archive has Cython sources for. */
  readonly cython: readonly CythonSource[];
  readonly others: readonly string[];
}

/** C files that the archive lacks, as tag archives lack what Cython makes for source distributions. */
export function findMissingSources(files: readonly string[], tree: SourceTree): MissingSources {
  const missing = files.filter((path) => COMPILED.test(path) && !tree.has(path));
  const found = missing.map((target) => ({ target, source: cythonSourceOf(target, tree) }));
  return {
    cython: found.flatMap(({ target, source }) => (source === undefined ? [] : [{ source, target }])),
    others: found.filter(({ source }) => source === undefined).map(({ target }) => target),
  };
}

/** `spam.pyx`, or Python that a `spam.pxd` gives types to. */
function cythonSourceOf(target: string, tree: SourceTree): string | undefined {
  const stem = target.replace(COMPILED, '');
  if (tree.has(`${stem}.pyx`)) return `${stem}.pyx`;
  return tree.has(`${stem}.pxd`) && tree.has(`${stem}.py`) ? `${stem}.py` : undefined;
}
