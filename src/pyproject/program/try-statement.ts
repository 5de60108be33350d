import type { PythonNode } from '../../core/ports.ts';
import { isStdlib } from '../../python/stdlib-modules.ts';
import { type Completion, type Frame, forkFrame } from './frame.ts';
import { isKind, type PythonValue, sameValue, unreadable } from './value.ts';

/**
 * Runs `try` as if nothing were raised: the body, `else` and `finally`. Where the body imports what may be absent when
 * the wheel is built, requirements and other data that a handler would change are not known.
 */
export function runTry(node: PythonNode, frame: Frame): Completion | undefined {
  const body = node.field('body');
  if (body !== undefined && removesAbsent(body, frame)) {
    const [handler] = blocksOf(node, ['except_clause']);
    return handler === undefined ? undefined : frame.machine.runBlock(handler, frame);
  }
  const before = body !== undefined && isDoubtful(body, frame) ? forkFrame(frame) : undefined;
  for (const block of [body, ...blocksOf(node, ['else_clause', 'finally_clause'])]) {
    const completion = block === undefined ? undefined : frame.machine.runBlock(block, frame);
    if (completion !== undefined) return completion;
  }
  if (before !== undefined)
    for (const block of blocksOf(node, ['except_clause'])) doubt(frame, runFork(block, before), node.line);
  return undefined;
}

/** `sys.argv.remove("--static")`, which raises ValueError where the option was not given. */
function removesAbsent(body: PythonNode, frame: Frame): boolean {
  const call = body.namedChildren[0]?.namedChildren[0];
  const callee = call?.type === 'call' ? call.field('function') : undefined;
  const object = callee?.field('object');
  const [argument] = call?.field('arguments')?.namedChildren ?? [];
  if (callee?.field('attribute')?.text !== 'remove' || object === undefined || argument === undefined)
    return false;
  const list = frame.machine.evaluate(object, frame);
  const item = frame.machine.evaluate(argument, frame);
  if (!isKind(list, 'list')) return false;
  return list.items.every((one) => sameValue(one, item) === false);
}

function blocksOf(node: PythonNode, types: readonly string[]): readonly (PythonNode | undefined)[] {
  const clauses = node.namedChildren.filter((child) => types.includes(child.type));
  return clauses.map(
    (clause) => clause.field('body') ?? clause.namedChildren.find(({ type }) => type === 'block'),
  );
}

/** Present whenever setuptools runs. */
const ALWAYS_THERE = new Set(['setuptools', 'pkg_resources', 'distutils']);

/** True where the block imports a module that is neither Python's, nor setuptools', nor the project's. */
function isDoubtful(body: PythonNode, frame: Frame): boolean {
  return body.namedChildren.some((statement) => {
    const module = importedModule(statement);
    if (module === undefined) return false;
    const [top = module] = module.split('.', 1);
    return !isStdlib(top) && !ALWAYS_THERE.has(top) && frame.machine.loadModule(top) === undefined;
  });
}

function importedModule(statement: PythonNode): string | undefined {
  if (statement.type === 'import_from_statement') return statement.field('module_name')?.text;
  if (statement.type !== 'import_statement') return undefined;
  const name = statement.field('name');
  return name?.field('name')?.text ?? name?.text;
}

function runFork(block: PythonNode | undefined, before: Frame): ReadonlyMap<string, PythonValue> {
  const fork = forkFrame(before);
  if (block !== undefined) fork.machine.runBlock(block, fork);
  return fork.names;
}

function doubt(frame: Frame, others: ReadonlyMap<string, PythonValue>, line: number): void {
  for (const [name, other] of others) {
    const value = frame.names.get(name);
    if (value === undefined || value === other || !isData(value) || !isData(other)) continue;
    if (sameValue(value, other) !== true)
      frame.names.set(name, unreadable(`\`${name}\`, which depends on an import`, line));
  }
}

/** Texts, numbers, lists and dictionaries; functions and references of both ways do the same, as a rule. */
function isData(value: PythonValue): boolean {
  return typeof value !== 'object' || (value !== null && (value.kind === 'list' || value.kind === 'dict'));
}
