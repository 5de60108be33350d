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
  const byName = new Map<string, readonly Dependency[]>();
  for (const dependency of declared) {
    const name = nameOf(dependency);
    byName.set(name, [...(byName.get(name) ?? []), dependency]);
  }
  return dependencies.map((dependency) => {
    const origin = selectOrigin(dependency, byName.get(nameOf(dependency)) ?? []);
    if (origin === undefined) return dependency;
    const { cap, where, alternatives } = origin;
    const same = alternatives !== undefined && versionsOf(origin) === versionsOf(dependency);
    return { ...dependency, cap, where, ...(same ? { alternatives } : {}) };
  });
}

/** The entry with the same versions, or any where all bound alike. */
function selectOrigin(dependency: Dependency, candidates: readonly Dependency[]): Dependency | undefined {
  const wanted = versionsOf(dependency);
  const same = candidates.find((candidate) => versionsOf(candidate) === wanted);
  if (same !== undefined) return same;
  return new Set(candidates.map(({ cap }) => cap)).size === 1 ? candidates[0] : undefined;
}

function versionsOf({ requirement }: Dependency): string {
  return formatSpecifiers(requirement.specifiers).split(',').sort().join(',');
}

function nameOf({ requirement }: Dependency): string {
  return normalizeName(requirement.name);
}
