import { type Atom, tryParseAtom } from '../gentoo/atom.ts';

/** Entries of package.mask or package.deprecated by `category/name`. */
export type AtomList = ReadonlyMap<string, readonly Atom[]>;

/** Entries that are no atoms are passed over; `-atom` takes an earlier, equal entry back. */
export function createAtomList(entries: readonly string[]): AtomList {
  const kept = new Set<string>();
  for (const entry of entries) {
    if (entry.startsWith('-')) kept.delete(entry.slice(1));
    else kept.add(entry);
  }
  const list = new Map<string, Atom[]>();
  for (const atom of [...kept].map(tryParseAtom)) {
    if (atom === undefined || atom.blocker !== undefined) continue;
    const id = `${atom.category}/${atom.name}`;
    list.set(id, [...(list.get(id) ?? []), atom]);
  }
  return list;
}
