import type { PythonNode } from '../../core/ports.ts';

/** What reading a Python program without running it can know of a value. Values are never changed in place. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | PythonList
  | PythonDict
  | PythonCall
  | PythonReference
  | PythonFunction
  | PythonMethod
  | PythonFile
  | PythonPath
  | PythonVersionInfo
  | Unreadable;

/** A list, tuple or set, in the order of the source. */
export interface PythonList {
  readonly kind: 'list';
  readonly items: readonly PythonValue[];
}

/** A dictionary, or an object with attributes. */
export interface PythonDict {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, PythonValue>;
  /** True where entries may be missing: a key or an update could not be read. */
  readonly partial: boolean;
}

/** A call that is not followed: `find_packages(where="src")`, `Extension("spam", ["spam.c"])`. */
export interface PythonCall {
  readonly kind: 'call';
  /** `setuptools.find_packages` */
  readonly callee: string;
  readonly positional: readonly PythonValue[];
  readonly keywords: ReadonlyMap<string, PythonValue>;
  readonly line: number;
}

/** Something imported, by its full name. */
export interface PythonReference {
  readonly kind: 'reference';
  readonly name: string;
}

/** A function of the program itself, with the names that it sees. */
export interface PythonFunction {
  readonly kind: 'function';
  readonly parameters: PythonNode | undefined;
  /** A block, or the expression of a lambda. */
  readonly body: PythonNode;
  readonly names: ReadonlyMap<string, PythonValue>;
  /** The file that it stands in. */
  readonly file: string;
  /** Of a method: what it is called on. */
  readonly self?: PythonValue;
}

export interface PythonMethod {
  readonly kind: 'method';
  readonly receiver: PythonValue;
  readonly name: string;
}

/** An opened file of the tree. */
export interface PythonFile {
  readonly kind: 'file';
  readonly text: string;
}

/** A `pathlib.Path` relative to the tree's root. */
export interface PythonPath {
  readonly kind: 'path';
  readonly path: string;
}

/** `sys.version_info` of every interpreter that Gentoo has. */
export interface PythonVersionInfo {
  readonly kind: 'version-info';
  /** How many of its numbers are looked at: `sys.version_info[:2]`. */
  readonly length: number;
}

export interface Unreadable {
  readonly kind: 'unreadable';
  /** `a call of \`load_requirements\``, for messages. */
  readonly reason: string;
  readonly line: number;
}

export type ValueKind = Exclude<PythonValue, string | number | boolean | null>['kind'];

const LONGEST_TEXT = 1024 * 1024;
const LONGEST_LIST = 20_000;

export function listOf(items: readonly PythonValue[]): PythonValue {
  if (items.length > LONGEST_LIST) return unreadable('a list that is too long', 0);
  return { kind: 'list', items };
}

export function dictOf(entries: Iterable<readonly [string, PythonValue]>, partial = false): PythonDict {
  return { kind: 'dict', entries: new Map(entries), partial };
}

export function textOf(text: string): PythonValue {
  return text.length > LONGEST_TEXT ? unreadable('a text that is too long', 0) : text;
}

export function unreadable(reason: string, line: number): Unreadable {
  return { kind: 'unreadable', reason, line };
}

export function isKind<Kind extends ValueKind>(
  value: PythonValue | undefined,
  kind: Kind,
): value is Extract<PythonValue, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

/** The items that a `for` would see; undefined where they are not known. */
export function iterate(value: PythonValue): readonly PythonValue[] | undefined {
  if (typeof value === 'string') return [...value];
  if (isKind(value, 'list')) return value.items;
  if (isKind(value, 'dict')) return value.partial ? undefined : [...value.entries.keys()];
  if (isKind(value, 'file')) return fileLines(value.text);
  return undefined;
}

/** `bool(value)`; undefined where it is not known. */
export function truthOf(value: PythonValue): boolean | undefined {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (value.kind === 'list') return value.items.length > 0;
  if (value.kind === 'dict') return value.entries.size > 0 || (value.partial ? undefined : false);
  return value.kind === 'path' || value.kind === 'file' || value.kind === 'function' ? true : undefined;
}

/** Lines with their line ends, as `readlines` gives them. */
export function fileLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Equality of values that can be compared; undefined where one is not known. */
export function sameValue(left: PythonValue, right: PythonValue): boolean | undefined {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    const opaque = isOpaque(left) || isOpaque(right);
    return opaque ? undefined : left === right;
  }
  if (left.kind === 'list' && right.kind === 'list') return sameItems(left.items, right.items);
  if (left.kind === 'path' && right.kind === 'path') return left.path === right.path;
  return undefined;
}

function sameItems(left: readonly PythonValue[], right: readonly PythonValue[]): boolean | undefined {
  if (left.length !== right.length) return false;
  const each = left.map((item, index) => sameValue(item, right[index] ?? null));
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

function isOpaque(value: PythonValue): boolean {
  return typeof value === 'object' && value !== null && value.kind !== 'list' && value.kind !== 'dict';
}
