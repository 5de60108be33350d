import type { PythonNode } from '../../core/ports.ts';
import { runAside, standAside } from './aside.ts';
import { assign } from './assign.ts';
import { readArguments } from './call.ts';
import { type Completion, type Frame, forkFrame, MAX_DEPTH, MAX_STEPS } from './frame.ts';
import { joinYields, runYield } from './generator.ts';
import { importFrom, importModules } from './imports.ts';
import { joinValues } from './join-values.ts';
import { forget, runFor } from './loop.ts';
import { callMethod } from './methods.ts';
import { applyBinary } from './operators.ts';
import { runTry } from './try-statement.ts';
import { isKind, type PythonValue, truthOf, unreadable } from './value.ts';

/** Runs the statements of a module, function or block in order; what ended it early, if anything did. */
export function runBlock(body: PythonNode, frame: Frame): Completion | undefined {
  const { budget } = frame.machine;
  if (budget.depth > MAX_DEPTH) return { kind: 'unknown' };
  const statements = body.namedChildren;
  for (const [at, statement] of statements.entries()) {
    budget.steps += 1;
    if (budget.steps > MAX_STEPS) return { kind: 'unknown' };
    const completion = STATEMENTS.get(statement.type)?.(statement, frame);
    if (completion?.kind === 'unknown') runInDoubt(statements.slice(at + 1), frame);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

/** What may or may not run after a `return` under a condition: only what it asks of pkg-config is of interest. */
function runInDoubt(statements: readonly PythonNode[], frame: Frame): void {
  const doubtful = statements.length === 0 ? undefined : standAside({ ...frame, inDoubt: true });
  if (doubtful === undefined) return;
  const { budget } = doubtful.machine;
  runAside(frame, () => {
    for (const statement of statements) {
      budget.steps += 1;
      if (budget.steps > MAX_STEPS) return;
      const completion = STATEMENTS.get(statement.type)?.(statement, doubtful);
      if (completion !== undefined && completion.kind !== 'unknown') return;
    }
  });
}

type Statement = (node: PythonNode, frame: Frame) => Completion | undefined;

const STATEMENTS: ReadonlyMap<string, Statement> = new Map<string, Statement>([
  ['expression_statement', runExpression],
  ['if_statement', runIf],
  ['for_statement', runFor],
  ['while_statement', (node, frame) => forget(node, frame)],
  ['match_statement', (node, frame) => forget(node, frame)],
  ['with_statement', runWith],
  ['try_statement', runTry],
  ['function_definition', define],
  ['decorated_definition', (node, frame) => defineUnread(node.field('definition'), frame)],
  ['class_definition', defineUnread],
  ['import_statement', importModules],
  ['import_from_statement', importFrom],
  ['return_statement', runReturn],
  ['continue_statement', () => ({ kind: 'continue' })],
  ['break_statement', () => ({ kind: 'break' })],
  ['delete_statement', (node, frame) => forget(node, frame)],
]);

function runReturn(node: PythonNode, frame: Frame): Completion {
  const [value] = node.namedChildren;
  return { kind: 'return', value: value === undefined ? null : frame.machine.evaluate(value, frame) };
}

function runExpression(node: PythonNode, frame: Frame): undefined {
  for (const expression of node.namedChildren) {
    if (expression.type === 'assignment') runAssignment(expression, frame);
    else if (expression.type === 'augmented_assignment') runAugmented(expression, frame);
    else if (expression.type === 'yield') runYield(expression, frame);
    else if (expression.type === 'call' && !runMutation(expression, frame))
      frame.machine.evaluate(expression, frame);
  }
  return undefined;
}

/** `a = b = value`; the value of the innermost goes to all. */
function runAssignment(node: PythonNode, frame: Frame): PythonValue {
  const target = node.field('left');
  const right = node.field('right');
  if (right === undefined) return null;
  const value =
    right.type === 'assignment' ? runAssignment(right, frame) : frame.machine.evaluate(right, frame);
  if (target !== undefined) assign(target, value, frame);
  return value;
}

function runAugmented(node: PythonNode, frame: Frame): void {
  const target = node.field('left');
  const right = node.field('right');
  const operator = node.field('operator')?.text.replace(/=$/, '');
  if (target === undefined || right === undefined || operator === undefined) return;
  const { evaluate } = frame.machine;
  const left = evaluate(target, frame);
  const more = evaluate(right, frame);
  const isExtension = operator === '+' && isKind(left, 'list');
  const args = { positional: [more], keywords: new Map(), line: node.line };
  const value = isExtension ? callMethod(left, 'extend', args) : applyBinary(operator, left, more, node.line);
  assign(target, value ?? unreadable(`\`${node.text.slice(0, 60)}\``, node.line), frame);
}

const MUTATORS = new Set([
  'append',
  'extend',
  'insert',
  'update',
  'add',
  'remove',
  'setdefault',
  'pop',
  'clear',
  'sort',
  'reverse',
]);

/** `names.append(value)`: the changed value takes the old one's place. False where the call is none of these. */
function runMutation(node: PythonNode, frame: Frame): boolean {
  const callee = node.field('function');
  const target = callee?.type === 'attribute' ? callee.field('object') : undefined;
  const name = callee?.field('attribute')?.text;
  if (target === undefined || name === undefined || !MUTATORS.has(name)) return false;
  if (target.type !== 'identifier' && target.type !== 'subscript') return mutateDefault(node, frame);
  const receiver = frame.machine.evaluate(target, frame);
  if (!isKind(receiver, 'list') && !isKind(receiver, 'dict')) return false;
  const args = readArguments(node, frame);
  const changed = args.partial || name === 'setdefault' ? undefined : callMethod(receiver, name, args);
  assign(target, changed ?? unreadable(`\`${node.text.slice(0, 60)}\``, node.line), frame);
  return true;
}

/** `extras.setdefault("name", []).append(value)`: not followed, so the dictionary is no longer whole. */
function mutateDefault(node: PythonNode, frame: Frame): boolean {
  for (const [name, value] of frame.names) {
    if (isKind(value, 'dict') && node.text.startsWith(`${name}.`))
      frame.names.set(name, { ...value, partial: true });
  }
  return true;
}

function runIf(node: PythonNode, frame: Frame): Completion | undefined {
  const branches = [node, ...node.namedChildren.filter((child) => child.type === 'elif_clause')];
  const otherwise = node.namedChildren.find((child) => child.type === 'else_clause')?.field('body');
  for (const [index, branch] of branches.entries()) {
    const condition = branch.field('condition');
    const truth = condition === undefined ? undefined : truthOf(frame.machine.evaluate(condition, frame));
    const body = branch.field('consequence');
    if (truth === true) return body === undefined ? undefined : frame.machine.runBlock(body, frame);
    if (truth === undefined) {
      const rest = branches.slice(index).map((one) => one.field('consequence'));
      return runEither([...rest, otherwise], frame, node.line);
    }
  }
  return otherwise === undefined ? undefined : frame.machine.runBlock(otherwise, frame);
}

/** One of these runs, nobody knows which: what differs afterwards is not known. */
function runEither(
  bodies: readonly (PythonNode | undefined)[],
  frame: Frame,
  line: number,
): Completion | undefined {
  const outcomes = bodies.map((body) => {
    const inner = { ...forkFrame(frame), yields: [], inDoubt: true };
    const completion = body === undefined ? undefined : frame.machine.runBlock(body, inner);
    return { names: inner.names, yields: inner.yields, completion };
  });
  joinYields(
    frame,
    outcomes.map(({ yields }) => yields),
    line,
  );
  for (const name of new Set(outcomes.flatMap(({ names }) => [...names.keys()]))) {
    const doubt = unreadable(`\`${name}\`, which depends on a condition`, line);
    frame.names.set(
      name,
      joinValues(
        outcomes.map(({ names }) => names.get(name)),
        doubt,
      ),
    );
  }
  return outcomes.some(({ completion }) => completion !== undefined) ? { kind: 'unknown' } : undefined;
}

/** A class, or a function that a decorator replaces: its body runs later, if ever, so that only its own name is new. */
function defineUnread(node: PythonNode | undefined, frame: Frame): undefined {
  const name = node?.field('name')?.text;
  if (name !== undefined && node !== undefined) frame.names.set(name, unreadable(`\`${name}\``, node.line));
  return undefined;
}

/** `with open(path) as name:` */
function runWith(node: PythonNode, frame: Frame): Completion | undefined {
  const clause = node.namedChildren.find((child) => child.type === 'with_clause');
  for (const item of clause?.namedChildren ?? []) {
    const value = item.field('value');
    if (value?.type !== 'as_pattern') continue;
    const [source] = value.namedChildren;
    const alias = value.field('alias');
    if (source !== undefined && alias !== undefined)
      assign(alias, frame.machine.evaluate(source, frame), frame);
  }
  const body = node.field('body');
  return body === undefined ? undefined : frame.machine.runBlock(body, frame);
}

function define(node: PythonNode, frame: Frame): undefined {
  const name = node.field('name')?.text;
  const body = node.field('body');
  if (name === undefined || body === undefined) return undefined;
  const parameters = node.field('parameters');
  // Not a copy: a function sees what its scope holds when it is called.
  frame.names.set(name, { kind: 'function', parameters, body, names: frame.names, file: frame.file });
  return undefined;
}
