import type { RequirementKind } from '../../model/plan.ts';

/** A package and what it needs, by id. */
export interface GraphNode {
  readonly id: string;
  readonly needs: readonly { readonly id: string; readonly kind: RequirementKind }[];
}

/**
 * Packages that need each other, together; each group after those that it needs (Tarjan's strongly connected components,
 * without recursion: a chain of dependencies may be long). Ids that no node has are passed over.
 */
export function groupByCycles<T extends GraphNode>(nodes: readonly T[]): readonly (readonly T[])[] {
  const byId = new Map(nodes.toReversed().map((node) => [node.id, node]));
  const search: Search<T> = { byId, visits: new Map(), open: [], groups: [] };
  for (const node of nodes) if (!search.visits.has(node)) visitFrom(node, search);
  return search.groups;
}

interface Visit<T> {
  readonly node: T;
  readonly order: number;
  /** Order of the earliest open node that can be reached from here. */
  low: number;
  isOpen: boolean;
  /** Position of the next need to look at. */
  next: number;
}

interface Search<T> {
  /** Of several versions of a package the first. */
  readonly byId: ReadonlyMap<string, T>;
  readonly visits: Map<T, Visit<T>>;
  /** Visited nodes that belong to no group yet. */
  readonly open: Visit<T>[];
  readonly groups: T[][];
}

function visitFrom<T extends GraphNode>(start: T, search: Search<T>): void {
  const path = [enter(start, search)];
  for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
    const need = visit.node.needs[visit.next];
    visit.next += 1;
    if (need === undefined) {
      path.pop();
      leave(visit, path.at(-1), search);
      continue;
    }
    const target = search.byId.get(need.id);
    const known = target && search.visits.get(target);
    if (known?.isOpen) visit.low = Math.min(visit.low, known.order);
    else if (target !== undefined && known === undefined) path.push(enter(target, search));
  }
}

function enter<T extends GraphNode>(node: T, { visits, open }: Search<T>): Visit<T> {
  const visit = { node, order: visits.size, low: visits.size, isOpen: true, next: 0 };
  visits.set(node, visit);
  open.push(visit);
  return visit;
}

function leave<T extends GraphNode>(
  visit: Visit<T>,
  parent: Visit<T> | undefined,
  { open, groups }: Search<T>,
): void {
  if (parent !== undefined) parent.low = Math.min(parent.low, visit.low);
  if (visit.low !== visit.order) return;
  const members = open.splice(open.lastIndexOf(visit));
  for (const member of members) member.isOpen = false;
  groups.push(members.map(({ node }) => node));
}
