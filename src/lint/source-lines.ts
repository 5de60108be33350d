import type { Where } from '../core/errors.ts';
import type { LintInput } from './rule.ts';

/** Longer lines are minified or hostile. */
const LONGEST = 400;

/** Gives the line that a place is on, without its end; each file is taken apart once, however many findings it has. */
export function createLineReader({
  tree,
  document,
}: Pick<LintInput, 'tree' | 'document'>): (where: Where) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    if (line === undefined) return undefined;
    const text = file === document.path ? document.text : tree.tryReadText(file);
    const lines = files.get(file) ?? text?.split('\n') ?? [];
    files.set(file, lines);
    const source = lines[line - 1]?.trimEnd();
    return source === undefined || source.length > LONGEST ? undefined : source;
  };
}
