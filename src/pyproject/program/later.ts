import type { PythonNode } from '../../core/ports.ts';
import { asideBudget } from './aside.ts';
import { parameterNames } from './call.ts';
import { type Frame, forkFrame, type Machine } from './frame.ts';
import type { PythonDict, PythonFunction, PythonValue } from './value.ts';
import { isKind, unreadable } from './value.ts';

/**
 * Runs what setuptools or a build backend calls later, for what it asks of pkg-config: methods of a program's classes
 * (`build_ext.run`), and functions of one that calls no `setup()` (`pdm_build_initialize`). Their parameters are not
 * known. A file that does not mention pkg-config costs nothing.
 */
export function runLater(machine: Machine): void {
  const isHook = machine.setupCalls.length === 0;
  Object.assign(machine.aside.budget, asideBudget());
  const own = { ...machine, setupCalls: [], budget: { steps: 0, depth: 0 } };
  for (const [at, { root, names, path, asks }] of [...machine.files].entries()) {
    if (!asks) continue;
    const frame: Frame = { names: new Map(names), file: path, machine: own };
    for (const definition of classesIn(root)) runMethods(definition, frame);
    if (isHook && at === 0) runFunctions(frame);
  }
}

/** Classes of a module, those under a condition too; the tree is as deep as its file wants. */
function classesIn(root: PythonNode): readonly PythonNode[] {
  const classes: PythonNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'class_definition') classes.push(node);
    else if (BLOCKS.has(node.type)) pending.push(...node.namedChildren);
  }
  return classes;
}

const BLOCKS: ReadonlySet<string> = new Set([
  ...['module', 'block', 'if_statement', 'elif_clause', 'else_clause', 'try_statement', 'except_clause'],
  ...['function_definition', 'decorated_definition'],
]);

function runMethods(definition: PythonNode, frame: Frame): void {
  const entries = new Map<string, PythonValue>();
  const self: PythonDict = { kind: 'dict', entries, partial: true };
  const { file, names } = frame;
  const methods = (definition.field('body')?.namedChildren ?? []).flatMap((child): PythonFunction[] => {
    const method = child.type === 'decorated_definition' ? child.field('definition') : child;
    const body = method?.type === 'function_definition' ? method.field('body') : undefined;
    const name = method?.field('name')?.text;
    if (body === undefined || name === undefined) return [];
    const parameters = method?.field('parameters');
    const isStatic = child !== method && /^@staticmethod\b/.test(child.text);
    const value: PythonFunction = {
      kind: 'function',
      parameters,
      body,
      names,
      file,
      ...(isStatic ? {} : { self }),
    };
    entries.set(name, value);
    return [value];
  });
  for (const method of methods.toReversed()) runUnlessEntered(method, frame);
}

/** The last ones first: they are those that call the others, with arguments. */
function runFunctions(frame: Frame): void {
  const functions = [...frame.names.values()].filter((value) => isKind(value, 'function'));
  const own = functions.filter(({ file, body }) => file === frame.file && body.type === 'block');
  for (const value of own.sort((a, b) => b.body.line - a.body.line)) runUnlessEntered(value, frame);
}

function runUnlessEntered(value: PythonFunction, frame: Frame): void {
  const { machine } = frame;
  const place = `${value.file}:${value.body.line}`;
  if (machine.entered.has(place)) return;
  machine.entered.add(place);
  const inner: Frame = { ...forkFrame(frame), yields: [] };
  const [first] = parameterNames(value.parameters);
  for (const name of parameterNames(value.parameters))
    inner.names.set(name, unreadable(`\`${name}\``, value.body.line));
  if (first !== undefined && value.self !== undefined) inner.names.set(first, value.self);
  machine.runBlock(value.body, inner);
}
