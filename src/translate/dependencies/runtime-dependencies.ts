import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { parseAtom } from '../../gentoo/atom.ts';
import type { Depset } from '../../gentoo/depset.ts';
import { normalizeDepset } from '../../gentoo/depset-normalize.ts';
import type { Dependency, ProjectMetadata } from '../../model/project.ts';
import type { DependencyVariable, PackageSettings } from '../../model/settings.ts';
import { normalizeName } from '../../python/name.ts';
import { found } from '../findings.ts';
import { type DependencyContext, translateDependencies } from './dependencies.ts';

/**
 * RDEPEND: what the wheel requires, the extras that a person made part of it, and under USE flags those that a person
 * gave a flag. Own extras are nobody's default (rulebook 11.8).
 */
export function translateRuntimeDependencies(
  project: ProjectMetadata,
  settings: PackageSettings,
  context: DependencyContext,
): Staged<Depset> {
  const diagnostics: Diagnostic[] = [];
  const take = <T>({ value, diagnostics: noticed }: Staged<T>): T => {
    diagnostics.push(...noticed);
    return value;
  };
  const required = take(withoutLeftovers(project));
  const always = take(
    translateDependencies([...required, ...take(extrasOf(project, settings.extras))], context),
  );
  const optional = Object.entries(settings.use).map(([flag, extras]) => ({
    kind: 'use' as const,
    flag,
    negated: false,
    children: take(translateDependencies(take(extrasOf(project, extras)), context)),
  }));
  return {
    value: normalizeDepset([...always, ...optional, ...addedAtoms(settings, 'RDEPEND')]),
    diagnostics,
  };
}

/** setuptools among the requirements is usually what once was needed for entry points (rulebook 11.10). */
function withoutLeftovers({ dependencies, usesSetuptools }: ProjectMetadata): Staged<readonly Dependency[]> {
  const isLeftover = ({ requirement }: Dependency) =>
    !usesSetuptools && normalizeName(requirement.name) === 'setuptools';
  return {
    value: dependencies.filter((dependency) => !isLeftover(dependency)),
    diagnostics: dependencies
      .filter(isLeftover)
      .map(({ where }) => found['dependency-unused']({ project: 'setuptools' }, where)),
  };
}

/** Atoms that a person adds to a variable. Throws DEPENDENCY_INVALID where one is none. */
export function addedAtoms({ add }: PackageSettings, variable: DependencyVariable): Depset {
  return (add[variable] ?? []).map((text) => ({ kind: 'atom', atom: parseAtom(text) }));
}

function extrasOf(project: ProjectMetadata, names: readonly string[]): Staged<readonly Dependency[]> {
  const unknown = names.filter((name) => !project.extras.has(normalizeName(name)));
  return {
    value: names.flatMap((name) => project.extras.get(normalizeName(name)) ?? []),
    diagnostics: unknown.map((extra) => found['extra-unknown']({ extra })),
  };
}
