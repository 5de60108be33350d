import type { PythonNode } from '../../core/ports.ts';
import { runAside, standAside } from './aside.ts';
import { assign } from './assign.ts';
import { type Completion, type Frame, MAX_STEPS } from './frame.ts';
import { OTHER_SCOPES } from './generator.ts';
import { asAlternatives, asksMore, isAlike, type PkgConfigQuery } from './pkg-config.ts';
import { isKind, iterate, type PythonValue, unreadable } from './value.ts';

interface Loop {
  readonly target: PythonNode;
  readonly body: PythonNode;
  readonly items: readonly PythonValue[];
}

/** `for target in items:`, where the items are known. */
export function runFor(node: PythonNode, frame: Frame): Completion | undefined {
  if (frame.machine.budget.steps > MAX_STEPS) return undefined;
  const target = node.field('left');
  const source = node.field('right');
  const body = node.field('body');
  const items = source === undefined ? undefined : iterate(frame.machine.evaluate(source, frame));
  if (target === undefined || body === undefined || items === undefined) return forget(node, frame);
  const loop = { target, body, items };
  const { queries } = frame.machine;
  const start = queries.length;
  const before = items.length > 1 ? standAside(frame) : undefined;
  const { passes, completion } = runPasses(loop, frame);
  if (before !== undefined && queries.length > start && (completion !== undefined || !isAlike(passes))) {
    const apart = runApart(loop, before, frame);
    const all =
      completion?.kind === 'unknown' && !canEnd(body) ? apart.flat() : asAlternatives(passes, apart);
    if (asksMore(apart, passes)) queries.splice(start, queries.length, ...all);
  }
  if (completion?.kind === 'unknown') return forget(node, frame);
  return completion?.kind === 'return' ? completion : undefined;
}

interface Passes {
  /** What each pass asked of pkg-config. */
  readonly passes: readonly (readonly PkgConfigQuery[])[];
  /** What ended the loop early; `unknown` where a pass may or may not have. */
  readonly completion: Completion | undefined;
}

function runPasses({ target, body, items }: Loop, frame: Frame): Passes {
  const { budget, queries, runBlock } = frame.machine;
  const passes: (readonly PkgConfigQuery[])[] = [];
  for (const item of items) {
    if (budget.steps > MAX_STEPS) break;
    const start = queries.length;
    assign(target, item, frame);
    const completion = runBlock(body, frame);
    passes.push(queries.slice(start));
    if (completion !== undefined && completion.kind !== 'continue') return { passes, completion };
  }
  return { passes, completion: undefined };
}

/** What every pass would ask pkg-config for if it were the first: one that finds something may end the loop. */
function runApart({ target, body, items }: Loop, before: Frame, frame: Frame): Passes['passes'] {
  const { queries } = before.machine;
  const start = queries.length;
  const passes: (readonly PkgConfigQuery[])[] = [];
  runAside(frame, () => {
    for (const item of items) {
      const inner = standAside(before);
      if (inner === undefined) return;
      assign(target, item, inner);
      inner.machine.runBlock(body, inner);
      passes.push(queries.splice(start));
    }
  });
  return passes;
}

/** False where an undecided `continue` is all that there is. */
function canEnd(body: PythonNode): boolean {
  const queue = [...body.namedChildren];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'break_statement' || node.type === 'return_statement') return true;
    if (!OTHER_SCOPES.has(node.type)) queue.push(...node.namedChildren);
  }
  return false;
}

/** What looking at a node costs beside evaluating one. */
const NODE_STEPS = 1 / 8;

/** A statement that is not followed: every name that it may set is not known any more. */
export function forget(node: PythonNode, frame: Frame): undefined {
  const { budget } = frame.machine;
  const queue = [node];
  for (let inner = queue.pop(); inner !== undefined; inner = queue.pop()) {
    // A long body in a loop is walked again for each pass.
    budget.steps += NODE_STEPS;
    if (budget.steps > MAX_STEPS) return undefined;
    for (const field of ['left', 'name', 'object']) {
      const name = inner.field(field);
      if (name?.type !== 'identifier') continue;
      if (field !== 'object' || isMutable(frame.names.get(name.text)))
        frame.names.set(name.text, unreadable(`\`${name.text}\``, node.line));
    }
    queue.push(...inner.namedChildren);
  }
  return undefined;
}

/** What a method may change; a module or a text stays what it is, whatever is read of it. */
function isMutable(value: PythonValue | undefined): boolean {
  return isKind(value, 'list') || isKind(value, 'dict');
}
