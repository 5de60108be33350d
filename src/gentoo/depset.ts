import type { Atom } from './atom.ts';

/** A dependency specification, PMS section 8.2, plus the one eclass function that ebuilds write inside of it. */
export type Depset = readonly DepNode[];

export type DepNode =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'use'; readonly flag: string; readonly negated: boolean; readonly children: Depset }
  | { readonly kind: 'any-of' | 'all-of'; readonly children: Depset }
  /** `$(python_gen_cond_dep '…' 3.{12..13})`; patterns as python-utils-r1 takes them, expanded. */
  | { readonly kind: 'python-cond'; readonly patterns: readonly string[]; readonly children: Depset };

/** Every atom of the tree in order, whatever it is conditional on. */
export function atomsOf(depset: Depset): readonly Atom[] {
  return depset.flatMap((node) => (node.kind === 'atom' ? [node.atom] : atomsOf(node.children)));
}

export interface TakenAtoms {
  readonly rest: Depset;
  /** Below the conditions that they stand under. */
  readonly taken: Depset;
}

/** Takes the atoms of some packages (`category/name`) out. Blockers and alternatives stay: another alternative may do. */
export function takeAtoms(depset: Depset, ids: ReadonlySet<string>): TakenAtoms {
  const parts = depset.map((node) => takeFrom(node, ids));
  return { rest: parts.flatMap(({ rest }) => rest), taken: parts.flatMap(({ taken }) => taken) };
}

function takeFrom(node: DepNode, ids: ReadonlySet<string>): TakenAtoms {
  if (node.kind === 'any-of') return { rest: [node], taken: [] };
  if (node.kind === 'atom') {
    const { blocker, category, name } = node.atom;
    const isTaken = blocker === undefined && ids.has(`${category}/${name}`);
    return isTaken ? { rest: [], taken: [node] } : { rest: [node], taken: [] };
  }
  const { rest, taken } = takeAtoms(node.children, ids);
  const wrap = (children: Depset): Depset => (children.length === 0 ? [] : [{ ...node, children }]);
  return { rest: wrap(rest), taken: wrap(taken) };
}
