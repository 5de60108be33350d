import { formatGentooVersion } from '../gentoo/version.ts';
import type { FoundPackage, PackageVersion, ReferenceIndex } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';
import { mergeVersions } from './package-table.ts';

/** A package that the run has made up its mind to write. */
export interface PlannedPackage {
  /** The project's name on PyPI. */
  readonly project: string;
  readonly category: string;
  readonly name: string;
  readonly version: PackageVersion;
}

/** The index as it will be once `planned` is in the overlay: what is planned wins over what exists. */
export function extendIndex(index: ReferenceIndex, planned: readonly PlannedPackage[]): ReferenceIndex {
  const byProject = new Map(planned.map((each) => [normalizeName(each.project), each]));
  const findPlanned = (project: string) => byProject.get(normalizeName(project));
  return {
    ...index,
    packages: [...new Set([...index.packages, ...planned.map(toId)])].sort(),
    find(project) {
      const own = findPlanned(project);
      return own === undefined ? index.find(project) : describePlanned(own);
    },
    versions(category, name) {
      const own = planned.filter((each) => each.category === category && each.name === name);
      return mergeVersions([own.map(({ version }) => version).reverse(), index.versions(category, name)]);
    },
    explain(project) {
      const own = findPlanned(project);
      if (own === undefined) return index.explain(project);
      const version = formatGentooVersion(own.version.version);
      return [`this run writes \`${toId(own)}\` ${version} for \`${project}\``];
    },
  };
}

const toId = ({ category, name }: PlannedPackage): string => `${category}/${name}`;

function describePlanned({ category, name, version }: PlannedPackage): FoundPackage {
  return { category, name, by: 'overlay', exists: true, python: version.python ?? 'none' };
}
