import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import type { Environments } from './environments.ts';
import type { SuiteProject } from './suite-project.ts';

/** What upstream declares that bears upon tests, each map by normalised name. */
export interface Declared {
  /** Extras, groups and environments that are for tests. */
  readonly test: ReadonlyMap<string, Dependency>;
  /** Development ones: tests among linters, release tools and documentation. */
  readonly development: ReadonlyMap<string, Dependency>;
  /** Every other extra: features that the suite may test. */
  readonly feature: ReadonlyMap<string, Dependency>;
  /** tox's and nox's environments: what once was needed often stays there. */
  readonly environment: ReadonlyMap<string, Dependency>;
  /** Lists with all that the wanted distributions require in turn: they name what is installed, not what is needed. */
  readonly locked: ReadonlyMap<string, Dependency>;
  readonly runtime: ReadonlyMap<string, Dependency>;
}

const TEST_GROUP = /(^|-)(tests?|testing|tester|check|pytest|unittests?|ci-tests?|qa-tests?)(-|$)/;
const DEVELOPMENT_GROUP = /(^|-)(dev|devel|develop|development|all|ci|local|maintainer|contrib)(-|$)/;

/** `environments` says what tox, nox and requirements files ask for beside the project's own groups. */
export function collectDeclared(project: SuiteProject, environments: Environments): Declared {
  const declared = {
    test: new Map<string, Dependency>(),
    development: new Map<string, Dependency>(),
    feature: new Map<string, Dependency>(),
    environment: new Map<string, Dependency>(),
    locked: new Map<string, Dependency>(),
    runtime: new Map<string, Dependency>(),
  };
  addAll(declared.runtime, project.dependencies);
  const groups = [...project.extras, ...project.groups].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  for (const [name, dependencies] of groups)
    addAll(isLocked(dependencies) ? declared.locked : declared[kindOf(name, project)], dependencies);
  addAll(declared.environment, environments.dependencies);
  for (const extra of ownExtras(project)) addAll(declared.test, project.extras.get(extra) ?? []);
  return declared;
}

/** Extras of the project that its test group names: `sample[all]`. */
function ownExtras(project: SuiteProject): string[] {
  const own = normalizeName(project.name.value);
  return [...project.extras, ...project.groups]
    .filter(([name]) => kindOf(name, project) === 'test')
    .flatMap(([, dependencies]) => dependencies.map(({ requirement }) => requirement))
    .filter(({ name }) => normalizeName(name) === own)
    .flatMap(({ extras }) => extras.map(normalizeName));
}

/** Nobody asks for pytest's own requirements by hand. */
const OF_PYTEST = new Set(['pluggy', 'iniconfig']);

function isLocked(dependencies: readonly Dependency[]): boolean {
  return dependencies.some(({ requirement }) => OF_PYTEST.has(normalizeName(requirement.name)));
}

function kindOf(group: string, project: SuiteProject): 'test' | 'development' | 'feature' {
  if (TEST_GROUP.test(group)) return 'test';
  return DEVELOPMENT_GROUP.test(group) || project.groups.has(group) ? 'development' : 'feature';
}

function addAll(target: Map<string, Dependency>, dependencies: readonly Dependency[]): void {
  for (const dependency of dependencies) {
    const name = normalizeName(dependency.requirement.name);
    if (!target.has(name)) target.set(name, dependency);
  }
}

/** The declared requirement on a distribution, that of the tests first. */
export function declaration(declared: Declared, distribution: string): Dependency | undefined {
  return (
    declared.test.get(distribution) ??
    declared.environment.get(distribution) ??
    declared.development.get(distribution) ??
    declared.runtime.get(distribution) ??
    declared.feature.get(distribution) ??
    declared.locked.get(distribution)
  );
}

/** True where upstream says at all what its tests need. */
export function listsTestNeeds({ test, environment, development, locked }: Declared): boolean {
  return test.size + environment.size + development.size + locked.size > 0;
}

/** True for what upstream lists for tests, rather than for features or development. */
export function isForTests({ test, environment }: Declared, distribution: string): boolean {
  return test.has(distribution) || environment.has(distribution);
}
