import type { Atom } from '../../gentoo/atom.ts';
import type { DepNode, Depset } from '../../gentoo/depset.ts';

export interface SlotChoice {
  /** The slot that holds the project, where the package has one slot a project. */
  readonly slot?: string;
  /** Compiled modules have to be built again once the package's subslot changes: `:=` (PMS 8.3.3). */
  readonly rebuild: boolean;
}

/**
 * Names the slot in all atoms of one project, those in conditions and choices too. `:=` means the version that was built
 * against, so that neither a blocker nor a choice, of which another member may be installed, can have it.
 */
export function withSlot(nodes: Depset, choice: SlotChoice): Depset {
  return choice.slot === undefined && !choice.rebuild ? nodes : nodes.map((node) => inSlot(node, choice));
}

function inSlot(node: DepNode, choice: SlotChoice): DepNode {
  if (node.kind === 'atom') return { ...node, atom: atomInSlot(node.atom, choice) };
  const inside = node.kind === 'any-of' ? { ...choice, rebuild: false } : choice;
  return { ...node, children: withSlot(node.children, inside) };
}

function atomInSlot(atom: Atom, { slot = atom.slot, rebuild }: SlotChoice): Atom {
  const text = `${slot ?? ''}${rebuild && atom.blocker === undefined ? '=' : ''}`;
  return text === '' ? atom : { ...atom, slot: text };
}
