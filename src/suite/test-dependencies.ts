import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { isStdlib } from '../python/stdlib-modules.ts';
import { declaration, declarations, isForTests, listsTestNeeds } from './declared.ts';
import type { Grounds } from './grounds.ts';
import { impliedBy, isLoadedByName } from './implied.ts';
import { distributionOf } from './import-names.ts';
import { localModules } from './local-modules.ts';
import type { ImportFact } from './module-facts.ts';
import { rootOf } from './module-name.ts';
import { pluginNamed } from './plugin-table.ts';
import { type Signals, STRENGTH } from './signals.ts';
import type { Suite } from './suite.ts';
import { isTestTool } from './test-tools.ts';

interface Context {
  readonly suite: Suite;
  /** Distributions that EPYTEST_PLUGINS brings in. */
  readonly plugins: ReadonlySet<string>;
  /** Modules that the project's tested modules import. */
  readonly underTest: readonly string[];
}

/**
 * Distributions that the suite needs beyond the runtime requirements and the plugins, sorted by name: what it imports,
 * what that implies, and what upstream lists for tests alone.
 */
export function selectTestDependencies(context: Context): Dependency[] {
  const { suite } = context;
  const found = new Map([
    ...listedForTests(suite),
    ...loadedByName(suite),
    ...implied(suite),
    ...testedModulesNeed(context),
    ...imported(context),
  ]);
  return [...found]
    .filter(([distribution]) => !context.plugins.has(distribution) && !isLeftOut(distribution, context))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .flatMap(([, dependencies]) => dependencies);
}

/** The files that import each distribution at their top, for those that are no requirement of the project itself. */
export function importersOf(suite: Suite): Map<string, readonly string[]> {
  const isOwn = ownModules(suite);
  const importers = new Map<string, Set<string>>();
  for (const { path, imports } of [...suite.files.modules, ...suite.files.support])
    for (const { module, when } of imports) {
      if (when !== 'always' || isOwn(rootOf(module))) continue;
      const distribution = resolve(module, suite);
      importers.set(distribution, (importers.get(distribution) ?? new Set()).add(path));
    }
  return new Map([...importers].map(([distribution, paths]) => [distribution, [...paths].sort()]));
}

/** A distribution with all that upstream requires of it, for each target or platform. */
type Found = [distribution: string, dependencies: readonly Dependency[]];

/**
 * An import that upstream declares nowhere comes with something that it does declare (starlette with fastapi), unless it
 * declares nothing for tests at all. A suite that copes without a module needs it only where upstream tests with it.
 */
function imported(context: Context): Found[] {
  const { declared } = context.suite;
  return [...importedDistributions(context)].flatMap(([distribution, { when, path }]): Found[] => {
    const dependencies = declarations(declared, distribution);
    if (dependencies.length === 0 && (when !== 'always' || listsTestNeeds(declared))) return [];
    if (when === 'optional' && !isForTests(declared, distribution)) return [];
    return [[distribution, dependencies.length > 0 ? dependencies : undeclared(distribution, path)]];
  });
}

/** Requirements of the project's features whose modules the tests import. */
function testedModulesNeed({ underTest, suite }: Context): Found[] {
  const isOwn = ownModules(suite);
  return underTest
    .filter((module) => !isOwn(rootOf(module)))
    .map((module) => resolve(module, suite))
    .map((distribution): Found => [distribution, declarations(suite.declared, distribution)])
    .filter(([, dependencies]) => dependencies.length > 0);
}

/** Drivers, servers and codecs that others load by a name or a URL: the list alone shows their use. */
function loadedByName({ declared }: Grounds): Found[] {
  const listed = [...declared.development, ...declared.environment];
  return listed.filter(([distribution]) => isLoadedByName(distribution));
}

function implied({ signals, declared }: Grounds): Found[] {
  return [...signals.imports]
    .filter(([, { when }]) => when === 'always')
    .flatMap(([module, { path }]) => impliedBy(module).map((name) => ({ name, path })))
    .map(({ name, path }): Found => {
      const dependencies = declarations(declared, name);
      return [name, dependencies.length > 0 ? dependencies : undeclared(name, path)];
    });
}

function listedForTests({ declared }: Grounds): Found[] {
  return [...declared.test].filter(
    ([name]) => pluginNamed(name) === undefined && !name.startsWith('pytest-'),
  );
}

/** Distributions of all modules that are neither Python's, the project's nor the suite's own. */
function importedDistributions({ suite }: Context): Signals['imports'] {
  const isOwn = ownModules(suite);
  const found = new Map<string, { readonly when: ImportFact['when']; readonly path: string }>();
  for (const [module, use] of suite.signals.imports) {
    if (use.when === 'typing' || isOwn(rootOf(module))) continue;
    const distribution = resolve(module, suite);
    if (STRENGTH[use.when] > STRENGTH[found.get(distribution)?.when ?? 'typing'])
      found.set(distribution, use);
  }
  return found;
}

function ownModules({ tree, project, declared }: Suite): (root: string) => boolean {
  const { sure, folders } = localModules(tree, project);
  const isFolder = (root: string) =>
    folders.has(root) && declaration(declared, distributionOf(root)) === undefined;
  return (root) => isStdlib(root) || sure.has(root) || isFolder(root);
}

/** A declared distribution of the module's own name goes before the table. */
function resolve(module: string, { declared }: Grounds): string {
  const parts = module.split('.');
  for (let length = Math.min(parts.length, 5); length > 0; length--) {
    const name = normalizeName(parts.slice(0, length).join('-'));
    if (declaration(declared, name) !== undefined) return name;
  }
  return distributionOf(module);
}

function isLeftOut(distribution: string, { suite: { project, declared } }: Context): boolean {
  return (
    distribution === normalizeName(project.name.value) ||
    declared.runtime.has(distribution) ||
    isTestTool(distribution) ||
    pluginNamed(distribution)?.policy !== undefined
  );
}

function undeclared(name: string, path: string): Dependency[] {
  return [{ requirement: { name, extras: [], specifiers: [] }, cap: 'written', where: { file: path } }];
}
