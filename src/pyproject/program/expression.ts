import type { PythonNode } from '../../core/ports.ts';
import { assign } from './assign.ts';
import { CONSTANTS } from './builtins.ts';
import { callValue, readArguments } from './call.ts';
import { comprehend, comprehendDict } from './comprehension.ts';
import { type Frame, MAX_DEPTH, MAX_STEPS } from './frame.ts';
import { readAttribute } from './methods.ts';
import { applyBinary, applyComparison, firstUnreadable } from './operators.ts';
import { readTextLiteral } from './text-literal.ts';
import { dictOf, isKind, iterate, listOf, type PythonValue, textOf, truthOf, unreadable } from './value.ts';

/** The value of an expression as far as it can be known without running it. */
export function evaluate(node: PythonNode, frame: Frame): PythonValue {
  const { budget } = frame.machine;
  budget.steps += 1;
  if (budget.steps > MAX_STEPS || budget.depth > MAX_DEPTH)
    return unreadable('a program that is too long', node.line);
  budget.depth += 1;
  const value = EVALUATORS.get(node.type)?.(node, frame);
  budget.depth -= 1;
  return value === undefined ? unreadable(describe(node), node.line) : value;
}

type Evaluator = (node: PythonNode, frame: Frame) => PythonValue | undefined;

const EVALUATORS: ReadonlyMap<string, Evaluator> = new Map<string, Evaluator>([
  ['string', (node, frame) => readTextLiteral(node, (part) => evaluate(part, frame))],
  ['concatenated_string', concatenate],
  ['integer', (node) => Number(node.text.replaceAll('_', ''))],
  ['float', (node) => Number(node.text.replaceAll('_', ''))],
  ['true', () => true],
  ['false', () => false],
  ['none', () => null],
  ['identifier', readName],
  ['attribute', readMember],
  ['call', evaluateCall],
  ['list', readItems],
  ['tuple', readItems],
  ['set', readItems],
  ['expression_list', readItems],
  ['parenthesized_expression', (node, frame) => evaluateFirst(node, frame)],
  ['dictionary', readDictionary],
  ['binary_operator', evaluateBinary],
  ['boolean_operator', evaluateBoolean],
  ['not_operator', evaluateNot],
  ['comparison_operator', evaluateComparison],
  ['conditional_expression', evaluateConditional],
  ['subscript', evaluateSubscript],
  ['unary_operator', evaluateUnary],
  ['lambda', evaluateLambda],
  ['named_expression', evaluateNamed],
  ['list_comprehension', comprehend],
  ['set_comprehension', comprehend],
  ['generator_expression', comprehend],
  ['dictionary_comprehension', comprehendDict],
]);

function describe(node: PythonNode): string {
  const text = node.text.replace(/\s+/g, ' ');
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function concatenate(node: PythonNode, frame: Frame): PythonValue {
  const parts = node.namedChildren
    .filter(({ type }) => type !== 'comment')
    .map((part) => evaluate(part, frame));
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === parts.length ? textOf(texts.join('')) : (firstUnreadable(parts) ?? null);
}

function readName(node: PythonNode, frame: Frame): PythonValue | undefined {
  const known = frame.names.get(node.text);
  if (known !== undefined) return known;
  if (node.text === '__file__') return frame.file;
  return BUILTIN_NAMES.has(node.text) ? { kind: 'reference', name: node.text } : undefined;
}

const BUILTIN_NAMES = new Set([
  ...['open', 'str', 'list', 'tuple', 'set', 'frozenset', 'sorted', 'dict', 'len', 'sum', 'exec', 'compile'],
  ...['bool', 'filter', 'map', 'enumerate', 'zip', '__import__', 'hasattr'],
]);

function readMember(node: PythonNode, frame: Frame): PythonValue | undefined {
  const object = node.field('object');
  const name = node.field('attribute')?.text;
  if (object === undefined || name === undefined) return undefined;
  const receiver = evaluate(object, frame);
  if (isKind(receiver, 'unreadable')) return receiver;
  if (!isKind(receiver, 'reference'))
    return readAttribute(receiver, name) ?? { kind: 'method', receiver, name };
  const full = `${receiver.name}.${name}`;
  const own = frame.machine.loadModule(receiver.name)?.get(name);
  return own ?? CONSTANTS.get(full) ?? { kind: 'reference', name: full };
}

function evaluateCall(node: PythonNode, frame: Frame): PythonValue | undefined {
  const written = node.field('function');
  const callee = written?.type === 'list_splat' ? written.namedChildren[0] : written;
  if (callee === undefined) return undefined;
  return callValue(evaluate(callee, frame), readArguments(node, frame), { frame, text: callee.text });
}

/** `*names`; the grammar takes `*names()` for a call of `*names`. */
function isSplat(node: PythonNode): boolean {
  return node.type === 'list_splat' || node.field('function')?.type === 'list_splat';
}

function readItems(node: PythonNode, frame: Frame): PythonValue {
  const items = node.namedChildren.flatMap((child) => {
    if (child.type === 'comment') return [];
    const value = child.type === 'list_splat' ? evaluateFirst(child, frame) : evaluate(child, frame);
    if (value === undefined || !isSplat(child)) return [value ?? null];
    return iterate(value) ?? [isKind(value, 'unreadable') ? value : unreadable(describe(child), child.line)];
  });
  return listOf(items);
}

function evaluateFirst(node: PythonNode, frame: Frame): PythonValue | undefined {
  const child = node.namedChildren.find((one) => one.type !== 'comment');
  return child === undefined ? undefined : evaluate(child, frame);
}

function readDictionary(node: PythonNode, frame: Frame): PythonValue {
  const entries = new Map<string, PythonValue>();
  let partial = false;
  for (const child of node.namedChildren) {
    const part = child.type === 'dictionary_splat' ? evaluateFirst(child, frame) : readPair(child, frame);
    if (isKind(part, 'dict')) for (const [key, value] of part.entries) entries.set(key, value);
    partial ||= child.type !== 'comment' && (!isKind(part, 'dict') || part.partial);
  }
  return dictOf(entries, partial);
}

/** One `key: value` as a dictionary. */
function readPair(node: PythonNode, frame: Frame): PythonValue | undefined {
  const key = node.field('key');
  const value = node.field('value');
  if (key === undefined || value === undefined) return undefined;
  const name = evaluate(key, frame);
  const text = typeof name === 'number' ? String(name) : name;
  return typeof text === 'string' ? dictOf([[text, evaluate(value, frame)]]) : undefined;
}

function evaluateBinary(node: PythonNode, frame: Frame): PythonValue | undefined {
  const [left, right] = sides(node, frame);
  const operator = node.field('operator')?.text;
  return operator === undefined ? undefined : applyBinary(operator, left, right, node.line);
}

function sides(node: PythonNode, frame: Frame): [PythonValue, PythonValue] {
  const [first, second] = node.namedChildren.filter((child) => child.type !== 'comment');
  const missing = unreadable('nothing', node.line);
  const left = first === undefined ? missing : evaluate(first, frame);
  const inDoubt = node.type === 'boolean_operator' && truthOf(left) === undefined;
  const right = second === undefined ? missing : evaluate(second, inDoubt ? { ...frame, inDoubt } : frame);
  return [left, right];
}

function evaluateBoolean(node: PythonNode, frame: Frame): PythonValue | undefined {
  const [left, right] = sides(node, frame);
  const isAnd = node.field('operator')?.text === 'and';
  const truth = truthOf(left);
  if (truth !== undefined) return truth === isAnd ? right : left;
  return truthOf(right) === !isAnd && typeof right === 'boolean' ? right : undefined;
}

function evaluateNot(node: PythonNode, frame: Frame): PythonValue | undefined {
  const argument = node.field('argument');
  const truth = argument === undefined ? undefined : truthOf(evaluate(argument, frame));
  return truth === undefined ? undefined : !truth;
}

function evaluateComparison(node: PythonNode, frame: Frame): PythonValue | undefined {
  const operator = node.field('operators')?.text.replace(/\s+/g, ' ');
  if (node.namedChildren.length !== 2 || operator === undefined) return undefined;
  const [left, right] = sides(node, frame);
  return applyComparison(operator, left, right);
}

/** `first if condition else second` */
function evaluateConditional(node: PythonNode, frame: Frame): PythonValue | undefined {
  const [first, condition, second] = node.namedChildren.filter((child) => child.type !== 'comment');
  if (first === undefined || condition === undefined || second === undefined) return undefined;
  const truth = truthOf(evaluate(condition, frame));
  return truth === undefined ? undefined : evaluate(truth ? first : second, frame);
}

function evaluateSubscript(node: PythonNode, frame: Frame): PythonValue | undefined {
  const container = node.field('value');
  const index = node.field('subscript');
  if (container === undefined || index === undefined) return undefined;
  const value = evaluate(container, frame);
  if (isKind(value, 'unreadable')) return value;
  if (index.type === 'slice') return slice(value, index.text);
  const key = evaluate(index, frame);
  if (isKind(value, 'dict')) return typeof key === 'string' ? value.entries.get(key) : undefined;
  if (isKind(value, 'version-info')) return key === 0 ? 3 : undefined;
  return typeof key === 'number' ? iterate(value)?.at(key) : undefined;
}

/** `[1:]`, `[:-1]`, `[:2]` */
function slice(value: PythonValue, text: string): PythonValue | undefined {
  const bounds = /^(-?\d{0,9}):(-?\d{0,9})$/.exec(text.replace(/\s/g, ''));
  if (bounds === null) return undefined;
  const start = bounds[1] === '' ? 0 : Number(bounds[1]);
  const end = bounds[2] === '' ? undefined : Number(bounds[2]);
  if (typeof value === 'string') return value.slice(start, end);
  if (isKind(value, 'version-info'))
    return start === 0 && end !== undefined && end > 0 ? { ...value, length: end } : undefined;
  return isKind(value, 'list') ? listOf(value.items.slice(start, end)) : undefined;
}

function evaluateUnary(node: PythonNode, frame: Frame): PythonValue | undefined {
  const value = evaluateFirst(node, frame);
  return typeof value === 'number' && node.text.startsWith('-') ? -value : undefined;
}

function evaluateLambda(node: PythonNode, frame: Frame): PythonValue | undefined {
  const body = node.field('body');
  const parameters = node.field('parameters');
  return body === undefined
    ? undefined
    : { kind: 'function', parameters, body, names: frame.names, file: frame.file };
}

/** `(name := value)` */
function evaluateNamed(node: PythonNode, frame: Frame): PythonValue | undefined {
  const target = node.field('name');
  const written = node.field('value');
  const value = written === undefined ? undefined : evaluate(written, frame);
  if (target !== undefined && value !== undefined) assign(target, value, frame);
  return value;
}
