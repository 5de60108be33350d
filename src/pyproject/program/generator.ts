import type { PythonNode } from '../../core/ports.ts';
import type { Frame } from './frame.ts';
import { iterate, type PythonValue, unreadable } from './value.ts';

/** Functions and classes inside of a function have their own `yield`. */
export const OTHER_SCOPES: ReadonlySet<string> = new Set([
  'function_definition',
  'class_definition',
  'lambda',
]);

/** True for the body of a generator function. */
export function isGenerator(body: PythonNode): boolean {
  const queue = [...body.namedChildren];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'yield') return true;
    if (!OTHER_SCOPES.has(node.type)) queue.push(...node.namedChildren);
  }
  return false;
}

/** `yield value`, `yield from values`: what a generator gives goes into the frame's list. */
export function runYield(node: PythonNode, frame: Frame): void {
  const [given] = node.namedChildren.filter(({ type }) => type !== 'comment');
  const value = given === undefined ? null : frame.machine.evaluate(given, frame);
  const items = /^yield\s+from\b/.test(node.text) ? iterate(value) : [value];
  frame.yields?.push(...(items ?? [unreadable('what a generator gives', node.line)]));
}

/** What one of several ways through a program gives, nobody knows which, is one item that cannot be read. */
export function joinYields(frame: Frame, ways: readonly (readonly PythonValue[])[], line: number): void {
  if (ways.some((items) => items.length > 0))
    frame.yields?.push(unreadable('what a generator gives under a condition', line));
}
