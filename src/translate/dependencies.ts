import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { Depset } from '../gentoo/depset.ts';
import { normalizeDepset } from '../gentoo/depset-normalize.ts';
import type { PackageIndex } from '../model/package-index.ts';
import type { Dependency } from '../model/project.ts';
import type { BoundsPolicy } from '../model/settings.ts';
import { evaluateFor } from '../python/marker-eval.ts';
import { normalizeName } from '../python/name.ts';
import { formatRequirement } from '../python/requirement.ts';
import { applyBounds } from './bounds.ts';
import { findTarget } from './dependency-target.ts';
import { found } from './findings.ts';
import { conditionByMarker } from './markers.ts';
import { specifiersToAtoms } from './specifiers.ts';
import { stdlibBackports } from './stdlib-backports.ts';

export interface DependencyContext {
  readonly index: PackageIndex;
  readonly bounds: BoundsPolicy;
  /** Series of PYTHON_COMPAT: `3.12`, … */
  readonly pythonVersions: readonly string[];
  /** PyPI or package names that a person wants left out. */
  readonly drop: readonly string[];
  /** Whether an exclusion may become a blocker, which belongs into RDEPEND only. */
  readonly blockers: boolean;
}

/**
 * Requirements → a dependency specification: names looked up, bounds translated, markers turned into conditions. What
 * cannot be expressed is in the diagnostics; nothing disappears without one.
 */
export function translateDependencies(
  dependencies: readonly Dependency[],
  context: DependencyContext,
): Staged<Depset> {
  const translated = dependencies.map((dependency) => translateDependency(dependency, context));
  return {
    value: normalizeDepset(translated.flatMap(({ value }) => value)),
    diagnostics: unique(translated.flatMap(({ diagnostics }) => diagnostics)),
  };
}

const nothing: Staged<Depset> = { value: [], diagnostics: [] };

function translateDependency(dependency: Dependency, context: DependencyContext): Staged<Depset> {
  const { requirement, where } = dependency;
  const project = normalizeName(requirement.name);
  if (!appliesSomewhere(dependency, context) || isDropped(project, context)) return nothing;
  if (stdlibBackports.has(project))
    return { value: [], diagnostics: [found['dependency-stdlib']({ project }, where)] };
  const target = findTarget(requirement, context.index, where);
  const { category, name, slot, use } = target.value;
  const bounded = applyBounds(dependency, context);
  const atoms = specifiersToAtoms(bounded.value, {
    package: { category, name },
    use,
    existing: context.index.versions(category, name),
    blockers: context.blockers,
    requirement: formatRequirement(requirement),
  });
  const conditional = conditionByMarker(requirement, withSlot(atoms.value, slot), context);
  const url =
    requirement.url === undefined
      ? []
      : [found['dependency-url']({ requirement: formatRequirement(requirement) }, where)];
  return {
    value: conditional.value,
    diagnostics: [target, bounded, atoms, conditional].flatMap(({ diagnostics }) => diagnostics).concat(url),
  };
}

/** Where one slot of a package holds one project, every atom of the project names the slot. */
function withSlot(nodes: Depset, slot: string | undefined): Depset {
  if (slot === undefined) return nodes;
  return nodes.map((node) => (node.kind === 'atom' ? { ...node, atom: { ...node.atom, slot } } : node));
}

/** A requirement for other systems only (`sys_platform == "win32"`) needs no package, so it is not worth a remark. */
function appliesSomewhere({ requirement }: Dependency, { pythonVersions }: DependencyContext): boolean {
  return [...evaluateFor(requirement.marker, { pythonVersions, extras: [] }).values()].some(
    (verdict) => verdict !== false,
  );
}

const isDropped = (project: string, { drop, index }: DependencyContext): boolean => {
  const { category, name } = index.find(project);
  return drop.some((entry) => entry === `${category}/${name}` || normalizeName(entry) === project);
};

const unique = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values(),
];
