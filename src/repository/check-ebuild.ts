import type { Diagnostic } from '../core/diagnostic.ts';
import { type Atom, PYTHON_USEDEP } from '../gentoo/atom.ts';
import type { DepNode, Depset } from '../gentoo/depset.ts';
import type { EbuildModel } from '../model/ebuild.ts';
import type { PackageIndex } from '../model/package-index.ts';
import { matchPythonTargets } from './python-targets.ts';
import { checkSatisfiable } from './satisfiable.ts';

/** What the dependencies of an ebuild come to in the repositories. */
export interface EbuildCheck {
  /** Unconditional dependencies (`category/name`) and which of the ebuild's targets each supports. */
  readonly supported: readonly { readonly name: string; readonly targets: readonly string[] }[];
  /** Each finding once, whichever variables it came up in. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckOptions {
  /** True where PYTHON_COMPAT will be limited to `supported`, and targets that only that costs need no report. */
  readonly limitsTargets: boolean;
  /** The project's name on PyPI of a package, for messages; its PN where that is not known. */
  readonly projectOf?: (category: string, name: string) => string | undefined;
  /** Packages that this very run writes: there is nothing to look up of them yet. */
  readonly planned?: (category: string, name: string) => boolean;
}

/** Checks all dependencies of an ebuild, those that the eclass adds for EPYTEST_PLUGINS included. */
export function checkEbuild(index: PackageIndex, ebuild: EbuildModel, options: CheckOptions): EbuildCheck {
  const self = `${ebuild.category}/${ebuild.name}`;
  const context = { index, options, self, keywords: ebuild.keywords, targets: ebuild.distutils.pythonCompat };
  const plugins = ebuild.tests.plugins.filter((name) => !name.includes('$')).map(pluginAtom);
  const checks = [
    ...[ebuild.rdepend, ebuild.depend, ebuild.bdepend, ebuild.pdepend ?? []].map((depset) =>
      checkNodes(depset, context),
    ),
    checkNodes([{ kind: 'use', flag: 'test', negated: false, children: plugins }], context),
  ];
  const diagnostics = new Map(
    checks.flatMap((check) => check.diagnostics).map((each) => [`${each.code} ${each.message}`, each]),
  );
  return { supported: checks.flatMap(({ supported }) => supported), diagnostics: [...diagnostics.values()] };
}

interface Context {
  readonly index: PackageIndex;
  readonly options: CheckOptions;
  /** The ebuild's own package, which need not be in the repositories yet. */
  readonly self: string;
  readonly keywords: readonly string[];
  /** Those under which these dependencies hold. */
  readonly targets: readonly string[];
}

/** distutils-r1.eclass: `dev-python/` and the plugin's name, but for the one that lives elsewhere. */
function pluginAtom(plugin: string): DepNode {
  const category = plugin === 'pkgcore' ? 'sys-apps' : 'dev-python';
  return { kind: 'atom', atom: { category, name: plugin, use: [PYTHON_USEDEP] } };
}

function checkNodes(nodes: Depset, context: Context): EbuildCheck {
  const here = groupAtoms(nodes, context.self).map((atoms) => checkPackage(atoms, context));
  const below = nodes.flatMap((node) => (node.kind === 'atom' ? [] : [checkGroup(node, context)]));
  return joinChecks([...here, ...below]);
}

/** Range atoms of one package stand beside each other and must be met by one version. */
function groupAtoms(nodes: Depset, self: string): readonly (readonly Atom[])[] {
  const groups = new Map<string, Atom[]>();
  for (const node of nodes) {
    if (node.kind !== 'atom') continue;
    const id = `${node.atom.category}/${node.atom.name}`;
    if (id === self) continue;
    groups.set(id, [...(groups.get(id) ?? []), node.atom]);
  }
  return [...groups.values()].filter((atoms) => atoms.some(({ blocker }) => blocker === undefined));
}

function checkPackage(atoms: readonly Atom[], { index, options, keywords, targets }: Context): EbuildCheck {
  const [{ category, name } = { category: '', name: '' }] = atoms;
  if (options.planned?.(category, name)) return { supported: [], diagnostics: [] };
  const project = options.projectOf?.(category, name) ?? name;
  const known = index.versions(category, name).length > 0;
  const found = { category, name, by: 'name' as const, exists: known };
  const { limitsTargets } = options;
  const wanted = { project, found, atoms, targets, keywords, limitsTargets };
  const { value, diagnostics } = checkSatisfiable(index, wanted);
  const failed = value.versions.length === 0 && index.known;
  return { supported: failed ? [] : [{ name: `${category}/${name}`, targets: value.targets }], diagnostics };
}

function checkGroup(node: Exclude<DepNode, { kind: 'atom' }>, context: Context): EbuildCheck {
  switch (node.kind) {
    case 'all-of':
      return checkNodes(node.children, context);
    case 'use':
      return conditional(checkNodes(node.children, context));
    case 'any-of':
      return checkAlternatives(node.children, context);
    case 'python-cond': {
      const targets = matchPythonTargets(context.targets, node.patterns);
      return conditional(checkNodes(node.children, { ...context, targets }));
    }
  }
}

/** What only some flags or interpreters need cannot limit the others. */
const conditional = ({ diagnostics }: EbuildCheck): EbuildCheck => ({ supported: [], diagnostics });

/** One alternative that works will do; where none does, the first says why. */
function checkAlternatives(children: Depset, context: Context): EbuildCheck {
  const checks = children.map((child) => checkNodes([child], context));
  const works = checks.some(({ diagnostics }) => diagnostics.every(({ severity }) => severity === 'note'));
  return works || checks[0] === undefined ? joinChecks([]) : conditional(checks[0]);
}

function joinChecks(checks: readonly EbuildCheck[]): EbuildCheck {
  return {
    supported: checks.flatMap(({ supported }) => supported),
    diagnostics: checks.flatMap(({ diagnostics }) => diagnostics),
  };
}
