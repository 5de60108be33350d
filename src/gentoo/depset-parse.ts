import { EbuildgenError } from '../core/errors.ts';
import { tryParseAtom } from './atom.ts';
import type { DepNode, Depset } from './depset.ts';
import { isValidUseFlag } from './name.ts';

/**
 * Reads a dependency string as md5-cache holds it, after bash and the eclasses: atoms, `flag? ( )`, `|| ( )`, `( )`.
 * Throws DEPENDENCY_INVALID on anything else.
 */
export function parseDepset(text: string): Depset {
  const root: Group = { open: (children) => ({ kind: 'all-of', children }), children: [] };
  const groups: Group[] = [root];
  const tokens = text
    .split(/\s+/)
    .filter((token) => token !== '')
    [Symbol.iterator]();
  for (const token of tokens) {
    const open = readOpening(token);
    if (open !== undefined) {
      if (token !== '(' && tokens.next().value !== '(') throw fault(`\`${token}\` without a group after it`);
      if (groups.length > MAXIMUM_DEPTH) throw fault(`groups nested more than ${MAXIMUM_DEPTH} deep`);
      groups.push({ open, children: [] });
    } else if (token === ')') {
      closeGroup(groups);
    } else {
      groups.at(-1)?.children.push(readAtom(token));
    }
  }
  if (groups.length > 1) throw fault('a group that does not end');
  return root.children;
}

function closeGroup(groups: Group[]): void {
  const closed = groups.pop();
  const parent = groups.at(-1);
  if (closed === undefined || parent === undefined) throw fault('`)` without a group before it');
  if (closed.children.length === 0) throw fault('a group without anything in it');
  parent.children.push(closed.open(closed.children));
}

interface Group {
  /** Makes the node, once its children are known. */
  readonly open: (children: Depset) => DepNode;
  readonly children: DepNode[];
}

/** What the recursive readers of the tree can stand. */
const MAXIMUM_DEPTH = 100;

function readOpening(token: string): Group['open'] | undefined {
  if (token === '(') return (children) => ({ kind: 'all-of', children });
  if (token === '||') return (children) => ({ kind: 'any-of', children });
  if (!token.endsWith('?')) return undefined;
  const negated = token.startsWith('!');
  const flag = token.slice(negated ? 1 : 0, -1);
  if (!isValidUseFlag(flag)) throw fault(`\`${token}\` where a USE flag was expected`);
  return (children) => ({ kind: 'use', flag, negated, children });
}

function readAtom(token: string): DepNode {
  const atom = tryParseAtom(token);
  if (atom === undefined) throw fault(`\`${token}\` where a package dependency was expected`);
  return { kind: 'atom', atom };
}

const fault = (what: string) => new EbuildgenError('DEPENDENCY_INVALID', `A dependency string holds ${what}`);
