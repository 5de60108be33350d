import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import type { SuiteProject } from './suite-project.ts';

/** What upstream declares that bears upon tests, each map by normalised name. */
export interface Declared {
  /** Extras, groups and environments that are for tests. */
  readonly test: ReadonlyMap<string, Dependency>;
  /** Development ones: tests among linters, release tools and documentation. */
  readonly development: ReadonlyMap<string, Dependency>;
  /** Every other extra: features that the suite may test. */
  readonly feature: ReadonlyMap<string, Dependency>;
  readonly runtime: ReadonlyMap<string, Dependency>;
}

const TEST_GROUP = /(^|-)(tests?|testing|tester|check|pytest|unittests?|ci-tests?|qa-tests?)(-|$)/;
const DEVELOPMENT_GROUP = /(^|-)(dev|devel|develop|development|all|ci|local|maintainer|contrib)(-|$)/;

export function collectDeclared(project: SuiteProject): Declared {
  const declared = {
    test: new Map<string, Dependency>(),
    development: new Map<string, Dependency>(),
    feature: new Map<string, Dependency>(),
    runtime: new Map<string, Dependency>(),
  };
  addAll(declared.runtime, project.dependencies);
  const groups = [...project.extras, ...project.groups].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  for (const [name, dependencies] of groups) addAll(declared[kindOf(name, project)], dependencies);
  return declared;
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
    declared.development.get(distribution) ??
    declared.runtime.get(distribution) ??
    declared.feature.get(distribution)
  );
}
