/** Text between quotes, an escaped character, or plain text: the pieces of which a word is made. */
const PIECE =
  /'(?<single>[^']*)(?:'|$)|"(?<double>(?:[^"\\]|\\[\s\S])*)(?:"|$)|\\(?<escaped>[\s\S])|(?<plain>[^\s'"\\]+)|(?<space>\s+)|\\$/g;

/** Splits as Python's shlex does with POSIX rules; an unclosed quote ends with the text, `#` starts no comment. */
export function splitShellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const { groups } of text.matchAll(PIECE)) {
    const { single, double, escaped, plain, space } = groups ?? {};
    if (space === undefined)
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '');
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** One word that splitShellWords gives back unchanged. */
export function quoteShellWord(word: string): string {
  return `"${word.replace(/["\\]/g, '\\$&')}"`;
}

/** `tests` of `tests//`; a regular expression would take quadratic time for it. */
export function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
