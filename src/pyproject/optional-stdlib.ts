import type { PythonParser } from '../core/ports.ts';
import { reachableModules } from './module-graph.ts';
import { type ModuleImport, readImports } from './module-imports.ts';
import { type InstalledSource, ownModules, topModules } from './own-modules.ts';

export interface StdlibSource extends InstalledSource {
  /** Modules that programs and plugins start in: `spam.cli`. */
  readonly entryModules: readonly string[];
  readonly parse?: PythonParser | undefined;
}

/** Modules of the standard library behind USE flags of dev-lang/python, by the name that people import. */
const OPTIONAL_MODULES: Readonly<Record<string, string>> = {
  sqlite3: 'sqlite3',
  _sqlite3: 'sqlite3',
  tkinter: 'tkinter',
  _tkinter: 'tkinter',
  turtle: 'tkinter',
  idlelib: 'tkinter',
  curses: 'curses',
  _curses: 'curses',
  readline: 'readline',
  'dbm.gnu': 'dbm.gnu',
  _gdbm: 'dbm.gnu',
  ssl: 'ssl',
  _ssl: 'ssl',
};

/** Flags that are off by default: a package must really need them before every user rebuilds the interpreter. */
const OFF_BY_DEFAULT: ReadonlySet<string> = new Set(['tkinter', 'dbm.gnu']);

const MENTIONED = /\b(?:sqlite3|_?tkinter|turtle|idlelib|curses|readline|dbm|_gdbm|_?ssl)\b/;

/**
 * Optional modules of the standard library that the project's own modules need: PYTHON_REQ_USE (rulebook 6.8). An import
 * behind `except ImportError`, `TYPE_CHECKING` or another platform is no need. What Gentoo has off by default counts only
 * where importing the package, or one of its programs, leads to it; a part of the package that is loaded when it is asked
 * for does not. readline inside a function is a nicety of an interactive prompt.
 */
export function findOptionalStdlib(source: StdlibSource): readonly string[] {
  const { tree, parse } = source;
  if (parse === undefined) return [];
  const modules = ownModules(source);
  const mentioning = [...modules].filter(([, path]) => MENTIONED.test(tree.tryReadText(path) ?? ''));
  const read = (path: string) => readImports(tree.tryReadText(path) ?? '', parse);
  const imported = new Map(mentioning.map(([name, path]) => [name, needsOf(read(path))] as const));
  const all = [...imported.values()].flat();
  const always = all
    .filter(({ need, lazy }) => !OFF_BY_DEFAULT.has(need) && !(lazy && need === 'readline'))
    .map(({ need }) => need);
  const guarded = all.some(({ need, lazy }) => OFF_BY_DEFAULT.has(need) && !lazy);
  const reached = guarded
    ? reachableModules(startsOf(source), { modules, read })
    : new Map<string, unknown>();
  const asked = [...imported].flatMap(([name, needs]) =>
    reached.has(name) ? needs.filter(({ lazy }) => !lazy).map(({ need }) => need) : [],
  );
  return [...new Set([...always, ...asked])].sort();
}

interface Need {
  readonly need: string;
  readonly lazy: boolean;
}

function needsOf(imports: readonly ModuleImport[]): readonly Need[] {
  return imports.flatMap(({ name, level, lazy }) => {
    if (level > 0) return [];
    const parts = name.split('.');
    const known = [name, parts.slice(0, 2).join('.'), parts[0] ?? ''].find((one) =>
      Object.hasOwn(OPTIONAL_MODULES, one),
    );
    const need = known === undefined ? undefined : OPTIONAL_MODULES[known];
    return need === undefined ? [] : [{ need, lazy }];
  });
}

/** The package, `python -m` on it, and its programs and plugins. */
function startsOf({ topLevel, entryModules }: StdlibSource): readonly string[] {
  const tops = topModules(topLevel ?? []);
  return [...tops, ...tops.map((name) => `${name}.__main__`), ...entryModules];
}
