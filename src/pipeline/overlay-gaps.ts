import { listEbuildNeeds } from '../gentoo/ebuild-needs.ts';
import { formatGentooVersion } from '../gentoo/version.ts';
import type { RunContext } from './context.ts';

/**
 * Packages (`category/name`) that only the overlay has and whose newest version needs, over however many other such
 * packages, what no repository has. A run that was killed while it wrote a cycle leaves such, and the next one finds
 * them here.
 */
export async function findOverlayGaps(
  context: RunContext,
  { tests }: { readonly tests: boolean },
): Promise<ReadonlySet<string>> {
  const { index, withOverlay } = context;
  const reference = new Set(index.packages);
  const needs = new Map<string, readonly string[]>();
  for (const id of withOverlay.packages) {
    if (!reference.has(id)) needs.set(id, await readNeeds(id, context, tests));
  }
  const dependents = reverse(needs);
  const existing = new Set(withOverlay.packages);
  const gaps = new Set<string>();
  const open = [...needs].filter(([, ids]) => ids.some((id) => !existing.has(id))).map(([id]) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (gaps.has(id)) continue;
    gaps.add(id);
    open.push(...(dependents.get(id) ?? []));
  }
  return gaps;
}

async function readNeeds(
  id: string,
  { withOverlay, overlay }: RunContext,
  tests: boolean,
): Promise<readonly string[]> {
  const [category = '', name = ''] = id.split('/');
  const version = withOverlay.versions(category, name).at(-1)?.version;
  if (version === undefined) return [];
  const text = await overlay.store.readText(`${id}/${name}-${formatGentooVersion(version)}.ebuild`);
  return listEbuildNeeds(text ?? '', { category, name, version })
    .filter(({ test }) => tests || !test)
    .map((need) => need.id);
}

function reverse(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>();
  for (const [id, ids] of needs) {
    for (const other of ids) dependents.set(other, [...(dependents.get(other) ?? []), id]);
  }
  return dependents;
}
