import type { PythonNode, PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { PkgConfigQuery } from './pkg-config.ts';
import type { PythonValue } from './value.ts';

/** Names in sight of a statement, in a file of the tree. */
export interface Frame {
  readonly names: Map<string, PythonValue>;
  readonly file: string;
  readonly machine: Machine;
  /** Inside of a generator function: what it has given so far. */
  readonly yields?: PythonValue[];
  /** Under a condition that cannot be decided. */
  readonly inDoubt?: boolean;
}

/** How a block ended early; `unknown` where a condition that cannot be decided leads to it. */
export type Completion =
  | { readonly kind: 'return'; readonly value: PythonValue }
  | { readonly kind: 'continue' | 'break' | 'unknown' };

/**
 * What the parts of the reader share. It holds the functions that would otherwise import each other, and the budget that
 * keeps a hostile program from keeping us busy.
 */
export interface Machine {
  readonly tree: SourceTree;
  readonly parse: PythonParser;
  readonly evaluate: (node: PythonNode, frame: Frame) => PythonValue;
  readonly runBlock: (body: PythonNode, frame: Frame) => Completion | undefined;
  /** The top-level names of a module of the tree; undefined where the tree has none of that name. */
  readonly loadModule: (name: string) => ReadonlyMap<string, PythonValue> | undefined;
  readonly budget: Budget;
  /** Follows what the ordinary reading does not, on a budget of its own; its own `aside` is itself. */
  readonly aside: Machine;
  readonly setupCalls: SetupCall[];
  /** What was asked of pkg-config so far. */
  readonly queries: PkgConfigQuery[];
  /** The program, and modules of the tree that it imports. */
  readonly files: ProgramFile[];
  /** `file:line` of the bodies of functions that were called. */
  readonly entered: Set<string>;
}

export interface ProgramFile {
  readonly path: string;
  readonly root: PythonNode;
  /** Top-level names, of a module that is still being read those so far. */
  readonly names: ReadonlyMap<string, PythonValue>;
  /** Its text mentions pkg-config. */
  readonly asks: boolean;
}

export interface Budget {
  steps: number;
  depth: number;
}

/** A call of `setup()`. */
export interface SetupCall {
  readonly keywords: ReadonlyMap<string, PythonValue>;
  /** True where further keywords may have been given: `**options` that could not be read. */
  readonly partial: boolean;
  readonly line: number;
}

/** The frame with its own copy of the names; copying counts as work. */
export function forkFrame(frame: Frame, more?: ReadonlyMap<string, PythonValue>): Frame {
  const names = new Map(more === undefined ? frame.names : [...more, ...frame.names]);
  frame.machine.budget.steps += 1 + Math.floor(names.size / 20);
  return { ...frame, names };
}

export const MAX_STEPS = 60_000;
export const MAX_DEPTH = 150;
