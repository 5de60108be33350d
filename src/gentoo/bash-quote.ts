/**
 * Text as bash expands it. The one shape in which values reach a generated ebuild: literals of this program plus pieces
 * that this file has quoted.
 */
export interface BashText {
  readonly bash: string;
}

/**
 * A double-quoted string that bash expands to exactly `plainText(text)`.
 * `say "$HOME"` → `"say \"\$HOME\""`
 */
export function quoteDouble(text: string): string {
  return `"${escapeDouble(text)}"`;
}

/** One shell word that follows another: bare where no character means anything to bash there, else `quoteDouble`. */
export function quoteWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(text) ? text : quoteDouble(text);
}

/**
 * What can be written on one line of an ebuild: a run of line ends, tabs and hard spaces becomes a space; other control
 * characters go, those too that turn the direction of the text around; half a surrogate pair becomes U+FFFD.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u00a0\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

/**
 * A line of shell: literals stand as they are, and a string value becomes one quoted word, or is escaped in place where
 * the literal before it has opened `"` or `'`. A BashText value stands as it is.
 *
 * bash`cd ${folder} || die`, bash`cp "\${FILESDIR}/${file}" . || die`
 */
export function bash(literals: TemplateStringsArray, ...values: readonly (string | BashText)[]): BashText {
  return joinPieces(literals, values, 'word');
}

/** Like `bash`, for what the renderer puts between double quotes, as in `SRC_URI="…"` or `S="…"`. */
export function bashValue(
  literals: TemplateStringsArray,
  ...values: readonly (string | BashText)[]
): BashText {
  return joinPieces(literals, values, 'double');
}

type Quoting = 'word' | 'double' | 'single';

function joinPieces(
  literals: TemplateStringsArray,
  values: readonly (string | BashText)[],
  start: Quoting,
): BashText {
  let text = '';
  let quoting = start;
  for (const [index, literal] of literals.entries()) {
    text += literal;
    quoting = quotingAfter(literal, quoting);
    const value = values[index];
    if (value !== undefined) text += typeof value === 'string' ? QUOTERS[quoting](value) : value.bash;
  }
  return { bash: text };
}

const QUOTERS = {
  word: quoteWord,
  double: escapeDouble,
  single: (text) => plainText(text).replaceAll("'", "'\\''"),
} as const satisfies Record<Quoting, (text: string) => string>;

/** Which quotes are open after a literal of ours. `$( )` inside of quotes is not looked into. */
function quotingAfter(literal: string, start: Quoting): Quoting {
  let quoting = start;
  for (const { 0: token } of literal.matchAll(/\\.|["']/gs)) {
    if (quoting === 'single') quoting = token === "'" ? 'word' : 'single';
    else if (token === '"') quoting = quoting === 'double' ? 'word' : 'double';
    else if (token === "'" && quoting === 'word') quoting = 'single';
  }
  return quoting;
}

function escapeDouble(text: string): string {
  return plainText(text).replace(/[\\"$`]/g, '\\$&');
}
