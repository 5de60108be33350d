import type { PythonNode } from '../../core/ports.ts';
import { assign } from './assign.ts';
import { type Completion, type Frame, forkFrame } from './frame.ts';
import { eachInTurn } from './pkg-config.ts';
import { isKind, iterate, type PythonValue, unreadable } from './value.ts';

interface Loop {
  readonly target: PythonNode;
  readonly body: PythonNode;
  readonly items: readonly PythonValue[];
}

/** `for target in items:`, where the items are known. */
export function runFor(node: PythonNode, frame: Frame): Completion | undefined {
  const target = node.field('left');
  const source = node.field('right');
  const body = node.field('body');
  const items = source === undefined ? undefined : iterate(frame.machine.evaluate(source, frame));
  if (target === undefined || body === undefined || items === undefined) return forget(node, frame);
  const { queries } = frame.machine;
  const before = queries.length;
  const completion = runPasses({ target, body, items }, frame);
  if (queries.length > before && items.length > 1) {
    queries.length = before;
    tryPasses({ target, body, items }, frame);
  }
  if (completion?.kind === 'unknown') return forget(node, frame);
  return completion;
}

/** What ends the block around the loop; `unknown` where a pass may or may not have ended the loop. */
function runPasses({ target, body, items }: Loop, frame: Frame): Completion | undefined {
  for (const item of items) {
    assign(target, item, frame);
    const completion = frame.machine.runBlock(body, frame);
    if (completion?.kind === 'return' || completion?.kind === 'unknown') return completion;
    if (completion?.kind === 'break') break;
  }
  return undefined;
}

/** What every pass would ask pkg-config for, although the first that finds something ends the loop. */
function tryPasses({ target, body, items }: Loop, frame: Frame): void {
  const machine = { ...frame.machine, setupCalls: [] };
  eachInTurn(frame.machine.queries, items, (item) => {
    const inner: Frame = { ...forkFrame(frame), machine, yields: [] };
    assign(target, item, inner);
    machine.runBlock(body, inner);
  });
}

/** A statement that is not followed: every name that it may set is not known any more. */
export function forget(node: PythonNode, frame: Frame): undefined {
  const queue = [node];
  for (let inner = queue.pop(); inner !== undefined; inner = queue.pop()) {
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
