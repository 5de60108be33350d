import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { formatSpecifiers } from '../python/specifier.ts';

/**
 * Requirements as metadata has them, with what the declaration knows of each: who put the upper bound there, and the
 * place where a person wrote it. Metadata says `<3.0` alike for a person's bound and for Poetry's caret.
 */
export function explainDependencies(
  dependencies: readonly Dependency[],
  declared: readonly Dependency[],
): readonly Dependency[] {
  const byName = new Map<string, Origins>();
  for (const dependency of declared) {
    const name = nameOf(dependency);
    const origins = byName.get(name) ?? { byVersions: new Map(), first: dependency, caps: new Set() };
    byName.set(name, origins);
    origins.caps.add(dependency.cap);
    const versions = versionsOf(dependency);
    if (!origins.byVersions.has(versions)) origins.byVersions.set(versions, dependency);
  }
  return dependencies.map((dependency) => {
    const origin = selectOrigin(dependency, byName.get(nameOf(dependency)));
    if (origin === undefined) return dependency;
    const { cap, where, alternatives } = origin;
    const same = alternatives !== undefined && versionsOf(origin) === versionsOf(dependency);
    return { ...dependency, cap, where, ...(same ? { alternatives } : {}) };
  });
}

/** The declared entries of one project: a hostile file may have thousands. */
interface Origins {
  readonly byVersions: Map<string, Dependency>;
  readonly first: Dependency;
  readonly caps: Set<Dependency['cap']>;
}

/** The entry with the same versions, or any where all bound alike. */
function selectOrigin(dependency: Dependency, origins: Origins | undefined): Dependency | undefined {
  const same = origins?.byVersions.get(versionsOf(dependency));
  return same ?? (origins?.caps.size === 1 ? origins.first : undefined);
}

function versionsOf({ requirement }: Dependency): string {
  return formatSpecifiers(requirement.specifiers).split(',').sort().join(',');
}

function nameOf({ requirement }: Dependency): string {
  return normalizeName(requirement.name);
}
