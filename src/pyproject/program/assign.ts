import type { PythonNode } from '../../core/ports.ts';
import type { Frame } from './frame.ts';
import { dictOf, isKind, iterate, listOf, type PythonValue, unreadable } from './value.ts';

/** `target = value` for names, `name[key]` and patterns; other targets are not followed. */
export function assign(target: PythonNode, value: PythonValue, frame: Frame): void {
  if (target.type === 'identifier') frame.names.set(target.text, value);
  else if (target.type === 'subscript') assignEntry(target, value, frame);
  else if (PATTERNS.has(target.type)) assignPattern(target, value, frame);
  else if (target.type === 'as_pattern_target') {
    const [inner] = target.namedChildren;
    if (inner !== undefined) assign(inner, value, frame);
  }
}

const PATTERNS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'tuple',
  'list',
  'expression_list',
]);

function assignPattern(target: PythonNode, value: PythonValue, frame: Frame): void {
  const items = iterate(value);
  const names = target.namedChildren;
  const fits = items !== undefined && items.length === names.length;
  for (const [index, name] of names.entries()) {
    const item = fits ? items[index] : undefined;
    assign(name, item ?? unreadable(`\`${name.text}\``, target.line), frame);
  }
}

function assignEntry(target: PythonNode, value: PythonValue, frame: Frame): void {
  const container = target.field('value');
  const index = target.field('subscript');
  if (container === undefined || index === undefined) return;
  const key = frame.machine.evaluate(index, frame);
  const old = frame.machine.evaluate(container, frame);
  if (isKind(old, 'list') && typeof key === 'number' && key >= 0 && key < old.items.length) {
    assign(container, listOf(old.items.map((item, at) => (at === key ? value : item))), frame);
    return;
  }
  if (!isKind(old, 'dict')) {
    assign(container, unreadable(`\`${target.text}\``, target.line), frame);
    return;
  }
  const entries = typeof key === 'string' ? [...old.entries, [key, value] as const] : old.entries;
  assign(container, dictOf(entries, old.partial || typeof key !== 'string'), frame);
}
