import type { PythonNode, PythonParser } from '../../core/ports.ts';
import type { Extension } from '../../model/project.ts';

export type Language = Extension['languages'][number];

/** What a build program (setup.py, build.py, hatch_build.py) has in it that builds extension modules. */
export interface BuildProgram {
  /** `Extension`, `cythonize`, `mypycify`, as called; sorted. */
  readonly builders: readonly string[];
  readonly languages: readonly Language[];
  /** Linker names: `Extension(…, libraries=["z"])`. */
  readonly libraries: readonly string[];
  /** Without a compiler, or with an environment variable, the package is built without them. */
  readonly optional: boolean;
}

/** Functions and classes that make extension modules, by the last part of their name. */
const BUILDERS: Readonly<Record<string, Language>> = {
  Extension: 'c',
  CMakeExtension: 'c++',
  CppExtension: 'c++',
  CUDAExtension: 'c++',
  Pybind11Extension: 'c++',
  cythonize: 'cython',
  mypycify: 'mypyc',
  RustExtension: 'rust',
  FFI: 'cffi',
  F2PyExtension: 'fortran',
};

/** Environment variables that switch the compiled parts of a package on or off. */
const SWITCH = /PURE|NO_EXT|CYTHON|MYPYC|C_?EXT|EXTENSION|SPEEDUP|NATIVE|RUST|COMPILE/i;

/** Errors that a setup.py catches in order to go on without its extensions. */
const BUILD_ERROR = /BuildFailed|CCompilerError|CompileError|ext_errors|DistutilsPlatformError|BuildError/;

/** Libraries of Windows and macOS, which a setup.py names in branches for them. */
const FOREIGN_LIBRARY = /^(?:\w*32|\w*api|ntdll|pdh|ws2_32|PowrProf|kstat|perfstat|devstat|System|objc)$/i;

const MAX_NODES = 200_000;

export function readBuildProgram(source: string, parse: PythonParser): BuildProgram {
  const nodes = [...walk(parse(source))];
  const calls = nodes.filter((node) => node.type === 'call' && Object.hasOwn(BUILDERS, calleeOf(node)));
  const builders = [...new Set(calls.map(calleeOf))].sort();
  return {
    builders,
    languages: [...new Set(builders.flatMap((name) => BUILDERS[name] ?? []))].sort(),
    libraries: librariesOf(calls, nodes),
    optional: isSwitched(nodes) || nodes.some(isFallback) || areOptional(calls),
  };
}

/** An environment variable is read, and one that is named like a switch for compiled code. */
function isSwitched(nodes: readonly PythonNode[]): boolean {
  const reads = nodes.some((node) => node.type === 'identifier' && /^(?:environ|getenv)$/.test(node.text));
  return reads && nodes.some((node) => node.type === 'string' && isSwitchName(node.text));
}

function isSwitchName(literal: string): boolean {
  return /^["'][A-Z][A-Z0-9_]+["']$/.test(literal) && SWITCH.test(literal);
}

/** `except BuildFailed:` */
function isFallback(node: PythonNode): boolean {
  return node.type === 'except_clause' && BUILD_ERROR.test(node.text.slice(0, 200));
}

/** All say `optional=True`. */
function areOptional(calls: readonly PythonNode[]): boolean {
  const extensions = calls.filter((call) => calleeOf(call).endsWith('Extension'));
  return extensions.length > 0 && extensions.every((call) => keywordValue(call, 'optional')?.text === 'True');
}

/** All nodes, parents first; the tree comes from hostile source, so no recursion and no more than a program can need. */
export function* walk(root: PythonNode): Generator<PythonNode> {
  const pending = [root];
  for (let count = 0; count < MAX_NODES; count += 1) {
    const node = pending.pop();
    if (node === undefined) return;
    yield node;
    pending.push(...node.namedChildren.toReversed());
  }
}

/** Last part of the called name: `setuptools.Extension` → `Extension`. */
function calleeOf(call: PythonNode): string {
  return call.field('function')?.text.split('.').at(-1) ?? '';
}

function keywordValue(call: PythonNode, keyword: string): PythonNode | undefined {
  const arguments_ = call.field('arguments')?.namedChildren ?? [];
  return arguments_
    .find((child) => child.type === 'keyword_argument' && child.field('name')?.text === keyword)
    ?.field('value');
}

function librariesOf(calls: readonly PythonNode[], nodes: readonly PythonNode[]): readonly string[] {
  const assigned = new Map<string, PythonNode[]>();
  for (const node of nodes) {
    const name = node.type === 'assignment' ? node.field('left') : undefined;
    const value = node.field('right');
    if (name?.type !== 'identifier' || value === undefined) continue;
    const values = assigned.get(name.text);
    if (values === undefined) assigned.set(name.text, [value]);
    else values.push(value);
  }
  const names = calls.flatMap((call) => literalTexts(keywordValue(call, 'libraries'), assigned));
  return [...new Set(names)].filter((name) => !FOREIGN_LIBRARY.test(name)).sort();
}

/**
 * The texts in a list, in lists that are added up, and in those that a name was ever given. A text in any other place
 * (`options["libraries"]`) is no item of what the keyword is given. `assigned` is used up.
 */
function literalTexts(
  value: PythonNode | undefined,
  assigned: Map<string, readonly PythonNode[]>,
): readonly string[] {
  if (value === undefined) return [];
  if (LISTS.has(value.type))
    return value.namedChildren.flatMap((item) =>
      item.type === 'string' ? [item.text.replace(/^["']|["']$/g, '')] : [],
    );
  if (SUMS.has(value.type)) return value.namedChildren.flatMap((side) => literalTexts(side, assigned));
  if (value.type !== 'identifier') return [];
  const values = assigned.get(value.text) ?? [];
  assigned.delete(value.text);
  return values.flatMap((one) => literalTexts(one, assigned));
}

const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);
const SUMS: ReadonlySet<string> = new Set(['binary_operator', 'parenthesized_expression']);
