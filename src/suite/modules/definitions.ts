import type { PythonNode } from '../../core/ports.ts';
import { argumentsOf, calleeText, stringsIn } from './syntax.ts';

/** A function of a test file with what its decorators and parameters say. */
export interface FunctionFact {
  readonly name: string;
  readonly async: boolean;
  /** Name under which the function is a fixture; undefined where it is none. */
  readonly fixture: string | undefined;
  readonly autouse: boolean;
  /** Parameters that pytest has to fill with fixtures. */
  readonly requested: readonly string[];
  readonly marks: readonly string[];
}

/** Reads a `function_definition` and its decorators' expressions. */
export function readFunction(definition: PythonNode, decorators: readonly PythonNode[]): FunctionFact {
  const name = definition.field('name')?.text ?? '';
  const filled = filledElsewhere(decorators);
  const parameters = parameterNames(definition).filter(
    (parameter) => parameter !== 'self' && parameter !== 'cls',
  );
  return {
    name,
    async: definition.text.startsWith('async'),
    fixture: fixtureName(name, decorators),
    autouse: decorators.some((decorator) => /\bautouse\s*=\s*True\b/.test(decorator.text)),
    requested: [
      ...parameters.slice(filled.patches).filter((parameter) => !filled.names.has(parameter)),
      ...decorators.filter((decorator) => MARK_USEFIXTURES.test(calleeText(decorator))).flatMap(stringsIn),
    ],
    marks: marksOf(decorators),
  };
}

/** pluggy refuses a hook that no loaded plugin specifies, unless it is marked `optionalhook`. */
export function isHook(name: string, decorators: readonly PythonNode[]): boolean {
  return name.startsWith('pytest_') && !decorators.some(({ text }) => text.includes('optionalhook'));
}

const MARK_USEFIXTURES = /(^|\.)mark\.usefixtures$/;

/** Mark names in decorators, `pytestmark` values and `marks=` arguments; what strings say is none. */
export function marksOf(nodes: readonly PythonNode[]): string[] {
  const marks = nodes
    .map((node) => node.text)
    .filter((text) => text.includes('mark.'))
    .flatMap((text) => [...text.replace(STRING, '""').matchAll(MARK)])
    .flatMap((match) => match.groups?.name ?? []);
  return [...new Set(marks)];
}

const STRING = /'[^'\n]*'|"[^"\n]*"/g;
const MARK = /(?<!\w)mark\.(?<name>\w+)/g;

/** Parameters without a default, `*args` and `**kwargs` left out. */
function parameterNames(definition: PythonNode): string[] {
  const parameters = definition.field('parameters')?.namedChildren ?? [];
  return parameters.flatMap((parameter) => {
    if (parameter.type === 'identifier') return [parameter.text];
    if (parameter.type !== 'typed_parameter') return [];
    const inner = parameter.namedChildren[0];
    return inner?.type === 'identifier' ? [inner.text] : [];
  });
}

const FIXTURE = /(^|[._])fixture$/;

function fixtureName(name: string, decorators: readonly PythonNode[]): string | undefined {
  const decorator = decorators.find((candidate) => FIXTURE.test(calleeText(candidate)));
  if (decorator === undefined) return undefined;
  const renamed = decorator.type === 'call' ? argumentsOf(decorator).keywords.get('name') : undefined;
  return (renamed === undefined ? undefined : stringsIn(renamed)[0]) ?? name;
}

const PARAMETRIZE = /(^|\.)parametrize(_plus|_with_cases)?$/;
const PATCH = /(^|\.)patch(\.object|\.dict|\.multiple)?$/;
const GIVEN = /(^|\.)(given|data|unpack|expand|parameterized)(\.expand)?$/;

interface Filled {
  readonly names: readonly string[];
  /** Number of leading parameters. */
  readonly patches: number;
}

/** Parameters that are not fixtures: argument names of parametrize, mocks of `@patch`, examples of hypothesis. */
function filledElsewhere(decorators: readonly PythonNode[]): { names: ReadonlySet<string>; patches: number } {
  const all = decorators.filter((decorator) => decorator.type === 'call').map(filledBy);
  return {
    names: new Set(all.flatMap(({ names }) => names)),
    patches: all.reduce((sum, { patches }) => sum + patches, 0),
  };
}

function filledBy(decorator: PythonNode): Filled {
  const callee = calleeText(decorator);
  if (!PARAMETRIZE.test(callee) && !GIVEN.test(callee) && !PATCH.test(callee))
    return { names: [], patches: 0 };
  const { positional, keywords } = argumentsOf(decorator);
  if (PARAMETRIZE.test(callee))
    return { names: argumentNames(positional[0] ?? keywords.get('argnames')), patches: 0 };
  if (GIVEN.test(callee)) return { names: [...keywords.keys()], patches: positional.length };
  if (!PATCH.test(callee) || callee.endsWith('.dict') || keywords.has('new'))
    return { names: [], patches: 0 };
  return { names: [], patches: positional.length < newPosition(callee) ? 1 : 0 };
}

/** Number of positional arguments from which on `patch` passes no mock to the function: `patch(target, new)`. */
function newPosition(callee: string): number {
  return callee.endsWith('.object') ? 3 : 2;
}

function argumentNames(node: PythonNode | undefined): string[] {
  return node === undefined
    ? []
    : stringsIn(node).flatMap((text) => text.split(',').map((name) => name.trim()));
}
