import type { PythonNode } from '../../core/ports.ts';
import { assign } from './assign.ts';
import { type Frame, forkFrame } from './frame.ts';
import { dictOf, iterate, listOf, type PythonValue, truthOf } from './value.ts';

/** `[body for name in items if condition]`; undefined where the items or a condition are not known. */
export function comprehend(node: PythonNode, frame: Frame): PythonValue | undefined {
  const body = node.field('body');
  if (body === undefined) return undefined;
  const items = eachFrame(node, frame)?.map((inner) => frame.machine.evaluate(body, inner));
  return items === undefined ? undefined : listOf(items);
}

/** `{key: value for …}` with keys that are texts. */
export function comprehendDict(node: PythonNode, frame: Frame): PythonValue | undefined {
  const key = node.field('body')?.field('key');
  const value = node.field('body')?.field('value');
  if (key === undefined || value === undefined) return undefined;
  const { evaluate } = frame.machine;
  const entries = eachFrame(node, frame)?.map(
    (inner) => [evaluate(key, inner), evaluate(value, inner)] as const,
  );
  const known = entries?.flatMap(([name, item]) => (typeof name === 'string' ? [[name, item] as const] : []));
  return entries === undefined || known === undefined
    ? undefined
    : dictOf(known, known.length < entries.length);
}

/** A frame for each pass through the `for` and `if` clauses. */
function eachFrame(node: PythonNode, frame: Frame): readonly Frame[] | undefined {
  let frames: readonly Frame[] | undefined = [frame];
  for (const clause of node.namedChildren) {
    if (clause.type === 'for_in_clause') frames = flatEach(frames, (inner) => expand(clause, inner));
    if (clause.type === 'if_clause') frames = flatEach(frames, (inner) => filter(clause, inner));
    if (frames === undefined) return undefined;
  }
  return frames;
}

function flatEach(
  frames: readonly Frame[] | undefined,
  step: (frame: Frame) => readonly Frame[] | undefined,
): readonly Frame[] | undefined {
  let count = 0;
  const results = (frames ?? []).map((frame) => {
    const inner = count > MAX_PASSES ? undefined : step(frame);
    count += inner?.length ?? 1;
    return inner;
  });
  return results.every((inner) => inner !== undefined) ? results.flat() : undefined;
}

const MAX_PASSES = 5_000;

function expand(clause: PythonNode, frame: Frame): readonly Frame[] | undefined {
  const target = clause.field('left');
  const source = clause.field('right');
  if (target === undefined || source === undefined) return undefined;
  const items = iterate(frame.machine.evaluate(source, frame));
  if (items === undefined || items.length > MAX_PASSES) return undefined;
  return items.map((item) => {
    const inner = forkFrame(frame);
    assign(target, item, inner);
    return inner;
  });
}

function filter(clause: PythonNode, frame: Frame): readonly Frame[] | undefined {
  const [condition] = clause.namedChildren;
  const truth = condition === undefined ? undefined : truthOf(frame.machine.evaluate(condition, frame));
  if (truth === undefined) return undefined;
  return truth ? [frame] : [];
}
