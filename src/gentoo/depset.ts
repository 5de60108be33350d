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
