import type { SourceTree } from '../../core/source-tree.ts';
import { callFinder, FINDERS } from '../contents/find-call.ts';
import type { CallArguments } from './methods.ts';
import { joinPaths, pathText } from './operators.ts';
import { formatValue } from './text-literal.ts';
import { dictOf, isKind, iterate, listOf, type PythonValue, truthOf, unreadable } from './value.ts';

type Builtin = (args: CallArguments, tree: SourceTree) => PythonValue | undefined;

/** Calls of the standard library that are followed, by full name; undefined where one is not. */
export function callBuiltin(name: string, args: CallArguments, tree: SourceTree): PythonValue | undefined {
  return BUILTINS.get(name)?.(args, tree);
}

/** Values that the build of a wheel on Gentoo has. */
export const CONSTANTS: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ['sys.platform', 'linux'],
  ['sys.implementation.name', 'cpython'],
  ['os.name', 'posix'],
  ['os.sep', '/'],
  ['os.linesep', '\n'],
  ['os.curdir', '.'],
  ['sys.version_info', { kind: 'version-info', length: 5 }],
  ['sys.argv', { kind: 'list', items: ['setup.py', 'bdist_wheel'] }],
  ['sys.builtin_module_names', { kind: 'list', items: [] }],
  ['sys.path', { kind: 'list', items: [] }],
  ['os.environ', { kind: 'dict', entries: new Map(), partial: false }],
]);

const itself: Builtin = ({ positional: [value] }) => value;
const openFile: Builtin = ({ positional: [path], line }, tree) => openPath(pathText(path), line, tree);
const exists: Builtin = ({ positional: [path] }, tree) => pathExists(path, tree);

export function openPath(path: string | undefined, line: number, tree: SourceTree): PythonValue {
  const inside = path === undefined ? undefined : joinPaths([path]);
  const text = inside === undefined ? undefined : tree.tryReadText(inside);
  if (text !== undefined) return { kind: 'file', text };
  return unreadable(inside === undefined ? 'a file' : `the file \`${inside}\``, line);
}

export function pathExists(path: PythonValue | undefined, tree: SourceTree): boolean | undefined {
  const text = pathText(path);
  if (text === undefined) return undefined;
  const inside = joinPaths([text]);
  return tree.has(inside) || tree.hasFolder(inside);
}

function joined({ positional }: CallArguments): string | undefined {
  const parts = positional.map(pathText);
  return parts.every((part) => part !== undefined) ? joinPaths(parts) : undefined;
}

const makePath: Builtin = (args) => {
  const path = joined(args);
  return path === undefined ? undefined : { kind: 'path', path };
};

/** Lines of a requirements file as pip's `parse_requirements` gives them: objects with their text. */
const pipRequirements: Builtin = ({ positional: [path], line }, tree) => {
  const file = openPath(pathText(path), line, tree);
  if (!isKind(file, 'file')) return file;
  const lines = file.text.split(/\r?\n/).map((one) => one.trim());
  const wanted = lines.filter((one) => one !== '' && !/^[#-]/.test(one));
  return listOf(
    wanted.map((text) =>
      dictOf([
        ['req', text],
        ['requirement', text],
      ]),
    ),
  );
};

/** `parse_requirements(lines)` of pkg_resources: objects whose text is the line. */
const packageRequirements: Builtin = ({ positional: [source] }) => {
  const lines = typeof source === 'string' ? source.split('\n') : iterate(source ?? null);
  if (!lines?.every((line) => typeof line === 'string')) return undefined;
  const wanted = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return listOf(wanted.map((text) => dictOf([['req', text]])));
};

const numbered: Builtin = ({ positional: [source] }) => {
  const items = iterate(source ?? null);
  return items === undefined ? undefined : listOf(items.map((item, at) => listOf([at, item])));
};

const paired: Builtin = ({ positional: [left, right] }) => {
  const [one, other] = [iterate(left ?? null), iterate(right ?? null)];
  if (one === undefined || other === undefined) return undefined;
  return listOf(one.slice(0, other.length).map((item, at) => listOf([item, other[at] ?? null])));
};

function listItems({ positional: [value] }: CallArguments): PythonValue | undefined {
  const items = value === undefined ? [] : iterate(value);
  return items === undefined ? undefined : listOf(items);
}

function chained(lists: readonly PythonValue[]): PythonValue | undefined {
  const each = lists.map(iterate);
  return each.every((items) => items !== undefined) ? listOf(each.flat()) : undefined;
}

function distinct(args: CallArguments): PythonValue | undefined {
  const list = listItems(args);
  if (!isKind(list, 'list')) return list;
  return listOf(list.items.filter((item, at) => typeof item !== 'string' || list.items.indexOf(item) === at));
}

function sorted(args: CallArguments): PythonValue | undefined {
  const list = listItems(args);
  if (!isKind(list, 'list')) return list;
  const texts = list.items.filter((item) => typeof item === 'string');
  return texts.length === list.items.length && args.keywords.size === 0
    ? listOf([...texts].sort())
    : undefined;
}

function makeDict({ positional, keywords }: CallArguments): PythonValue | undefined {
  const [first] = positional;
  if (first === undefined) return dictOf(keywords);
  if (isKind(first, 'dict')) return dictOf([...first.entries, ...keywords], first.partial);
  return undefined;
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...['open', 'io.open', 'codecs.open', 'tokenize.open'].map((name) => [name, openFile] as const),
  ...['os.path.abspath', 'os.path.realpath', 'os.path.normpath', 'os.path.expanduser'].map(
    (name) => [name, itself] as const,
  ),
  ...['os.path.exists', 'os.path.isfile', 'os.path.isdir'].map((name) => [name, exists] as const),
  ...['pathlib.Path', 'pathlib.PurePath'].map((name) => [name, makePath] as const),
  ...[
    'pip.req.parse_requirements',
    'pip._internal.req.parse_requirements',
    'pip._internal.req.req_file.parse_requirements',
  ].map((name) => [name, pipRequirements] as const),
  ...Object.keys(FINDERS).map((name): [string, Builtin] => [
    name,
    (args, tree) => callFinder(name, args, tree),
  ]),
  ['os.path.join', joined],
  ['os.path.dirname', (args) => dirname(pathText(args.positional[0]))],
  ['os.path.basename', (args) => pathText(args.positional[0])?.split('/').at(-1)],
  ['os.getcwd', () => ''],
  ['os.getenv', ({ positional: [, fallback] }) => fallback ?? null],
  ['platform.system', () => 'Linux'],
  ['platform.python_implementation', () => 'CPython'],
  ['str', ({ positional: [value], line }) => (value === undefined ? '' : formatObject(value, line))],
  ['list', listItems],
  ['tuple', listItems],
  ['set', distinct],
  ['frozenset', distinct],
  ['sorted', sorted],
  ['hasattr', hasInterpreterAttribute],
  ['enumerate', numbered],
  ['zip', paired],
  ['pkg_resources.parse_requirements', packageRequirements],
  ['__import__', importNamed],
  ['importlib.import_module', importNamed],
  ['dict', makeDict],
  ['bool', ({ positional: [value] }) => (value === undefined ? false : truthOf(value))],
  ['len', ({ positional: [value] }) => (value === undefined ? undefined : iterate(value)?.length)],
  ['sum', ({ positional: [value] }) => (isKind(value, 'list') ? chained(value.items) : undefined)],
  ['itertools.chain', ({ positional }) => chained(positional)],
  [
    'itertools.chain.from_iterable',
    ({ positional: [value] }) => (isKind(value, 'list') ? chained(value.items) : undefined),
  ],
]);

/** Attributes of `sys` that other interpreters than CPython, or debugging ones, have. */
const FOREIGN_ATTRIBUTES = new Set([
  'pypy_translation_info',
  'pypy_version_info',
  'gettotalrefcount',
  'JYTHON_JAR',
]);

function hasInterpreterAttribute({ positional: [object, name] }: CallArguments): PythonValue | undefined {
  const isSys = isKind(object, 'reference') && object.name === 'sys';
  return isSys && typeof name === 'string' && FOREIGN_ATTRIBUTES.has(name) ? false : undefined;
}

function importNamed({ positional: [name] }: CallArguments): PythonValue | undefined {
  return typeof name === 'string' ? { kind: 'reference', name } : undefined;
}

function dirname(path: string | undefined): string | undefined {
  return path === undefined ? undefined : joinPaths([path, '..']);
}

function formatObject(value: PythonValue, line: number): PythonValue {
  return isKind(value, 'dict')
    ? (value.entries.get('req') ?? unreadable('a text', line))
    : formatValue(value, line);
}
