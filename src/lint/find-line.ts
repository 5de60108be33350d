import type { Where } from '../core/errors.ts';
import type { SourceTree } from '../core/source-tree.ts';

/** The first line of a file that matches, as a list of none or one; the pattern is asked about each line alone. */
export function findLine(tree: SourceTree, file: string, pattern: RegExp): readonly Where[] {
  return findLineOf(tree.tryReadText(file) ?? '', file, pattern);
}

/** The same for a text that stands for the file's. */
export function findLineOf(text: string, file: string, pattern: RegExp): readonly Where[] {
  for (const [index, line] of text.split('\n').entries()) {
    const column = line.length > 2000 ? -1 : line.search(pattern);
    if (column >= 0) return [{ file, line: index + 1, column: firstInk(line, column) }];
  }
  return [];
}

/** Columns count from 1; leading space is no evidence. */
function firstInk(line: string, from: number): number {
  return from + line.slice(from).search(/\S|$/) + 1;
}
