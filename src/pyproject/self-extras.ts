import { EbuildgenError } from '../core/errors.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';

type Groups = ReadonlyMap<string, readonly Dependency[]>;

/** Steps, for all lists of a project: with thousands of extras that name each other, the lists alone would fill the memory. */
const MOST_STEPS = 1_000_000;

/**
 * Lists with every requirement on the project itself replaced by what that asks for: `spam[test]` in the extra `all` of
 * spam stands for the requirements of the extra `test`. Extras that name each other end where they meet again. Throws
 * METADATA_INVALID where they do so more often than anybody writes.
 */
export function expandSelfExtras(lists: Groups, extras: Groups, project: string): Groups {
  const expansion = { own: normalizeName(project), extras, steps: 0 };
  return new Map([...lists].map(([name, list]) => [name, expand(name, list, expansion)]));
}

interface Expansion {
  readonly own: string;
  readonly extras: Groups;
  steps: number;
}

/** A requirement, or the name of an extra, which stands for its requirements. */
type Item = Dependency | string;

/** A worklist, for chains of extras have no end; the next item is the last. */
function expand(name: string, list: readonly Dependency[], expansion: Expansion): readonly Dependency[] {
  const { own, extras } = expansion;
  const seen = new Set([name]);
  const expanded: Dependency[] = [];
  const pending: Item[] = list.toReversed();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    expansion.steps += 1;
    if (expansion.steps > MOST_STEPS)
      throw new EbuildgenError('METADATA_INVALID', `the extras of \`${own}\` name each other too often`);
    if (typeof item === 'string') {
      const extra = normalizeName(item);
      if (!seen.has(extra)) pushAll(pending, extras.get(extra) ?? []);
      seen.add(extra);
    } else if (normalizeName(item.requirement.name) === own) pushAll(pending, item.requirement.extras);
    else expanded.push(item);
  }
  return expanded;
}

/** One by one: a list of upstream may be longer than arguments can be. */
function pushAll(pending: Item[], items: readonly Item[]): void {
  for (const item of items.toReversed()) pending.push(item);
}
