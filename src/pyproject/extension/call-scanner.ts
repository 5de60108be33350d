/** A call as it stands in a meson.build or CMakeLists.txt. */
export interface ScannedCall {
  /** `py.extension_module`, `pkg_check_modules`; as written. */
  readonly name: string;
  /** Between the parentheses, comments gone. */
  readonly body: string;
}

const MAX_TEXT = 200_000;
const MAX_CALLS = 5000;
/** Nobody nests calls deeper; the bodies of all levels are handed out, so depth costs. */
const MAX_DEPTH = 20;

/**
 * Calls in a build description, nested ones after the one around them. Strings and comments (from `#` to the end of the
 * line) are respected; nothing is evaluated.
 */
export function scanCalls(text: string): readonly ScannedCall[] {
  const source = text.slice(0, MAX_TEXT);
  const plain = blankOut(source);
  const closings = matchParentheses(plain);
  const calls: ScannedCall[] = [];
  for (const match of plain.matchAll(/(?<name>[A-Za-z_][\w.]*)[ \t]*\(/g)) {
    const open = match.index + match[0].length;
    const close = closings.get(open);
    if (close === undefined) continue;
    if (calls.length >= MAX_CALLS) break;
    calls.push({ name: match.groups?.name ?? '', body: withoutComments(source.slice(open, close)) });
  }
  return calls;
}

/** The text with strings and comments replaced by spaces, so that positions stay. */
function blankOut(text: string): string {
  return text.replace(QUOTED_OR_COMMENT, (part) => ' '.repeat(part.length));
}

/** Strings have an end in sight, so that quotes without one cost no more than this for each. */
const QUOTED_OR_COMMENT = /'''[\s\S]{0,5000}?'''|'(?:[^'\\\n]|\\.){0,500}'|"(?:[^"\\]|\\.){0,500}"|#[^\n]*/g;

function withoutComments(text: string): string {
  return text.replace(QUOTED_OR_COMMENT, (part) => (part.startsWith('#') ? '' : part));
}

/** Position after each `(` → position of its `)`; those nested too deep or never closed are left out. */
function matchParentheses(text: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: sign } of text.matchAll(/[()]/g)) {
    if (sign === '(') open.push(index + 1);
    else {
      const start = open.pop();
      if (start !== undefined && open.length < MAX_DEPTH) closings.set(start, index);
    }
  }
  return closings;
}

export interface MesonArguments {
  /** Literal texts among the positional arguments, lists flattened. */
  readonly positional: readonly string[];
  /** Keyword → literal texts in its value. */
  readonly keywords: ReadonlyMap<string, readonly string[]>;
  /** Keyword → its value as written. */
  readonly values: ReadonlyMap<string, string>;
}

/** Splits the arguments of a Meson call: `'name', files, subdir: 'pkg'`. */
export function readMesonArguments(body: string): MesonArguments {
  const positional: string[] = [];
  const keywords = new Map<string, readonly string[]>();
  const values = new Map<string, string>();
  for (const argument of splitTopLevel(body)) {
    const keyword = /^\s*(?<name>\w+)\s*:(?<value>[\s\S]*)$/.exec(argument)?.groups;
    if (keyword === undefined) {
      positional.push(...quotedTexts(argument));
      continue;
    }
    const { name = '', value = '' } = keyword;
    keywords.set(name, quotedTexts(value));
    values.set(name, value.trim());
  }
  return { positional, keywords, values };
}

export function quotedTexts(text: string): readonly string[] {
  return [...text.matchAll(/'(?<text>[^'\n]*)'/g)].map((match) => match.groups?.text ?? '');
}

/** Pieces between commas that are in no bracket and no string. */
function splitTopLevel(body: string): readonly string[] {
  const plain = blankOut(body);
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < plain.length; at += 1) {
    if (/[([{]/.test(plain[at] ?? '')) depth += 1;
    else if (/[)\]}]/.test(plain[at] ?? '')) depth -= 1;
    else if (plain[at] === ',' && depth === 0) {
      pieces.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, body.slice(start)];
}
