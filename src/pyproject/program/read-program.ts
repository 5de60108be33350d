import type { PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { evaluate } from './expression.ts';
import type { Frame, Machine, SetupCall } from './frame.ts';
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

function createMachine(parts: Pick<Machine, 'tree' | 'parse' | 'setupCalls'>): Machine {
  const modules = new Map<string, ReadonlyMap<string, PythonValue>>();
  const machine: Machine = {
    ...parts,
    budget: { steps: 0, depth: 0 },
    queries: [],
    files: [],
    entered: new Set(),
    evaluate,
    runBlock,
    loadModule(name) {
      const path = moduleFiles(name).find((candidate) => parts.tree.tryReadText(candidate) !== undefined);
      if (path === undefined) return undefined;
      const loaded = modules.get(path);
      if (loaded !== undefined || modules.size >= MAX_MODULES) return loaded;
      const names = new Map<string, PythonValue>([['__name__', name]]);
      modules.set(path, names);
      const frame: Frame = { names, file: path, machine: { ...machine, setupCalls: [] } };
      const text = parts.tree.tryReadText(path) ?? '';
      const root = parts.parse(text);
      machine.files.push({ path, root, names, asks: mentionsPkgConfig(text) });
      runBlock(root, frame);
      return names;
    },
  };
  return machine;
}

/** The files in which a module of the project may be: beside setup.py or in `src`. */
export function moduleFiles(name: string, folder?: string): readonly string[] {
  const path = name.replaceAll('.', '/');
  const folders = folder === undefined ? ['', 'src/'] : [folder === '' ? '' : `${folder}/`];
  return folders.flatMap((one) => [`${one}${path}.py`, `${one}${path}/__init__.py`]);
}
