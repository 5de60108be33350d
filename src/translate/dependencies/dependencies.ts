import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Where } from '../../core/errors.ts';
import type { DepNode, Depset } from '../../gentoo/depset.ts';
import { normalizeDepset } from '../../gentoo/depset-normalize.ts';
import { formatGentooVersion, type GentooVersion, withoutRevision } from '../../gentoo/version.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import type { Dependency } from '../../model/project.ts';
import type { BoundsPolicy } from '../../model/settings.ts';
import { evaluateFor } from '../../python/marker-eval.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRequirement } from '../../python/requirement.ts';
import { found } from '../findings.ts';
import { binaryWheels } from '../libraries/binary-wheels.ts';
import { gentooToPep440 } from '../version.ts';
import { applyBounds } from './bounds.ts';
import { type DependencyTarget, findTarget } from './dependency-target.ts';
import { conditionByMarker } from './markers.ts';
import { type SlotChoice, withSlot } from './slots.ts';
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
  /** Whether compiled modules link against what is installed: a new subslot then means a new build (rulebook 5.8). */
  readonly linked: boolean;
  /** Whether these only build or test the package. */
  readonly areTools: boolean;
}

/** Far more than any package has; each takes about a millisecond. */
const MOST_DEPENDENCIES = 5000;

/**
 * Requirements → a dependency specification: names looked up, bounds translated, markers turned into conditions. What
 * cannot be expressed is in the diagnostics; nothing disappears without one.
 */
export function translateDependencies(
  dependencies: readonly Dependency[],
  context: DependencyContext,
): Staged<Depset> {
  const some = dependencies.slice(0, MOST_DEPENDENCIES);
  const count = dependencies.length;
  const translated = some.map((dependency) => translateDependency(dependency, context));
  const beyond =
    count > some.length ? [found['dependencies-too-many']({ count, most: MOST_DEPENDENCIES })] : [];
  return {
    value: withoutEmptyConditions(normalizeDepset(translated.flatMap(({ value }) => value)), context),
    diagnostics: unique([...beyond, ...translated.flatMap(({ diagnostics }) => diagnostics)]),
  };
}

/** What several requirements together ask for on all interpreters is under no condition. */
function withoutEmptyConditions(depset: Depset, { pythonVersions }: DependencyContext): Depset {
  const isEverywhere = (node: DepNode) =>
    node.kind === 'python-cond' && pythonVersions.every((version) => node.patterns.includes(version));
  if (!depset.some(isEverywhere)) return depset;
  return normalizeDepset(
    depset.flatMap((node) => (node.kind === 'python-cond' && isEverywhere(node) ? node.children : [node])),
  );
}

const nothing: Staged<Depset> = { value: [], diagnostics: [] };

function translateDependency(dependency: Dependency, context: DependencyContext): Staged<Depset> {
  const { requirement, where } = dependency;
  const project = normalizeName(requirement.name);
  if (!appliesSomewhere(dependency, context) || isDropped(project, context)) return nothing;
  if (stdlibBackports.has(project))
    return { value: [], diagnostics: [found['dependency-stdlib']({ project }, where)] };
  if (binaryWheels.has(project))
    return { value: [], diagnostics: [found['dependency-binaries']({ project }, where)] };
  const target = findTarget(requirement, context.index, where);
  const { category, name, use } = target.value;
  const existing = context.index.versions(category, name);
  const knownVersions = existing.map(({ version }) => toPep440(version));
  const bounded = applyBounds(dependency, {
    bounds: context.bounds,
    knownVersions,
    isTool: context.areTools,
  });
  const atoms = specifiersToAtoms(bounded.value, {
    package: { category, name },
    use,
    ...(context.index.known ? { existing } : {}),
    blockers: context.blockers,
    requirement: formatRequirement(requirement),
  });
  const slotted = withSlot(atoms.value, slotOf(target.value, context));
  const conditional = conditionByMarker(requirement, slotted, context);
  const url =
    requirement.url === undefined
      ? []
      : [found['dependency-url']({ requirement: formatRequirement(requirement) })];
  const noticed = [target, bounded, atoms, conditional].flatMap(({ diagnostics }) => diagnostics);
  return { value: conditional.value, diagnostics: [...noticed, ...url].map((each) => placed(each, where)) };
}

const toPep440 = (version: GentooVersion) => gentooToPep440(formatGentooVersion(withoutRevision(version)));

const slotOf = ({ slot, subslot = false }: DependencyTarget, { linked }: DependencyContext): SlotChoice => ({
  ...(slot === undefined ? {} : { slot }),
  rebuild: linked && subslot,
});

/** Stages that know nothing of files leave the place to this one. */
const placed = (diagnostic: Diagnostic, where: Where): Diagnostic => ({ where, ...diagnostic });

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
