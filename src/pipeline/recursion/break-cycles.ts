import type { Staged } from '../../core/diagnostic.ts';
import { takeAtoms } from '../../gentoo/depset.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import { found } from '../findings.ts';
import type { NeedGraph, RequiredPackage } from './required-packages.ts';

/** A finished ebuild and what it needs. */
interface Finished {
  readonly ebuild: EbuildModel;
  readonly requires: readonly RequiredPackage[];
}

/**
 * Where a package that this one needs at run time needs this one to be built, Portage could install neither first: such
 * runtime dependencies become PDEPEND (PMS 8.1). A cycle of build dependencies alone has no such way out, and is
 * reported. What tests need is no obstacle: they can be switched off.
 */
export function breakCycles({ ebuild, requires }: Finished, graph: NeedGraph): Staged<EbuildModel> {
  const self = `${ebuild.category}/${ebuild.name}`;
  const closing = requires.filter(({ id, kind }) => kind !== 'test' && leadsBack(graph, id, self));
  const builds = new Set(closing.filter(({ kind }) => kind === 'build').map(({ id }) => id));
  const moved = new Set(closing.map(({ id }) => id).filter((id) => !builds.has(id)));
  const diagnostics = [
    ...[...moved].map((id) => found['cycle-broken']({ id, self })),
    ...[...builds].map((id) => found['cycle-of-builds']({ id, self })),
  ];
  if (moved.size === 0) return { value: ebuild, diagnostics };
  const { rest, taken } = takeAtoms(ebuild.rdepend, moved);
  return { value: { ...ebuild, rdepend: rest, pdepend: taken }, diagnostics };
}

/** Whether a cycle is possible at all: most packages only need what a reference repository has. */
export function mayBeInCycle(requires: readonly RequiredPackage[], index: PackageIndex): boolean {
  return requires.some(({ project, kind }) => kind !== 'test' && !index.find(project).exists);
}

/** Whether `start` needs, over any number of packages, one that needs `goal` to be built. */
function leadsBack(graph: NeedGraph, start: string, goal: string): boolean {
  const seen = new Set([start]);
  for (const id of seen) {
    for (const need of graph.get(id) ?? []) {
      if (need.id === goal && need.kind === 'build') return true;
      if (need.kind !== 'test' && need.id !== goal) seen.add(need.id);
    }
  }
  return false;
}
