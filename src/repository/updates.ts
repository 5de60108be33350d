import { type Atom, tryParseAtom } from '../gentoo/atom.ts';
import { atomMatchesVersion } from '../gentoo/match.ts';
import { splitWords } from './text-lines.ts';

/** Package moves and slot moves of profiles/updates, in the order in which they happened (PMS 4.4.4). */
export type Updates = readonly Update[];

export type Update =
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'slotmove'; readonly atom: Atom; readonly from: string; readonly to: string };

/** Reads `move old new` and `slotmove atom old new`; lines of other kinds and broken ones are passed over. */
export function parseUpdates(lines: readonly string[]): Updates {
  return lines.flatMap((line): Update[] => {
    const [kind, first = '', from = '', to = ''] = splitWords(line);
    const atom = tryParseAtom(first);
    if (atom === undefined) return [];
    if (kind === 'move' && atom.operator === undefined && tryParseAtom(from) !== undefined)
      return [{ kind, from: first, to: from }];
    return kind === 'slotmove' && to !== '' ? [{ kind, atom, from, to }] : [];
  });
}

/** Where a package went, through any number of moves; itself where it never moved. */
export function movedPackage(updates: Updates, id: string): string {
  return updates.reduce(
    (now, update) => (update.kind === 'move' && update.from === now ? update.to : now),
    id,
  );
}

/** An atom as today's tree wants it. A slot move counts where the atom names the slot that moved. */
export function updateAtom(updates: Updates, atom: Atom): Atom {
  return updates.reduce(
    (now, update) => (update.kind === 'move' ? movePackage(now, update) : moveSlot(now, update)),
    atom,
  );
}

function movePackage(atom: Atom, { from, to }: Extract<Update, { kind: 'move' }>): Atom {
  if (`${atom.category}/${atom.name}` !== from) return atom;
  const slash = to.indexOf('/');
  return { ...atom, category: to.slice(0, slash), name: to.slice(slash + 1) };
}

function moveSlot(atom: Atom, update: Extract<Update, { kind: 'slotmove' }>): Atom {
  const { category, name, version } = atom;
  const { slot, operator = '' } = /^(?<slot>[^=*/]+)(?<operator>=?)$/.exec(atom.slot ?? '')?.groups ?? {};
  if (slot !== update.from || update.atom.category !== category || update.atom.name !== name) return atom;
  const selected =
    version === undefined ? update.atom.version === undefined : atomMatchesVersion(update.atom, version);
  return selected ? { ...atom, slot: `${update.to}${operator}` } : atom;
}
