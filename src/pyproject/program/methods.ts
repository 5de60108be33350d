import { joinPaths, pathText } from './operators.ts';
import { formatValue } from './text-literal.ts';
import {
  dictOf,
  fileLines,
  isKind,
  iterate,
  listOf,
  type PythonDict,
  type PythonList,
  type PythonValue,
  sameValue,
  textOf,
  unreadable,
} from './value.ts';

/** Arguments of a call, evaluated. */
export interface CallArguments {
  readonly positional: readonly PythonValue[];
  readonly keywords: ReadonlyMap<string, PythonValue>;
  readonly line: number;
}

type Method<Receiver> = (receiver: Receiver, args: CallArguments) => PythonValue | undefined;
type Methods<Receiver> = ReadonlyMap<string, Method<Receiver>>;

/** A method's result; undefined where the method or its arguments are none that are followed. */
export function callMethod(
  receiver: PythonValue,
  name: string,
  args: CallArguments,
): PythonValue | undefined {
  if (typeof receiver === 'string') return TEXT_METHODS.get(name)?.(receiver, args);
  if (isKind(receiver, 'list')) return LIST_METHODS.get(name)?.(receiver, args);
  if (isKind(receiver, 'dict')) return DICT_METHODS.get(name)?.(receiver, args);
  if (isKind(receiver, 'file')) return FILE_METHODS.get(name)?.(receiver.text, args);
  return undefined;
}

function texts(receiver: string, values: readonly PythonValue[] | undefined): PythonValue | undefined {
  if (values === undefined) return undefined;
  const strings = values.filter((value) => typeof value === 'string');
  return strings.length === values.length ? textOf(strings.join(receiver)) : undefined;
}

function strip(text: string, characters: PythonValue | undefined, sides: 'left' | 'right' | 'both'): string {
  const given = typeof characters === 'string' ? characters : ' \t\n\r\v\f';
  let start = 0;
  let end = text.length;
  while (sides !== 'right' && start < end && given.includes(text.charAt(start))) start += 1;
  while (sides !== 'left' && end > start && given.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function split(text: string, [separator, count]: readonly PythonValue[]): PythonValue {
  if (typeof separator !== 'string' || separator === '')
    return listOf(text.split(/\s+/).filter((word) => word !== ''));
  const parts = text.split(separator);
  if (typeof count !== 'number' || count < 0 || parts.length <= count) return listOf(parts);
  return listOf([...parts.slice(0, count), parts.slice(count).join(separator)]);
}

function partition(text: string, separator: PythonValue | undefined): PythonValue | undefined {
  if (typeof separator !== 'string') return undefined;
  const cut = text.indexOf(separator);
  return listOf(
    cut < 0 ? [text, '', ''] : [text.slice(0, cut), separator, text.slice(cut + separator.length)],
  );
}

function affix(args: CallArguments, holds: (affix: string) => boolean): boolean | undefined {
  const [given] = args.positional;
  const each = isKind(given, 'list') ? given.items : [given];
  return each.every((one) => typeof one === 'string') ? each.some(holds) : undefined;
}

const LONGEST_FORMAT = 10_000;

/** `"{} {0} {name}".format(...)` with plain fields. */
function format(text: string, { positional, keywords, line }: CallArguments): PythonValue {
  if (text.length > LONGEST_FORMAT || /\{[^{}]*[.:![]/.test(text)) return unreadable('a `format` call', line);
  let next = 0;
  let failed = false;
  const shown = text.replace(/\{\{|\}\}|\{(\w*)\}/g, (field, name: string | undefined) => {
    if (name === undefined) return field.charAt(0);
    const value = /^\d*$/.test(name) ? positional[name === '' ? next++ : Number(name)] : keywords.get(name);
    const part = value === undefined ? undefined : formatValue(value, line);
    if (typeof part === 'string') return part;
    failed = true;
    return '';
  });
  return failed ? unreadable('a `format` call', line) : textOf(shown);
}

const TEXT_METHODS: Methods<string> = new Map<string, Method<string>>([
  ['strip', (text, { positional }) => strip(text, positional[0], 'both')],
  ['lstrip', (text, { positional }) => strip(text, positional[0], 'left')],
  ['rstrip', (text, { positional }) => strip(text, positional[0], 'right')],
  ['split', (text, { positional }) => split(text, positional)],
  [
    'splitlines',
    (text) =>
      listOf(
        text
          .replace(/\r?\n$/, '')
          .split(/\r?\n/)
          .filter((_, at) => text !== '' || at > 0),
      ),
  ],
  ['partition', (text, { positional }) => partition(text, positional[0])],
  ['startswith', (text, args) => affix(args, (one) => text.startsWith(one))],
  ['endswith', (text, args) => affix(args, (one) => text.endsWith(one))],
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['encode', (text) => text],
  ['decode', (text) => text],
  ['format', format],
  ['join', (text, { positional }) => texts(text, iterate(positional[0] ?? null))],
  [
    'replace',
    (text, { positional: [from, to] }) =>
      typeof from === 'string' && typeof to === 'string' && from !== ''
        ? textOf(text.split(from).join(to))
        : undefined,
  ],
]);

function without(list: PythonList, others: PythonValue | undefined, keep: boolean): PythonValue | undefined {
  const known = others === undefined ? undefined : iterate(others);
  if (known === undefined) return undefined;
  return listOf(list.items.filter((item) => known.some((other) => sameValue(item, other) === true) === keep));
}

const LIST_METHODS: Methods<PythonList> = new Map<string, Method<PythonList>>([
  ['copy', (list) => list],
  ['append', (list, { positional }) => listOf([...list.items, ...positional.slice(0, 1)])],
  ['add', (list, { positional }) => listOf([...list.items, ...positional.slice(0, 1)])],
  ['insert', (list, { positional }) => insert(list, positional)],
  ['extend', (list, args) => extended(list, args)],
  ['update', (list, args) => extended(list, args)],
  ['union', (list, args) => extended(list, args)],
  ['remove', (list, { positional }) => without(list, listOf(positional), false)],
  ['difference', (list, { positional }) => without(list, positional[0], false)],
  ['intersection', (list, { positional }) => without(list, positional[0], true)],
]);

function insert(list: PythonList, [at, item]: readonly PythonValue[]): PythonValue | undefined {
  return typeof at === 'number' && item !== undefined
    ? listOf([...list.items.slice(0, at), item, ...list.items.slice(at)])
    : undefined;
}

/** What cannot be read becomes one item, so that the rest stays known. */
function extended(list: PythonList, { positional, line }: CallArguments): PythonValue {
  const more = positional.flatMap((value) => iterate(value) ?? [opaqueItem(value, line)]);
  return listOf([...list.items, ...more]);
}

function opaqueItem(value: PythonValue, line: number): PythonValue {
  return isKind(value, 'unreadable') ? value : unreadable('items of a list', line);
}

const DICT_METHODS: Methods<PythonDict> = new Map<string, Method<PythonDict>>([
  ['copy', (dict) => dict],
  ['keys', (dict) => whole(dict, [...dict.entries.keys()])],
  ['values', (dict) => whole(dict, [...dict.entries.values()])],
  [
    'items',
    (dict) =>
      whole(
        dict,
        [...dict.entries].map((pair) => listOf(pair)),
      ),
  ],
  ['get', (dict, { positional: [key, fallback] }) => getEntry(dict, key, fallback ?? null)],
  ['setdefault', (dict, { positional: [key, fallback] }) => getEntry(dict, key, fallback ?? null)],
  ['update', (dict, args) => updatedDict(dict, args)],
]);

function whole(dict: PythonDict, items: readonly PythonValue[]): PythonValue | undefined {
  return dict.partial ? undefined : listOf(items);
}

function getEntry(
  dict: PythonDict,
  key: PythonValue | undefined,
  fallback: PythonValue,
): PythonValue | undefined {
  if (typeof key !== 'string') return undefined;
  if (dict.entries.has(key)) return dict.entries.get(key);
  return dict.partial ? undefined : fallback;
}

function updatedDict(dict: PythonDict, { positional, keywords }: CallArguments): PythonValue {
  const others = positional.filter((value) => isKind(value, 'dict'));
  const partial = dict.partial || others.length < positional.length || others.some((other) => other.partial);
  return dictOf([...dict.entries, ...others.flatMap((other) => [...other.entries]), ...keywords], partial);
}

const FILE_METHODS: Methods<string> = new Map<string, Method<string>>([
  ['read', (text) => text],
  ['readlines', (text) => listOf(fileLines(text))],
  ['readline', (text) => fileLines(text)[0] ?? ''],
  ['close', () => null],
]);

/** An attribute that is no call: `path.parent`, `requirement.req`; undefined where there is none. */
export function readAttribute(receiver: PythonValue, name: string): PythonValue | undefined {
  if (isKind(receiver, 'dict')) return receiver.entries.get(name);
  const path = isKind(receiver, 'path') ? pathText(receiver) : undefined;
  if (path === undefined) return isKind(receiver, 'version-info') ? versionPart(name) : undefined;
  if (name === 'parent') return { kind: 'path', path: joinPaths([path, '..']) };
  return name === 'name' ? (path.split('/').at(-1) ?? '') : undefined;
}

function versionPart(name: string): PythonValue | undefined {
  return name === 'major' ? 3 : undefined;
}
