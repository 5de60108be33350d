import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRequirement } from '../../python/requirement.ts';
import type { SuiteProject } from '../suite-project.ts';
import type { Environments } from './environments.ts';

/** Requirements by normalised name; several where they differ by target or platform. */
export type DeclaredList = ReadonlyMap<string, readonly Dependency[]>;

/** What upstream declares that bears upon tests, each map by normalised name. */
export interface Declared {
  /** Extras, groups and environments that are for tests. */
  readonly test: DeclaredList;
  /** Development ones: tests among linters, release tools and documentation. */
  readonly development: DeclaredList;
  /** Every other extra: features that the suite may test. */
  readonly feature: DeclaredList;
  /** tox's and nox's environments: what once was needed often stays there. */
  readonly environment: DeclaredList;
  /** Extras that upstream's automation installs beside the tests. */
  readonly installed: DeclaredList;
  /** What it installs by name, for whatever job. */
  readonly automation: DeclaredList;
  /** Lists with all that the wanted distributions require in turn: they name what is installed, not what is needed. */
  readonly locked: DeclaredList;
  readonly runtime: DeclaredList;
}

const TEST_GROUP = /(^|-)(tests?|testing|tester|check|pytest|unittests?|ci-tests?|qa-tests?)(-|$)/;
const DEVELOPMENT_GROUP = /(^|-)(dev|devel|develop|development|all|ci|local|maintainer|contrib)(-|$)/;

/** `environments` says what tox, nox and requirements files ask for beside the project's own groups. */
export function collectDeclared(project: SuiteProject, environments: Environments): Declared {
  const declared = {
    test: createTarget(),
    development: createTarget(),
    feature: createTarget(),
    environment: createTarget(),
    installed: createTarget(),
    automation: createTarget(),
    locked: createTarget(),
    runtime: createTarget(),
  };
  addAll(declared.runtime, project.dependencies);
  const groups = [...project.extras, ...project.groups].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  for (const [name, dependencies] of groups)
    addAll(isLocked(dependencies) ? declared.locked : declared[kindOf(name, project)], dependencies);
  addAll(isLocked(environments.testsRequire) ? declared.locked : declared.test, environments.testsRequire);
  addAll(declared.environment, environments.dependencies);
  for (const extra of environments.extras) addAll(declared.environment, project.extras.get(extra) ?? []);
  const { extras, all, requirements } = environments.installed;
  addAll(declared.automation, requirements);
  for (const extra of all ? project.extras.keys() : extras)
    addAll(declared.installed, project.extras.get(extra) ?? []);
  for (const extra of ownExtras(project)) addAll(declared.test, project.extras.get(extra) ?? []);
  return {
    test: toList(declared.test),
    development: toList(declared.development),
    feature: toList(declared.feature),
    environment: toList(declared.environment),
    installed: toList(declared.installed),
    automation: toList(declared.automation),
    locked: toList(declared.locked),
    runtime: toList(declared.runtime),
  };
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

/** Requirements by normalised name, then by what they ask for. */
type Target = Map<string, Map<string, Dependency>>;

const createTarget = (): Target => new Map();

function addAll(target: Target, dependencies: readonly Dependency[]): void {
  for (const dependency of dependencies) {
    const name = normalizeName(dependency.requirement.name);
    const terms = formatRequirement({ ...dependency.requirement, name: '' });
    const known = target.get(name) ?? new Map<string, Dependency>();
    if (!known.has(terms)) target.set(name, known.set(terms, dependency));
  }
}

const toList = (target: Target): DeclaredList =>
  new Map([...target].map(([name, byTerms]) => [name, [...byTerms.values()]]));

/** The declared requirements on a distribution, those of the tests first; empty where there are none. */
export function declarations(declared: Declared, distribution: string): readonly Dependency[] {
  const list = LISTS.find((name) => declared[name].has(distribution));
  return list === undefined ? [] : (declared[list].get(distribution) ?? []);
}

/** The lists by what they vouch for, the best first. */
const LISTS = [
  'test',
  'environment',
  'development',
  'runtime',
  'installed',
  'automation',
  'feature',
  'locked',
] as const;

/** Which list a distribution is taken from, as a person would say it. */
export function listName(declared: Declared, distribution: string): string {
  const list = LISTS.find((name) => declared[name].has(distribution));
  return list === undefined ? 'declared nowhere' : LIST_NAMES[list];
}

const LIST_NAMES = {
  test: 'listed for tests',
  environment: 'listed for a test environment',
  development: 'listed for development',
  runtime: 'required at run time',
  installed: 'installed where upstream runs the tests',
  automation: 'installed by upstream’s automation',
  feature: 'required by an extra',
  locked: 'locked',
} as const satisfies Record<keyof Declared, string>;

/** The first of declarations(). */
export function declaration(declared: Declared, distribution: string): Dependency | undefined {
  return declarations(declared, distribution)[0];
}

/** True where upstream says at all what its tests need. */
export function listsTestNeeds({ test, environment, development, locked }: Declared): boolean {
  return test.size + environment.size + development.size + locked.size > 0;
}

/** True for what upstream lists for tests, rather than for features or development, or installs with them. */
export function isForTests(declared: Declared, distribution: string): boolean {
  return (['test', 'environment', 'installed', 'automation'] as const).some((list) =>
    declared[list].has(distribution),
  );
}

/** True for what upstream lists where its tests are run, be it only for development. */
export function isInstalledBeside(declared: Declared, distribution: string): boolean {
  return isForTests(declared, distribution) || declared.development.has(distribution);
}
