import { formatValue } from './text-literal.ts';
import { dictOf, isKind, iterate, listOf, type PythonValue, sameValue, textOf, unreadable } from './value.ts';

/** `left operator right` of arithmetic, joining, paths and `%` formatting. */
export function applyBinary(
  operator: string,
  left: PythonValue,
  right: PythonValue,
  line: number,
): PythonValue {
  const result = BINARY[operator]?.(left, right, line);
  return result ?? firstUnreadable([left, right]) ?? unreadable(`\`${operator}\` between values`, line);
}

type Binary = (left: PythonValue, right: PythonValue, line: number) => PythonValue | undefined;

const BINARY: Readonly<Record<string, Binary | undefined>> = {
  '+': (left, right) => {
    if (typeof left === 'string' && typeof right === 'string') return textOf(left + right);
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    return isKind(left, 'list') && isKind(right, 'list')
      ? listOf([...left.items, ...right.items])
      : undefined;
  },
  '-': (left, right) => {
    if (!isKind(left, 'list') || !isKind(right, 'list')) return undefined;
    return listOf(left.items.filter((item) => !right.items.some((other) => sameValue(item, other) === true)));
  },
  '/': (left, right) => joinPath(left, right),
  '%': (left, right, line) => (typeof left === 'string' ? formatPercent(left, right, line) : undefined),
  '|': (left, right) => {
    if (isKind(left, 'dict') && isKind(right, 'dict'))
      return dictOf([...left.entries, ...right.entries], left.partial || right.partial);
    return isKind(left, 'list') && isKind(right, 'list')
      ? listOf([...left.items, ...right.items])
      : undefined;
  },
};

function joinPath(left: PythonValue, right: PythonValue): PythonValue | undefined {
  if (!isKind(left, 'path') && !isKind(right, 'path')) return undefined;
  const paths = [left, right].map(pathText);
  const [base, rest] = paths;
  return base === undefined || rest === undefined
    ? undefined
    : { kind: 'path', path: joinPaths([base, rest]) };
}

/** The path in a text or a `Path`. */
export function pathText(value: PythonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return isKind(value, 'path') ? value.path : undefined;
}

/** Joined and normalised relative to the root of the tree; `..` at the root stays there. */
export function joinPaths(parts: readonly string[]): string {
  const steps: string[] = [];
  for (const step of parts.join('/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** `"%s-%s" % (a, b)`, `"%(name)s" % {...}` with plain conversions. */
function formatPercent(format: string, value: PythonValue, line: number): PythonValue {
  const queue = isKind(value, 'list') ? [...value.items] : [value];
  const texts: PythonValue[] = [];
  const text = format.replace(/%(?:\((\w+)\))?([sdri%])/g, (_, name: string | undefined, kind: string) => {
    if (kind === '%') return '%';
    const item = name === undefined ? queue.shift() : entryOf(value, name);
    const shown = formatValue(item ?? unreadable('a `%` format', line), line);
    texts.push(shown);
    return typeof shown === 'string' ? shown : '';
  });
  return firstUnreadable(texts) ?? textOf(text);
}

function entryOf(value: PythonValue, name: string): PythonValue | undefined {
  return isKind(value, 'dict') ? value.entries.get(name) : undefined;
}

/** `left operator right` of a comparison; undefined where it cannot be decided. */
export function applyComparison(
  operator: string,
  left: PythonValue,
  right: PythonValue,
): boolean | undefined {
  if (isKind(left, 'version-info')) return compareVersionInfo(operator, left.length, right);
  const same = sameValue(left, right);
  if (operator === '==' || operator === 'is') return same;
  if (operator === '!=' || operator === 'is not') return same === undefined ? undefined : !same;
  if (operator === 'in') return contains(left, right);
  if (operator === 'not in') {
    const inside = contains(left, right);
    return inside === undefined ? undefined : !inside;
  }
  return typeof left === 'number' && typeof right === 'number' ? ORDER[operator]?.(left - right) : undefined;
}

const ORDER: Readonly<Record<string, ((difference: number) => boolean) | undefined>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
};

function contains(item: PythonValue, container: PythonValue): boolean | undefined {
  if (typeof item === 'string' && typeof container === 'string') return container.includes(item);
  const each = iterate(container)?.map((other) => sameValue(item, other));
  if (each === undefined) return undefined;
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}

/** The minor versions of Python 3 that distutils-r1.eclass can build for (rulebook 6.1), newest patch level. */
const MINORS = [12, 13, 14, 15];
const NEWEST_PATCH = 99;

/** `sys.version_info < (3, 8)` where all interpreters agree. */
function compareVersionInfo(operator: string, length: number, right: PythonValue): boolean | undefined {
  const numbers = iterate(right);
  if (!numbers?.every((number) => typeof number === 'number')) return undefined;
  const answers = new Set(
    MINORS.map((minor) =>
      ORDER[operator]?.(compareNumbers([3, minor, NEWEST_PATCH].slice(0, length), numbers)),
    ),
  );
  const [answer] = answers;
  return answers.size === 1 ? answer : undefined;
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  for (const [index, number] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (number !== other) return number - other;
  }
  return left.length - right.length;
}

export function firstUnreadable(values: readonly PythonValue[]): PythonValue | undefined {
  return values.find((value) => isKind(value, 'unreadable'));
}
