import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { normalizeName } from './name.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { unlessInvalid } from './unless-invalid.ts';

/** A PEP 508 environment marker as a tree. Variables carry their modern names (`os.name` is read as `os_name`). */
export type Marker =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Marker[] }
  | {
      readonly kind: 'compare';
      readonly left: MarkerOperand;
      readonly operator: MarkerOperator;
      readonly right: MarkerOperand;
    };

export type MarkerOperand =
  | { readonly kind: 'variable'; readonly name: MarkerVariable }
  | { readonly kind: 'string'; readonly value: string };

export type MarkerOperator = '<' | '<=' | '!=' | '==' | '>=' | '>' | '~=' | '===' | 'in' | 'not in';

export type MarkerVariable =
  | 'python_version'
  | 'python_full_version'
  | 'os_name'
  | 'sys_platform'
  | 'platform_release'
  | 'platform_system'
  | 'platform_version'
  | 'platform_machine'
  | 'platform_python_implementation'
  | 'implementation_name'
  | 'implementation_version'
  | 'extra'
  | 'extras'
  | 'dependency_groups';

/** Reads a marker on its own, such as `python_version < "3.13" and extra == 'test'`. Throws DEPENDENCY_INVALID. */
export function parseMarker(text: string): Marker {
  const scanner = createScanner(text);
  const marker = scanMarker(scanner, 0);
  if (!scanner.atEnd()) throw broken(scanner, 'the end or `and` or `or`');
  return marker;
}

/** Like parseMarker, but gives undefined instead of throwing. */
export function tryParseMarker(text: string): Marker | undefined {
  return unlessInvalid(() => parseMarker(text));
}

/** Reads a marker where the scanner stands and leaves the scanner behind it and its white space. */
export function scanMarker(scanner: Scanner, depth: number): Marker {
  const alternatives: Marker[][] = [[scanAtom(scanner, depth)]];
  for (let word = scanner.take(CONNECTIVE); word !== undefined; word = scanner.take(CONNECTIVE)) {
    const atom = scanAtom(scanner, depth);
    if (word === 'or') alternatives.push([atom]);
    else alternatives.at(-1)?.push(atom);
  }
  return join(
    'or',
    alternatives.map((operands) => join('and', operands)),
  );
}

function join(kind: 'and' | 'or', operands: readonly Marker[]): Marker {
  const [first] = operands;
  return first !== undefined && operands.length === 1 ? first : { kind, operands };
}

const SPACE = /[ \t]+/y;
const OPEN = /\(/y;
const CLOSE = /\)/y;
const CONNECTIVE = /\b(?:or|and)\b/y;
const OPERATOR = /===|==|~=|!=|<=|>=|<|>|\bin\b|\bnot\b[ \t]+in\b/y;
const STRING = /'[^'\\\n\r]*'|"[^"\\\n\r]*"/y;
const VARIABLE = /\b[a-z_]+(?:\.[a-z_]+)?\b/y;

/** Deeper than any marker that a person writes, and shallow enough for the stack. */
const DEEPEST = 100;

function scanAtom(scanner: Scanner, depth: number): Marker {
  if (depth > DEEPEST) throw broken(scanner, 'fewer nested parentheses');
  scanner.take(SPACE);
  const marker = scanner.take(OPEN) === undefined ? scanComparison(scanner) : scanGroup(scanner, depth + 1);
  scanner.take(SPACE);
  return marker;
}

function scanGroup(scanner: Scanner, depth: number): Marker {
  const marker = scanMarker(scanner, depth);
  if (scanner.take(CLOSE) === undefined) throw broken(scanner, '`)`');
  return marker;
}

function scanComparison(scanner: Scanner): Marker {
  const left = scanOperand(scanner);
  scanner.take(SPACE);
  const operator = scanner.take(OPERATOR)?.replace(/^not[ \t]+/, 'not ');
  if (operator === undefined) throw broken(scanner, 'a comparison');
  scanner.take(SPACE);
  const right = scanOperand(scanner);
  return {
    kind: 'compare',
    left: besides(right, left),
    operator: operator as MarkerOperator,
    right: besides(left, right),
  };
}

/** PEP 685: what `extra` is compared with is a name, and compares in its normalised spelling. */
function besides(other: MarkerOperand, operand: MarkerOperand): MarkerOperand {
  const isExtra = other.kind === 'variable' && other.name === 'extra';
  return isExtra && operand.kind === 'string' ? { ...operand, value: normalizeName(operand.value) } : operand;
}

function scanOperand(scanner: Scanner): MarkerOperand {
  const string = scanner.take(STRING);
  if (string !== undefined) return { kind: 'string', value: string.slice(1, -1) };
  const name = VARIABLES.get(scanner.take(VARIABLE) ?? '');
  if (name === undefined) throw broken(scanner, 'a marker variable or a quoted string');
  return { kind: 'variable', name };
}

/** The spellings that PEP 508 reads; the dotted ones and `python_implementation` are setuptools' old names. */
const VARIABLES: ReadonlyMap<string, MarkerVariable> = new Map([
  ['python_version', 'python_version'],
  ['python_full_version', 'python_full_version'],
  ['os_name', 'os_name'],
  ['os.name', 'os_name'],
  ['sys_platform', 'sys_platform'],
  ['sys.platform', 'sys_platform'],
  ['platform_release', 'platform_release'],
  ['platform_system', 'platform_system'],
  ['platform_version', 'platform_version'],
  ['platform.version', 'platform_version'],
  ['platform_machine', 'platform_machine'],
  ['platform.machine', 'platform_machine'],
  ['platform_python_implementation', 'platform_python_implementation'],
  ['platform.python_implementation', 'platform_python_implementation'],
  ['python_implementation', 'platform_python_implementation'],
  ['implementation_name', 'implementation_name'],
  ['implementation_version', 'implementation_version'],
  ['extra', 'extra'],
  ['extras', 'extras'],
  ['dependency_groups', 'dependency_groups'],
]);

function broken(scanner: Scanner, expected: string): EbuildgenError {
  const place = scanner.position() + 1;
  return new EbuildgenError(
    'DEPENDENCY_INVALID',
    `${excerpt(scanner.text)} is not a dependency marker: expected ${expected} at column ${place}`,
  );
}

/** Writes a marker so that parseMarker reads the same tree; parentheses only where they are needed. */
export function formatMarker(marker: Marker): string {
  if (marker.kind === 'compare') {
    return `${formatOperand(marker.left)} ${marker.operator} ${formatOperand(marker.right)}`;
  }
  return marker.operands
    .map((operand) => {
      const text = formatMarker(operand);
      const loose = operand.kind === 'compare' || (operand.kind === 'and' && marker.kind === 'or');
      return loose ? text : `(${text})`;
    })
    .join(` ${marker.kind} `);
}

function formatOperand(operand: MarkerOperand): string {
  if (operand.kind === 'variable') return operand.name;
  const quote = operand.value.includes('"') ? "'" : '"';
  return `${quote}${operand.value}${quote}`;
}
