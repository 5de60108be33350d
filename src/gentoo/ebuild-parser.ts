import { advance, type Cursor, joinWords, readWord, type ShellWord, skipBlanks } from './bash-words.ts';
import { formatGentooVersion, type GentooVersion, withoutRevision } from './version.ts';

/** What an ebuild assigns at its top level. */
export interface ParsedEbuild {
  readonly variables: ReadonlyMap<string, EbuildVariable>;
  /** Each array by name, one word an element. */
  readonly arrays: ReadonlyMap<string, readonly ShellWord[]>;
  /** Arguments of all `inherit` lines in order. */
  readonly inherits: readonly string[];
}

/** `literal` is false also where the assignment stands in a condition, so that it need not apply. */
export type EbuildVariable = ShellWord;

/** Which ebuild the text is of: gives PN, PV, P and their kin their values. */
export interface EbuildIdentity {
  readonly category: string;
  readonly name: string;
  readonly version: GentooVersion;
}

/**
 * Reads variables, arrays and inherited eclasses without a shell, in linear time. Expansions other than plain variables
 * that are known stay as written. Never throws: what is not understood is passed over.
 */
export function parseEbuild(text: string, identity: EbuildIdentity): ParsedEbuild {
  const state: State = {
    cursor: { text, at: 0 },
    variables: new Map(),
    arrays: new Map(),
    inherits: [],
    predefined: predefinedVariables(identity),
    depth: 0,
  };
  while (state.cursor.at < text.length) readStatement(state);
  return state;
}

interface State {
  readonly cursor: Cursor;
  readonly variables: Map<string, EbuildVariable>;
  readonly arrays: Map<string, readonly ShellWord[]>;
  readonly inherits: string[];
  readonly predefined: ReadonlyMap<string, string>;
  /** How many `if`, `case`, `for` or `while` are open. */
  depth: number;
}

/** PMS section 11.1. */
function predefinedVariables({ category, name, version }: EbuildIdentity): ReadonlyMap<string, string> {
  const pv = formatGentooVersion(withoutRevision(version));
  const pr = `r${version.revision ?? '0'}`;
  const pvr = formatGentooVersion(version);
  return new Map([
    ['CATEGORY', category],
    ['PN', name],
    ['PV', pv],
    ['PR', pr],
    ['PVR', pvr],
    ['P', `${name}-${pv}`],
    ['PF', `${name}-${pvr}`],
  ]);
}

function readStatement(state: State): void {
  const { cursor } = state;
  skipBlanks(cursor, { lines: true });
  advance(cursor, /(?:export|declare|local|readonly)[ \t]+/y);
  if (advance(cursor, /(?:function[ \t]+)?[\w-]+[ \t]*\(\)[ \t\n]*\{/y) !== '') {
    skipFunctionBody(cursor);
    return;
  }
  const assignment = /^(?<name>\w+)(?<append>\+?)=$/.exec(advance(cursor, /[A-Za-z_]\w*\+?=/y))?.groups;
  if (assignment !== undefined) {
    readValue(state, assignment.name ?? '', assignment.append === '+');
    return;
  }
  readCommand(state);
}

/** Ebuilds end a function with `}` at the start of a line, or on its first line. */
function skipFunctionBody(cursor: Cursor): void {
  if (
    advance(cursor, /[^\n]*/y)
      .trimEnd()
      .endsWith('}')
  )
    return;
  const end = cursor.text.indexOf('\n}', cursor.at);
  cursor.at = end === -1 ? cursor.text.length : end + 2;
}

function readValue(state: State, name: string, append: boolean): void {
  const { cursor } = state;
  if (advance(cursor, /\(/y) !== '') {
    const words = readArray(state);
    state.arrays.set(name, append ? [...(state.arrays.get(name) ?? []), ...words] : words);
    return;
  }
  const value = readWord(cursor, (wanted) => lookUp(state, wanted));
  const before = append ? state.variables.get(name) : undefined;
  const joined = joinWords(before === undefined ? [value] : [before, value]);
  state.variables.set(name, { text: joined.text, literal: joined.literal && state.depth === 0 });
}

function readArray(state: State): readonly ShellWord[] {
  const { cursor } = state;
  const words: ShellWord[] = [];
  for (;;) {
    skipBlanks(cursor, { lines: true });
    if (cursor.at >= cursor.text.length || advance(cursor, /\)/y) !== '') return words;
    const start = cursor.at;
    const word = readWord(cursor, (wanted) => lookUp(state, wanted));
    if (cursor.at === start) cursor.at++;
    else words.push(...expandBraces(word));
  }
}

/** `python3_{12..14}` → three words; the one form that PYTHON_COMPAT is written in. */
function expandBraces(word: ShellWord): readonly ShellWord[] {
  const groups =
    /^(?<head>[^{}]*)\{(?:(?<from>\d{1,4})\.\.(?<to>\d{1,4})|(?<list>[^{}]*,[^{}]*))\}(?<tail>[^{}]*)$/.exec(
      word.text,
    )?.groups;
  if (groups === undefined) return [word];
  const { head = '', from, to, list, tail = '' } = groups;
  const middles = list === undefined ? countUp(Number(from), Number(to)) : list.split(',');
  return middles.map((middle) => ({ text: `${head}${middle}${tail}`, literal: word.literal }));
}

const countUp = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => String(from + index));

function lookUp(state: State, name: string): ShellWord | undefined {
  const text = state.predefined.get(name);
  if (text !== undefined) return { text, literal: true };
  const value = state.variables.get(name);
  return value?.literal && value.text.length <= LONGEST_REFERENCE ? value : undefined;
}

/** Keeps `A="$A$A"`, written often enough, from growing without end. */
const LONGEST_REFERENCE = 1000;

/** Reads the words of a command up to the end of the line or `;`. */
function readCommand(state: State): void {
  const { cursor } = state;
  const words: string[] = [];
  for (;;) {
    skipBlanks(cursor, { lines: false });
    advance(cursor, /#[^\n]*/y);
    const start = cursor.at;
    const word = readWord(cursor, (name) => lookUp(state, name));
    if (cursor.at === start) break;
    words.push(word.text);
  }
  const [command = '', ...rest] = words;
  if (command === 'inherit') state.inherits.push(...rest);
  if (OPENERS.has(command)) state.depth++;
  if (CLOSERS.has(command)) state.depth = Math.max(0, state.depth - 1);
  advance(cursor, /[\s;&|()<>]/y);
}

const OPENERS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'until', 'case']);
const CLOSERS: ReadonlySet<string> = new Set(['fi', 'done', 'esac']);
