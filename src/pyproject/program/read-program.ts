import type { PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { asideBudget } from './aside.ts';
import { evaluate } from './expression.ts';
import type { Machine, SetupCall } from './frame.ts';
import { runLater } from './later.ts';
import { mentionsPkgConfig, type PkgConfigUse, summarizeQueries } from './pkg-config.ts';
import { runBlock } from './statement.ts';
import type { PythonValue } from './value.ts';

/** Where programs are read from, and the grammar that reads them. */
export interface PythonReading {
  readonly tree: SourceTree;
  /** Without it nothing of a program is known. */
  readonly parse?: PythonParser;
}

export interface Program {
  /** Top-level names after the last statement. */
  readonly names: ReadonlyMap<string, PythonValue>;
  readonly setupCalls: readonly SetupCall[];
  readonly pkgConfig: PkgConfigUse;
}

const MAX_MODULES = 40;

/**
 * Reads a Python file of the tree as if it ran top to bottom, without running it: literals, names, simple functions,
 * files of the tree, conditions that Gentoo decides. The rest is marked as unreadable, never guessed. undefined where
 * the file or the grammar is missing.
 */
export function readProgram(path: string, reading: PythonReading): Program | undefined {
  const source = reading.tree.tryReadText(path);
  const { parse, tree } = reading;
  if (source === undefined || parse === undefined) return undefined;
  const setupCalls: SetupCall[] = [];
  const machine = createMachine({ tree, parse, setupCalls });
  const names = new Map<string, PythonValue>([['__name__', '__main__']]);
  const root = parse(source);
  machine.files.push({ path, root, names, asks: mentionsPkgConfig(source) });
  runBlock(root, { names, file: path, machine });
  runLater(machine);
  return { names, setupCalls, pkgConfig: summarizeQueries(machine.queries) };
}

type Modules = Map<string, ReadonlyMap<string, PythonValue>>;

function createMachine(parts: Pick<Machine, 'tree' | 'parse' | 'setupCalls'>): Machine {
  const shared = { ...parts, queries: [], files: [], entered: new Set<string>(), evaluate, runBlock };
  const modules: Modules = new Map();
  const own: Modules = new Map();
  const aside: Machine = {
    ...shared,
    setupCalls: [],
    budget: asideBudget(),
    get aside() {
      return aside;
    },
    loadModule: (name) => loadModule(name, { machine: aside, known: modules, own }),
  };
  const machine: Machine = {
    ...shared,
    budget: { steps: 0, depth: 0 },
    aside,
    loadModule: (name) => loadModule(name, { machine, known: modules, own: modules }),
  };
  return machine;
}

interface Loader {
  readonly machine: Machine;
  readonly known: Modules;
  /** Where a module goes that is not known yet. */
  readonly own: Modules;
}

function loadModule(
  name: string,
  { machine, known, own }: Loader,
): ReadonlyMap<string, PythonValue> | undefined {
  const { tree, parse, files } = machine;
  const path = moduleFiles(name).find((candidate) => tree.tryReadText(candidate) !== undefined);
  if (path === undefined) return undefined;
  const loaded = known.get(path) ?? own.get(path);
  if (loaded !== undefined || own.size >= MAX_MODULES) return loaded;
  const names = new Map<string, PythonValue>([['__name__', name]]);
  own.set(path, names);
  const text = tree.tryReadText(path) ?? '';
  const root = parse(text);
  files.push({ path, root, names, asks: mentionsPkgConfig(text) });
  machine.runBlock(root, { names, file: path, machine: { ...machine, setupCalls: [] } });
  return names;
}

/** The files in which a module of the project may be: beside setup.py or in `src`. */
export function moduleFiles(name: string, folder?: string): readonly string[] {
  const path = name.replaceAll('.', '/');
  const folders = folder === undefined ? ['', 'src/'] : [folder === '' ? '' : `${folder}/`];
  return folders.flatMap((one) => [`${one}${path}.py`, `${one}${path}/__init__.py`]);
}
