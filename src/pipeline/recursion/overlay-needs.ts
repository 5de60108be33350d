import { listEbuildNeeds } from '../../gentoo/ebuild-needs.ts';
import { formatGentooVersion } from '../../gentoo/version.ts';
import type { RunContext } from '../context.ts';
import type { NeedGraph } from './required-packages.ts';

/** What the newest versions of the packages need that only the overlay has. */
export async function readOverlayNeeds({
  index,
  withOverlay,
  overlay,
}: Pick<RunContext, 'index' | 'withOverlay' | 'overlay'>): Promise<NeedGraph> {
  const reference = new Set(index.packages);
  const graph = new Map<string, ReturnType<typeof listEbuildNeeds>>();
  for (const id of withOverlay.packages.filter((each) => !reference.has(each))) {
    const [category = '', name = ''] = id.split('/');
    const version = withOverlay.versions(category, name).at(-1)?.version;
    if (version === undefined) continue;
    const text = await overlay.store.readText(`${id}/${name}-${formatGentooVersion(version)}.ebuild`);
    graph.set(id, listEbuildNeeds(text ?? '', { category, name, version }));
  }
  return graph;
}

/**
 * Packages whose needs lead, over however many others of the graph, to one that does not exist. A run that was killed while
 * it wrote a cycle leaves such in the overlay, and the next one finds them here.
 */
export function findGaps(
  graph: NeedGraph,
  { existing, tests }: { readonly existing: ReadonlySet<string>; readonly tests: boolean },
): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  const open: string[] = [];
  for (const [id, needs] of graph) {
    for (const need of needs.filter(({ kind }) => tests || kind !== 'test')) {
      dependents.set(need.id, [...(dependents.get(need.id) ?? []), id]);
      if (!existing.has(need.id)) open.push(id);
    }
  }
  const gaps = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (gaps.has(id)) continue;
    gaps.add(id);
    open.push(...(dependents.get(id) ?? []));
  }
  return gaps;
}
