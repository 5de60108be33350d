import type { PythonNode } from '../../core/ports.ts';
import { callBuiltin, openPath, pathExists } from './builtins.ts';
import { type Frame, forkFrame } from './frame.ts';
import { isGenerator } from './generator.ts';
import { type CallArguments, callMethod } from './methods.ts';
import { joinPaths, pathText } from './operators.ts';
import { readQuery } from './pkg-config.ts';
import {
  dictOf,
  isKind,
  iterate,
  listOf,
  type PythonFunction,
  type PythonMethod,
  type PythonPath,
  type PythonValue,
  truthOf,
  unreadable,
} from './value.ts';

export interface EvaluatedArguments extends CallArguments {
  /** True where `*args` or `**kwargs` could not be read. */
  readonly partial: boolean;
}

interface CallSite {
  readonly frame: Frame;
  /** The callee as written, for messages. */
  readonly text: string;
}

/** The arguments of a `call` node. */
export function readArguments(node: PythonNode, frame: Frame): EvaluatedArguments {
  const list = node.field('arguments');
  const positional: PythonValue[] = [];
  const keywords = new Map<string, PythonValue>();
  let partial = false;
  const children = list?.type === 'generator_expression' ? [list] : (list?.namedChildren ?? []);
  for (const child of children) {
    if (child.type === 'comment') continue;
    if (child.type === 'keyword_argument') readKeyword(child, keywords, frame);
    else if (child.type === 'dictionary_splat') partial = spreadKeywords(child, keywords, frame) || partial;
    else if (child.type === 'list_splat') partial = spreadPositional(child, positional, frame) || partial;
    else positional.push(frame.machine.evaluate(child, frame));
  }
  return { positional, keywords, partial, line: node.line };
}

function readKeyword(node: PythonNode, keywords: Map<string, PythonValue>, frame: Frame): void {
  const name = node.field('name')?.text;
  const value = node.field('value');
  if (name !== undefined && value !== undefined) keywords.set(name, frame.machine.evaluate(value, frame));
}

function spreadKeywords(node: PythonNode, keywords: Map<string, PythonValue>, frame: Frame): boolean {
  const [inner] = node.namedChildren;
  const dict = inner === undefined ? undefined : frame.machine.evaluate(inner, frame);
  if (!isKind(dict, 'dict')) return true;
  for (const [key, value] of dict.entries) keywords.set(key, value);
  return dict.partial;
}

function spreadPositional(node: PythonNode, positional: PythonValue[], frame: Frame): boolean {
  const [inner] = node.namedChildren;
  const items = inner === undefined ? undefined : iterate(frame.machine.evaluate(inner, frame));
  positional.push(...(items ?? []));
  return items === undefined;
}

/** What a call gives: followed where it is a function of the program or one that is known, described otherwise. */
export function callValue(callee: PythonValue, args: EvaluatedArguments, site: CallSite): PythonValue {
  const { machine } = site.frame;
  const query = isKind(callee, 'function') ? undefined : readQuery(callee, args);
  if (query !== undefined) machine.queries.push({ ...query, inDoubt: site.frame.inDoubt === true });
  const followed = followCall(callee, args, site);
  if (followed !== undefined) return followed;
  if (isKind(callee, 'unreadable')) return callee;
  if (!isKind(callee, 'reference')) return unreadable(`a call of \`${site.text}\``, args.line);
  if (isSetup(callee.name))
    machine.setupCalls.push({ keywords: args.keywords, partial: args.partial, line: args.line });
  const { positional, keywords, line } = args;
  return { kind: 'call', callee: callee.name, positional, keywords, line };
}

/** `setuptools.setup`, `distutils.core.setup`, `skbuild.setup`, a wrapper's `setup` */
function isSetup(name: string): boolean {
  return name === 'setup' || name.endsWith('.setup');
}

function followCall(callee: PythonValue, args: EvaluatedArguments, site: CallSite): PythonValue | undefined {
  if (isKind(callee, 'method')) return followMethod(callee, args, site);
  if (args.partial) return undefined;
  if (isKind(callee, 'function')) return callFunction(callee, args, site.frame);
  if (!isKind(callee, 'reference')) return undefined;
  if (callee.name === 'exec') return execute(args, site.frame);
  if (callee.name === 'filter' || callee.name === 'map') return mapItems(callee.name, args, site);
  if (callee.name === 'compile') return args.positional[0];
  return callBuiltin(callee.name, args, site.frame.machine.tree);
}

function followMethod(
  callee: PythonMethod,
  args: EvaluatedArguments,
  { frame }: CallSite,
): PythonValue | undefined {
  const { receiver, name } = callee;
  if (isKind(receiver, 'path')) return callPathMethod(receiver, { name, args, frame });
  return args.partial ? undefined : callMethod(receiver, name, args);
}

function callPathMethod(
  { path }: PythonPath,
  { name, args, frame }: { name: string; args: EvaluatedArguments; frame: Frame },
): PythonValue | undefined {
  const { tree } = frame.machine;
  if (name === 'open') return openPath(path, args.line, tree);
  if (name === 'exists' || name === 'is_file' || name === 'is_dir') return pathExists(path, tree);
  if (name === 'resolve' || name === 'absolute') return { kind: 'path', path };
  if (name === 'joinpath') {
    const parts = args.positional.map(pathText);
    return parts.every((part) => part !== undefined)
      ? { kind: 'path', path: joinPaths([path, ...parts]) }
      : undefined;
  }
  if (name !== 'read_text' && name !== 'read_bytes') return undefined;
  const file = openPath(path, args.line, tree);
  return isKind(file, 'file') ? file.text : file;
}

/** Runs a function of the program: its own names, its parameters, then its body. */
function callFunction(
  callee: PythonFunction,
  args: EvaluatedArguments,
  frame: Frame,
): PythonValue | undefined {
  const { machine } = frame;
  const inner = { ...forkFrame(frame, namesSeenBy(callee, frame)), file: callee.file };
  const given = callee.self === undefined ? args.positional : [callee.self, ...args.positional];
  if (!bindParameters(callee.parameters, { ...args, positional: given }, inner)) return undefined;
  machine.entered.add(`${callee.file}:${callee.body.line}`);
  if (callee.body.type !== 'block') return machine.evaluate(callee.body, inner);
  const generator = isGenerator(callee.body) ? { ...inner, yields: [] } : undefined;
  machine.budget.depth += 1;
  const completion = machine.runBlock(callee.body, generator ?? inner);
  machine.budget.depth -= 1;
  if (generator !== undefined) return completion?.kind === 'unknown' ? undefined : listOf(generator.yields);
  if (completion === undefined) return null;
  return completion.kind === 'return' ? completion.value : undefined;
}

/** Names at the place of the definition, and those that another module has got since. */
function namesSeenBy({ file, names }: PythonFunction, frame: Frame): ReadonlyMap<string, PythonValue> {
  const module = file === frame.file ? undefined : frame.machine.files.findLast(({ path }) => path === file);
  return module === undefined ? names : new Map([...module.names, ...names]);
}

/** Gives each parameter its value; false where one has none. */
function bindParameters(parameters: PythonNode | undefined, args: EvaluatedArguments, frame: Frame): boolean {
  const queue = [...args.positional];
  const written = writtenParameters(parameters);
  const keywords = new Map(args.keywords);
  return written.every((parameter) => bindParameter(parameter, { queue, keywords, frame }));
}

function writtenParameters(parameters: PythonNode | undefined): readonly PythonNode[] {
  return parameters?.namedChildren.filter((parameter) => parameter.type !== 'comment') ?? [];
}

export function parameterNames(parameters: PythonNode | undefined): readonly string[] {
  return writtenParameters(parameters).flatMap((parameter) => parameterName(parameter) ?? []);
}

interface Binding {
  /** Positional arguments that are left. */
  readonly queue: PythonValue[];
  /** Keyword arguments that are left. */
  readonly keywords: Map<string, PythonValue>;
  readonly frame: Frame;
}

function bindParameter(parameter: PythonNode, { queue, keywords, frame }: Binding): boolean {
  const name = parameterName(parameter);
  if (name === undefined) return parameter.type.endsWith('_separator');
  if (parameter.type === 'dictionary_splat_pattern') {
    frame.names.set(name, dictOf(keywords));
    return true;
  }
  if (parameter.type === 'list_splat_pattern') {
    frame.names.set(name, listOf(queue.splice(0)));
    return true;
  }
  const fallback = parameter.field('value');
  const given = keywords.has(name) ? keywords.get(name) : queue.shift();
  const value =
    given === undefined && fallback !== undefined ? frame.machine.evaluate(fallback, frame) : given;
  keywords.delete(name);
  if (value !== undefined) frame.names.set(name, value);
  return value !== undefined;
}

/** `name`, `name=1`, `name: str`, `*name`, `**name` */
function parameterName(parameter: PythonNode): string | undefined {
  if (parameter.type === 'identifier') return parameter.text;
  return (parameter.field('name') ?? parameter.namedChildren[0])?.text;
}

/** `exec(text, names)`: the names that the text sets at its top level go into the dictionary. */
function execute({ positional: [source, target] }: CallArguments, frame: Frame): PythonValue | undefined {
  const { machine } = frame;
  if (typeof source !== 'string') return undefined;
  const names = new Map<string, PythonValue>();
  machine.runBlock(machine.parse(source), { names, file: frame.file, machine });
  for (const [name, value] of frame.names) {
    if (value === target && isKind(value, 'dict'))
      frame.names.set(name, { ...value, entries: new Map([...value.entries, ...names]) });
  }
  if (target === undefined) for (const [name, value] of names) frame.names.set(name, value);
  return null;
}

/** `filter(None, items)`, `map(str.strip, items)`, `map(function, items)` */
function mapItems(name: string, args: CallArguments, site: CallSite): PythonValue | undefined {
  const [callee, source] = args.positional;
  const items = source === undefined ? undefined : iterate(source);
  if (callee === undefined || items === undefined) return undefined;
  const results = items.map((item) => applyTo(callee, item, site, args.line));
  if (name === 'map') return listOf(results);
  const truths = results.map(truthOf);
  return truths.includes(undefined) ? undefined : listOf(items.filter((_, at) => truths[at]));
}

function applyTo(callee: PythonValue, item: PythonValue, site: CallSite, line: number): PythonValue {
  if (callee === null) return item;
  if (isKind(callee, 'reference') && callee.name.startsWith('str.'))
    return (
      callMethod(item, callee.name.slice('str.'.length), { positional: [], keywords: new Map(), line }) ??
      null
    );
  return callValue(callee, { positional: [item], keywords: new Map(), partial: false, line }, site);
}
