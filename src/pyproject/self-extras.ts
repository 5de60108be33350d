import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';

type Groups = ReadonlyMap<string, readonly Dependency[]>;

/**
 * Lists with every requirement on the project itself replaced by what that asks for: `spam[test]` in the extra `all` of
 * spam stands for the requirements of the extra `test`. Extras that name each other end where they meet again.
 */
export function expandSelfExtras(lists: Groups, extras: Groups, project: string): Groups {
  const own = normalizeName(project);
  return new Map(
    [...lists].map(([name, list]) => [name, expand(list, { own, extras, seen: new Set([name]) })]),
  );
}

interface Expansion {
  readonly own: string;
  readonly extras: Groups;
  /** Extras that are being expanded already. */
  readonly seen: Set<string>;
}

function expand(list: readonly Dependency[], expansion: Expansion): readonly Dependency[] {
  const { own, extras, seen } = expansion;
  return list.flatMap((dependency) => {
    const { name, extras: wanted } = dependency.requirement;
    if (normalizeName(name) !== own) return [dependency];
    return wanted.map(normalizeName).flatMap((extra) => {
      if (seen.has(extra)) return [];
      seen.add(extra);
      return expand(extras.get(extra) ?? [], expansion);
    });
  });
}
