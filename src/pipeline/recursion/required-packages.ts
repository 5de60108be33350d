import type { Atom } from '../../gentoo/atom.ts';
import { atomsOf, type Depset } from '../../gentoo/depset.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import type { RequirementKind } from '../../model/plan.ts';
import type { Dependency, ProjectMetadata } from '../../model/project.ts';
import type { PackageSettings } from '../../model/settings.ts';
import type { TestSuite } from '../../model/test-suite.ts';
import { evaluateFor } from '../../python/marker-eval.ts';
import { normalizeName } from '../../python/name.ts';
import type { Specifier, SpecifierSet } from '../../python/specifier.ts';
import { applyBounds } from '../../translate/dependencies/bounds.ts';

/** A PyPI project that an ebuild depends on. */
export interface RequiredPackage {
  /** Normalised name on PyPI. */
  readonly project: string;
  /** `dev-python/requests`, as the ebuild spells it. */
  readonly id: string;
  readonly kind: RequirementKind;
  /** The versions that the ebuild allows, as far as upstream said it. */
  readonly specifiers: SpecifierSet;
}

/** What packages outside of the reference repositories need, by `category/name`. */
export type NeedGraph = ReadonlyMap<string, readonly PackageNeed[]>;

export type PackageNeed = Pick<RequiredPackage, 'id' | 'kind'>;

/** A finished ebuild and the requirements that it was made from. */
export interface EbuildOrigin {
  readonly ebuild: EbuildModel;
  readonly project: ProjectMetadata;
  readonly buildRequires: readonly Dependency[];
  readonly suite: TestSuite;
  readonly settings: PackageSettings;
}

/**
 * The projects behind an ebuild's dependencies, each once a kind. It starts from the finished ebuild, so that what
 * markers, the standard library or a person's settings left out is left out here too; atoms that a person wrote
 * have no project.
 */
export function selectRequiredPackages(
  origin: EbuildOrigin,
  index: PackageIndex,
): readonly RequiredPackage[] {
  const { ebuild, settings, suite } = origin;
  const self = `${ebuild.category}/${ebuild.name}`;
  const known = groupByPackage(listDependencies(origin), origin, index);
  const plugins = new Set(ebuild.tests.plugins);
  const ids: Record<RequirementKind, readonly string[]> = {
    runtime: idsOf(ebuild.rdepend),
    build: idsOf([...ebuild.depend, ...ebuild.bdepend.filter((node) => !isUnderTest(node))]),
    test: [
      ...idsOf(ebuild.bdepend.filter(isUnderTest)),
      ...suite.plugins.flatMap(({ distribution }) => {
        const found = index.find(distribution);
        return plugins.has(found.name) && settings.epytestPlugins === undefined ? [idOf(found)] : [];
      }),
    ],
  };
  return kinds.flatMap((kind) =>
    [...new Set(ids[kind])].flatMap((id) => {
      const projects = id === self ? undefined : known.get(id);
      return projects === undefined ? [] : [{ ...projects, id, kind }];
    }),
  );
}

const kinds = ['runtime', 'build', 'test'] as const satisfies readonly RequirementKind[];

const isUnderTest = (node: Depset[number]) => node.kind === 'use' && node.flag === 'test';
const idOf = ({ category, name }: Pick<Atom, 'category' | 'name'>) => `${category}/${name}`;
const idsOf = (depset: Depset) =>
  atomsOf(depset)
    .filter(({ blocker }) => blocker === undefined)
    .map(idOf);

function listDependencies({ project, buildRequires, suite, settings }: EbuildOrigin): readonly Dependency[] {
  const extras = [...settings.extras, ...Object.values(settings.use).flat()];
  return [
    ...project.dependencies,
    ...extras.flatMap((extra) => project.extras.get(normalizeName(extra)) ?? []),
    ...buildRequires,
    ...suite.dependencies,
    ...suite.plugins.map(({ distribution, declared }) => declared ?? mentionOf(distribution)),
  ];
}

/** A plugin that the suite uses without declaring it. */
function mentionOf(distribution: string): Dependency {
  return {
    requirement: { name: distribution, extras: [], specifiers: [] },
    cap: 'written',
    where: { file: 'tests' },
  };
}

type Project = Pick<RequiredPackage, 'project' | 'specifiers'>;

function groupByPackage(
  dependencies: readonly Dependency[],
  { ebuild, settings }: EbuildOrigin,
  index: PackageIndex,
): ReadonlyMap<string, Project> {
  const pythonVersions = ebuild.distutils.pythonCompat.map((target) =>
    target.replace(/^python(\d+)_(\d+)t?$/, '$1.$2'),
  );
  const groups = new Map<string, { readonly project: string; readonly specifiers: Specifier[] }>();
  for (const dependency of dependencies) {
    const { name, marker, url } = dependency.requirement;
    // What has an address need not be what has the name on the index.
    if (url !== undefined) continue;
    const verdicts = [...evaluateFor(marker, { pythonVersions, extras: [] }).values()];
    if (verdicts.every((verdict) => verdict === false)) continue;
    const project = normalizeName(name);
    const id = idOf(index.find(project));
    const specifiers = groups.get(id)?.specifiers ?? [];
    specifiers.push(...boundsOf(dependency, settings));
    groups.set(id, { project, specifiers });
  }
  return groups;
}

/** Of alternatives (Poetry's `||`) the hull. */
function boundsOf(dependency: Dependency, { bounds }: PackageSettings): SpecifierSet {
  const [only, ...others] = applyBounds(dependency, { bounds }).value;
  return only !== undefined && others.length === 0 ? only : dependency.requirement.specifiers;
}
