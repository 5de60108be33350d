/**
 * A Python file with all that says nothing of a suite's needs taken out: bodies of functions without imports or fixture
 * look-ups, functions that are neither tests, hooks nor decorated, annotations, parameter sets, and plain statements. What is
 * left is an eighth of the text and parses in an eighth of the time; its blocks, tests, fixtures and imports are those of
 * the file. Lines are not.
 * Works on logical lines: https://docs.python.org/3/reference/lexical_analysis.html#line-structure
 */
export function outlineOf(source: string): string {
  const kept: string[] = [];
  const describes = source.includes('describe_');
  let indent = 0;
  let isDecorated = false;
  for (let at = 0; at < source.length; ) {
    const line = readLine(source, at);
    at = line.end;
    if (line.kind === 'empty') continue;
    const { text, end } = statementOf(source, line, isDecorated || describes);
    at = end;
    isDecorated = source[line.content] === '@';
    // Only the first statement of a block needs one in its place.
    if (text === undefined && line.indent <= indent) continue;
    kept.push(source.slice(line.start, line.content), text ?? 'pass\n');
    indent = line.indent;
  }
  return kept.join('');
}

/** What is kept of a statement, and where the next one begins; `isWanted` are functions whatever their names. */
function statementOf(
  source: string,
  line: LogicalLine,
  isWanted: boolean,
): { readonly text: string | undefined; readonly end: number } {
  const text = source.slice(line.content, line.end);
  if (line.kind !== 'function')
    return {
      text: line.kind === 'compound' || INTEREST.test(text) ? shorten(text) : undefined,
      end: line.end,
    };
  const end = endOfFunction(source, line);
  if (end === line.end) return { text, end };
  return { text: isWanted || TEST.test(text) ? shortenHeader(text) : undefined, end };
}

const TEST = /^(async[ \t]+)?def[ \t]+(test|pytest_)/;

/** The end of a function whose body may be left out; of its header where it may not. */
function endOfFunction(source: string, line: LogicalLine): number {
  if (line.indent > MAX_INDENT || isDescribe(source, line)) return line.end;
  const end = endOfBlock(source, line);
  return BODY_INTEREST.test(source.slice(line.end, end)) ? line.end : end;
}

/** Columns. Functions nested deeper are kept whole, so that hostile nesting does not cost a scan a level. */
const MAX_INDENT = 80;

/** Plain statements that are kept. */
const INTEREST = /^raise\b|^(sys\.)?exit\(|\bpytest_plugins\b|\bpytestmark\b|importorskip|getfixturevalue/;
const BODY_INTEREST = /\bimport|getfixturevalue/;

/** `parametrize` without its sets of values unless they carry marks. */
function shorten(text: string): string {
  const names = PARAMETRIZE.exec(text)?.[0];
  return names === undefined || text.indexOf('mark.', names.length) >= 0 ? text : `${names})\n`;
}

const PARAMETRIZE = /^@[\w.]*parametrize\(\s*('[^'\\\n]*'|"[^"\\\n]*"|[[(][\w\s'",]*[\])])(?=\s*,)/;

/** Without annotations, and with an empty body. */
function shortenHeader(text: string): string {
  const { head, parameters } = PLAIN_HEADER.exec(text)?.groups ?? {};
  if (head !== undefined && parameters !== undefined)
    return `${head}(${parameters.replace(ANNOTATION, '')}): pass\n`;
  const header = text.trimEnd();
  return header.endsWith(':') && !header.includes('#')
    ? `${header} pass\n`
    : `${header}\n${' '.repeat(MAX_INDENT + 20)}pass\n`;
}

/** Parameters without brackets, strings, defaults and comments: a comma ends an annotation. */
const PLAIN_HEADER = /^(?<head>(async[ \t]+)?def[ \t]+\w+)\((?<parameters>[\w\s,:.*|/]*)\)/;
const ANNOTATION = /:[^,]*/g;

interface LogicalLine {
  readonly start: number;
  /** Where the text begins after the indent. */
  readonly content: number;
  /** After the newline. */
  readonly end: number;
  /** Columns, a tab being eight at most. */
  readonly indent: number;
  readonly kind: 'empty' | 'simple' | 'compound' | 'function';
}

const FUNCTION = /(?:async[ \t]+)?def\b/y;
const COMPOUND = /(?:import|from|class|if|elif|else|try|except|finally|with|for|while|match|case|async)\b|@/y;

function readLine(source: string, start: number): LogicalLine {
  let content = start;
  let indent = 0;
  for (; source[content] === ' ' || source[content] === '\t' || source[content] === '\f'; content++)
    indent = source[content] === '\t' ? indent + 8 - (indent % 8) : indent + 1;
  const first = source[content];
  const isEmpty = first === undefined || first === '\n' || first === '\r' || first === '#';
  const end = isEmpty ? endOfPhysicalLine(source, content) : endOfLogicalLine(source, content);
  return { start, content, end, indent, kind: isEmpty ? 'empty' : kindAt(source, content) };
}

function kindAt(source: string, at: number): LogicalLine['kind'] {
  FUNCTION.lastIndex = at;
  if (FUNCTION.test(source)) return 'function';
  COMPOUND.lastIndex = at;
  return COMPOUND.test(source) ? 'compound' : 'simple';
}

function isDescribe(source: string, line: LogicalLine): boolean {
  return source.startsWith('describe_', source.indexOf('def', line.content) + 4);
}

/** Where the lines end that are indented deeper than `header`. */
function endOfBlock(source: string, header: LogicalLine): number {
  let end = header.end;
  for (let at = header.end; at < source.length; ) {
    const line = readLine(source, at);
    if (line.kind !== 'empty' && line.indent <= header.indent) break;
    at = line.end;
    if (line.kind !== 'empty') end = at;
  }
  return end;
}

function endOfPhysicalLine(source: string, at: number): number {
  const newline = source.indexOf('\n', at);
  return newline < 0 ? source.length : newline + 1;
}

/** Everything between two places that can end or continue a line: quotes, brackets, backslashes, comments, newlines. */
const PLAIN = /[^'"()[\]{}\\#\n]*/y;

function endOfLogicalLine(source: string, start: number): number {
  let depth = 0;
  for (let at = skip(source, start, PLAIN); at < source.length; at = skip(source, at, PLAIN)) {
    const char = source.charAt(at);
    if (char === '\n' && depth === 0) return at + 1;
    if (OPENING.has(char)) depth++;
    else if (CLOSING.has(char)) depth = Math.max(0, depth - 1);
    at = endOfToken(source, at, char);
  }
  return source.length;
}

const OPENING: ReadonlySet<string> = new Set('([{');
const CLOSING: ReadonlySet<string> = new Set(')]}');

function endOfToken(source: string, at: number, char: string): number {
  if (char === '"' || char === "'") return endOfString(source, at, char);
  if (char === '\\') return at + (source.startsWith('\r\n', at + 1) ? 3 : 2);
  if (char !== '#') return at + 1;
  const newline = source.indexOf('\n', at);
  return newline < 0 ? source.length : newline;
}

/** A string of one line ends with its line at the latest; one in triple quotes with the file. */
function endOfString(source: string, start: number, quote: '"' | "'"): number {
  const triple = quote.repeat(3);
  const isLong = source.startsWith(triple, start);
  const plain = INSIDE[quote];
  for (let at = start + (isLong ? 3 : 1); at < source.length; ) {
    at = skip(source, at, plain);
    if (source[at] === '\\') at += 2;
    else if (!isLong) return source[at] === quote ? at + 1 : at;
    else if (source.startsWith(triple, at)) return at + 3;
    else at++;
  }
  return source.length;
}

const INSIDE = { '"': /[^"\\\n]*/y, "'": /[^'\\\n]*/y };

/** A sticky search beyond the end would start again from 0. */
function skip(source: string, at: number, plain: RegExp): number {
  if (at >= source.length) return source.length;
  plain.lastIndex = at;
  plain.test(source);
  return plain.lastIndex;
}
