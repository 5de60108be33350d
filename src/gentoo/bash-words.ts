/** A place in shell text; the readers move it on. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** A word or the inside of a string after expansion. */
export interface ShellWord {
  /** What could not be expanded stands as it was written. */
  readonly text: string;
  /** True where nothing was left unexpanded. */
  readonly literal: boolean;
}

/** The value of a variable, where it is known. */
export type Lookup = (name: string) => ShellWord | undefined;

/**
 * Reads one word up to an unquoted blank, line end or `;&|()<>`, without a shell: quotes, backslashes, `$NAME` and
 * `${NAME}` are understood; other expansions stay as they are. Never throws; text that ends early ends the word.
 */
export function readWord(cursor: Cursor, lookup: Lookup): ShellWord {
  const pieces: ShellWord[] = [];
  while (cursor.at < cursor.text.length && !/[\s;&|()<>]/.test(peek(cursor)))
    pieces.push(readPiece(cursor, lookup));
  return joinWords(pieces);
}

/** Passes blanks, escaped line ends and, where `lines` is set, line ends and comments. */
export function skipBlanks(cursor: Cursor, { lines }: { readonly lines: boolean }): void {
  const blanks = lines ? /(?:\s|\\\n|#[^\n]*)*/y : /(?:[ \t\r]|\\\n)*/y;
  advance(cursor, blanks);
}

/** Moves over what the sticky expression matches and gives it back; '' where it does not match. */
export function advance(cursor: Cursor, sticky: RegExp): string {
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

export function joinWords(words: readonly ShellWord[]): ShellWord {
  return { text: words.map(({ text }) => text).join(''), literal: words.every(({ literal }) => literal) };
}

const peek = ({ text, at }: Cursor): string => text.charAt(at);

function readPiece(cursor: Cursor, lookup: Lookup): ShellWord {
  switch (peek(cursor)) {
    case "'":
      return literal(advance(cursor, /'[^']*'?/y).replaceAll("'", ''));
    case '"':
      return readDouble(cursor, lookup);
    case '\\':
      return literal(advance(cursor, /\\[\s\S]?/y).replace(/^\\\n?/, ''));
    case '$':
    case '`':
      return readExpansion(cursor, lookup);
    default:
      return literal(advance(cursor, /[^\s;&|()<>'"\\$`]+/y));
  }
}

const literal = (text: string): ShellWord => ({ text, literal: true });

function readDouble(cursor: Cursor, lookup: Lookup): ShellWord {
  const pieces: ShellWord[] = [];
  cursor.at++;
  while (cursor.at < cursor.text.length && peek(cursor) !== '"') {
    const char = peek(cursor);
    if (char === '\\') pieces.push(literal(unescapePair(advance(cursor, /\\[\s\S]?/y))));
    else if (char === '$' || char === '`') pieces.push(readExpansion(cursor, lookup));
    else pieces.push(literal(advance(cursor, /[^"\\$`]+/y)));
  }
  cursor.at++;
  return joinWords(pieces);
}

/** Between double quotes a backslash stays, except before these. */
const unescapePair = (pair: string): string => (pair === '\\\n' ? '' : pair.replace(/^\\(?=[\\"$`])/, ''));

function readExpansion(cursor: Cursor, lookup: Lookup): ShellWord {
  const start = cursor.at;
  const name = advance(cursor, /\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)/y).replace(/[${}]/g, '');
  const known = name === '' ? undefined : lookup(name);
  if (known !== undefined) return known;
  if (name === '') skipExpansion(cursor);
  return { text: cursor.text.slice(start, cursor.at), literal: false };
}

/** Passes `$( … )`, `${ … }`, backticks, or the lone character. */
function skipExpansion(cursor: Cursor): void {
  const opening = advance(cursor, /\$[({]|`|\$/y);
  if (opening === '`') advance(cursor, /(?:[^`\\]+|\\[\s\S])*`?/y);
  else if (opening === '$(') skipBalanced(cursor, '(', ')');
  else if (opening === '${') skipBalanced(cursor, '{', '}');
}

function skipBalanced(cursor: Cursor, open: string, close: string): void {
  let depth = 1;
  while (cursor.at < cursor.text.length && depth > 0) {
    const token = advance(cursor, /'[^']*'?|"(?:[^"\\]+|\\[\s\S])*"?|\\[\s\S]?|[^'"\\(){}]+|[(){}]/y);
    if (token === open) depth++;
    else if (token === close) depth--;
  }
}
