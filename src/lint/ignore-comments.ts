/** `# ebuildgen: ignore[PO101, PO201]`; without brackets it means every rule. */
const COMMENT = /#[ \t]*ebuildgen:[ \t]*ignore(?:\[(?<codes>[\w ,\t]*)\])?/;

/**
 * Reads the comments that silence rules: one at the end of a line is about that line, one on a line of its own about the
 * next line that is no comment. Codes may be prefixes: `PO1` is all of PO101 to PO105.
 */
export function createIgnoreComments(text: string): (code: string, line: number) => boolean {
  if (!text.includes('ebuildgen:')) return () => false;
  const ignored = new Map<number, readonly string[]>();
  let waiting: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const found = COMMENT.exec(line);
    const prefixes = found === null ? [] : prefixesOf(found.groups?.codes);
    if (/^\s*#/.test(line)) {
      waiting.push(...prefixes);
      continue;
    }
    ignored.set(index + 1, [...waiting, ...prefixes]);
    if (line.trim() !== '') waiting = [];
  }
  return (code, line) => ignored.get(line)?.some((prefix) => code.startsWith(prefix)) ?? false;
}

function prefixesOf(codes: string | undefined): readonly string[] {
  if (codes === undefined) return [''];
  return codes
    .split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');
}
