import type { PythonNode } from '../../core/ports.ts';
import { type PythonValue, textOf, unreadable } from './value.ts';

/**
 * A `string` node's value: prefixes, escapes and, through `evaluate`, the expressions of an f-string.
 * https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
export function readTextLiteral(node: PythonNode, evaluate: (node: PythonNode) => PythonValue): PythonValue {
  const prefix = (/^[a-z]*/i.exec(node.text)?.[0] ?? '').toLowerCase();
  let text = '';
  for (const part of node.namedChildren) {
    if (part.type === 'string_content') text += readContent(part.text, prefix);
    if (part.type !== 'interpolation') continue;
    const value = readInterpolation(part, evaluate);
    if (typeof value !== 'string') return value;
    text += value;
  }
  return textOf(text);
}

function readInterpolation(node: PythonNode, evaluate: (node: PythonNode) => PythonValue): PythonValue {
  const expression = node.field('expression');
  const isPlain = node.field('format_specifier') === undefined && node.field('type_conversion') === undefined;
  if (expression === undefined || !isPlain) return unreadable('a formatted value', node.line);
  return formatValue(evaluate(expression), node.line);
}

/** `str(value)` of a text, number or path. */
export function formatValue(value: PythonValue, line: number): PythonValue {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  if (value.kind === 'path') return value.path;
  return value.kind === 'unreadable' ? value : unreadable(`a ${value.kind} as text`, line);
}

function readContent(text: string, prefix: string): string {
  const braces = prefix.includes('f') ? text.replace(/\{\{|\}\}/g, (pair) => pair.slice(1)) : text;
  return prefix.includes('r') ? braces : braces.replace(ESCAPE, decodeEscape);
}

/** `\n`, `\x41`, `\u00e9`, `\101`, and a backslash before a line's end. */
const ESCAPE = /\\(?:\r?\n|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[0-7]{1,3}|.)/gis;

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\r', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function decodeEscape(written: string): string {
  const first = written.charAt(1);
  const simple = SIMPLE_ESCAPES.get(first);
  if (simple !== undefined) return simple;
  const digits = /^[xu]$/i.test(first) ? Number.parseInt(written.slice(2), 16) : octal(written);
  return digits === undefined || Number.isNaN(digits) || digits > 0x10ffff
    ? written
    : String.fromCodePoint(digits);
}

function octal(written: string): number | undefined {
  return /^\\[0-7]+$/.test(written) ? Number.parseInt(written.slice(1), 8) : undefined;
}
