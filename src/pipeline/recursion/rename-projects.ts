import type { ConfiguredPackage } from '../../model/config.ts';
import type { FoundPackage, ReferenceIndex } from '../../model/package-index.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { normalizeName } from '../../python/name.ts';

/** The index in which projects have the names that the overlay's configuration gives them, for all who depend on them. */
export function renameProjects(
  index: ReferenceIndex,
  packages: readonly ConfiguredPackage[],
): ReferenceIndex {
  const renamed = new Map(packages.flatMap(toRenamed));
  const tryFind = (project: string) => tryRename(index, project, renamed.get(normalizeName(project)));
  if (renamed.size === 0) return index;
  return {
    ...index,
    find: (project) => tryFind(project) ?? index.find(project),
    explain(project) {
      const found = tryFind(project);
      if (found === undefined) return index.explain(project);
      return [`the overlay's configuration calls it \`${found.category}/${found.name}\``];
    },
  };
}

function toRenamed({
  ref,
  settings,
}: ConfiguredPackage): readonly (readonly [project: string, settings: PackageSettings])[] {
  const project = ref.source === 'pypi' ? ref.project : settings.pypi;
  const { category, name } = settings;
  if (project === undefined || (category === undefined && name === undefined)) return [];
  return [[normalizeName(project), settings]];
}

function tryRename(
  index: ReferenceIndex,
  project: string,
  settings: PackageSettings | undefined,
): FoundPackage | undefined {
  const found = index.find(project);
  const { category = found.category, name = found.name } = settings ?? {};
  if (category === found.category && name === found.name) return undefined;
  const newest = index.versions(category, name).at(-1);
  if (newest === undefined) return { category, name, by: 'overlay', exists: false };
  return { category, name, by: 'overlay', exists: true, python: newest.python ?? 'none' };
}
