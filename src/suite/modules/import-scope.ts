import type { PythonNode } from '../../core/ports.ts';
import type { ImportFact } from './module-facts.ts';

/**
 * How firmly imports inside a compound statement are asked for, given how firmly the statement itself is. A function
 * runs into its `if` like into the rest of it; at the top of a file an `if` chooses by platform or by what is there.
 */
export function whenInside(
  node: PythonNode,
  { when, inFunction }: { readonly when: ImportFact['when']; readonly inFunction: boolean },
): ImportFact['when'] {
  if (node.type === 'if_statement') {
    const condition = node.field('condition')?.text ?? '';
    if (condition.endsWith('TYPE_CHECKING')) return 'typing';
    return inFunction ? when : 'optional';
  }
  if (node.type === 'try_statement') return alwaysRaises(node) ? when : 'optional';
  if (node.type === 'with_statement' && suppressesError(firstLine(node.text))) return 'optional';
  return when;
}

/** `with suppress(ImportError):` */
function suppressesError(line: string): boolean {
  const start = line.indexOf('suppress(');
  return start >= 0 && line.includes('Error', start);
}

/** `except ImportError: raise Missing(…)` copes with nothing, nor does `sys.exit(1)`. */
function alwaysRaises(node: PythonNode): boolean {
  const handlers = node.namedChildren.filter((child) => child.type === 'except_clause');
  return handlers.length > 0 && handlers.every((handler) => GIVES_UP.test(handler.text));
}

const GIVES_UP = /\n[ \t]*(raise\b|(sys\.)?exit\()/;

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}
