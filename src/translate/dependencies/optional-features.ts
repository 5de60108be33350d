import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { type Atom, formatAtom } from '../../gentoo/atom.ts';
import { bash } from '../../gentoo/bash-quote.ts';
import { atomsOf, type Depset } from '../../gentoo/depset.ts';
import type { BashText, EbuildFunction } from '../../model/ebuild.ts';
import type { Dependency, ProjectMetadata } from '../../model/project.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { normalizeName } from '../../python/name.ts';
import { found } from '../findings.ts';
import { type DependencyContext, translateDependencies } from './dependencies.ts';

/** What more than this many packages make possible is no light feature. */
const mostPackages = 4;

/** Extras that bundle others, and those for people who work on the project. */
const NO_FEATURE =
  /^(?:all|complete|everything|extras?|full|recommended|standard)(?:-|$)|(?:^|-)(?:benchmarks?|build|checks?|ci|cov|cover|coverage|dev|devel|develop|development|docs?|documentation|enabler|examples?|formatting|lint|linters?|linting|mypy|nox|packaging|pre-commit|pytest|qa|release|sphinx|tests?|testing|tox|tutorials?|types?|typing)(?:-|$)/;

interface FeatureInput {
  readonly project: Pick<ProjectMetadata, 'extras'>;
  readonly settings: Pick<PackageSettings, 'extras' | 'use' | 'optfeature'>;
  /** What the package requires anyway. */
  readonly rdepend: Depset;
}

/**
 * Own extras → `optfeature` calls in pkg_postinst (optfeature.eclass): what people may install for more features, told
 * after the merge and enforced nowhere. Versions are left out as ::gentoo does; a feature whose packages are not all there
 * is no help to anybody, so that it is left out and reported.
 */
export function translateOptionalFeatures(
  input: FeatureInput,
  context: DependencyContext,
): Staged<readonly EbuildFunction[]> {
  const required = new Set(input.rdepend.flatMap((node) => (node.kind === 'atom' ? [idOf(node.atom)] : [])));
  const features = chooseFeatures(input).map((feature) => translateFeature(feature, required, context));
  const calls = features.flatMap(({ value }) => value);
  const diagnostics = features.flatMap((feature) => feature.diagnostics);
  return { value: calls.length === 0 ? [] : [{ name: 'pkg_postinst', lines: calls }], diagnostics };
}

interface Feature {
  readonly extra: string;
  readonly description: string;
  /** A person named it; else it has to be light. */
  readonly asked: boolean;
  /** undefined where there is no such extra. */
  readonly dependencies: readonly Dependency[] | undefined;
}

function chooseFeatures({ project, settings }: FeatureInput): readonly Feature[] {
  const { optfeature, extras, use } = settings;
  if (optfeature !== true) {
    return Object.entries(optfeature === false ? {} : optfeature).map(([extra, description]) => ({
      extra,
      description,
      asked: true,
      dependencies: project.extras.get(normalizeName(extra)),
    }));
  }
  const taken = new Set([...extras, ...Object.values(use).flat()].map(normalizeName));
  return [...project.extras]
    .filter(([extra]) => !taken.has(extra) && !NO_FEATURE.test(extra))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([extra, dependencies]) => ({
      extra,
      description: `${extra} support`,
      asked: false,
      dependencies,
    }));
}

function translateFeature(
  { extra, description, asked, dependencies }: Feature,
  required: ReadonlySet<string>,
  context: DependencyContext,
): Staged<readonly BashText[]> {
  const leaveOut = (...diagnostics: readonly Diagnostic[]) => ({ value: [], diagnostics });
  if (dependencies === undefined) return leaveOut(found['extra-unknown']({ extra }));
  const { value } = translateDependencies(dependencies, { ...context, blockers: false, linked: false });
  const atoms = plainAtoms(value).filter((atom) => !required.has(idOf(atom)));
  if (atoms.length === 0) return leaveOut();
  const missing = atoms.filter(({ category, name }) => context.index.versions(category, name).length === 0);
  if (context.index.known && missing.length > 0)
    return leaveOut(found['optfeature-missing']({ extra, packages: missing.map(idOf) }));
  if (!asked && atoms.length > mostPackages)
    return leaveOut(found['optfeature-heavy']({ extra, count: atoms.length }));
  return { value: formatCall(description, atoms), diagnostics: [] };
}

const idOf = ({ category, name }: Atom) => `${category}/${name}`;

/** Each package once, without version and interpreters: what `has_version` is to look for. */
function plainAtoms(depset: Depset): readonly Atom[] {
  const atoms = atomsOf(depset).map(({ category, name, slot, use }): Atom => {
    const flags = use.filter((flag) => !flag.startsWith('$'));
    return { category, name, ...(slot === undefined ? {} : { slot }), use: flags };
  });
  const sorted = atoms.toSorted((a, b) => (formatAtom(a) < formatAtom(b) ? -1 : 1));
  return [...new Map(sorted.map((atom) => [idOf(atom), atom])).values()];
}

/** All of the packages are one argument: further arguments would be alternatives. */
function formatCall(description: string, atoms: readonly Atom[]): readonly BashText[] {
  const head = bash`optfeature "${description}"`;
  const packages = bash`${atoms.map(formatAtom).join(' ')}`;
  const line = bash`${head} ${packages}`;
  return line.bash.length <= lineWidth ? [line] : [bash`${head} \\`, bash`\t${packages}`];
}

/** Of a line within a function. */
const lineWidth = 76;
