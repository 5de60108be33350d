import type { SourceTree } from '../core/source-tree.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { declaration, isForTests, listsTestNeeds } from './declared.ts';
import type { Grounds } from './grounds.ts';
import { impliedBy } from './implied.ts';
import { distributionOf } from './import-names.ts';
import { localModules } from './local-modules.ts';
import type { ImportFact } from './module-facts.ts';
import { rootOf } from './module-name.ts';
import { pluginNamed } from './plugin-table.ts';
import { type Signals, STRENGTH } from './signals.ts';
import { isStdlib } from './stdlib-modules.ts';
import type { SuiteProject } from './suite-project.ts';
import { isTestTool } from './test-tools.ts';

interface Context {
  readonly tree: SourceTree;
  readonly project: SuiteProject;
  readonly grounds: Grounds;
  /** Distributions that EPYTEST_PLUGINS brings in. */
  readonly plugins: ReadonlySet<string>;
}

/**
 * Distributions that the suite needs beyond the runtime requirements and the plugins, sorted by name: what it imports,
 * what that implies, and what upstream lists for tests alone.
 */
export function selectTestDependencies(context: Context): Dependency[] {
  const found = new Map([
    ...listedForTests(context.grounds),
    ...implied(context.grounds),
    ...imported(context),
  ]);
  return [...found]
    .filter(([distribution]) => !context.plugins.has(distribution) && !isLeftOut(distribution, context))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, dependency]) => dependency);
}

type Found = [distribution: string, dependency: Dependency];

/**
 * An import that upstream declares nowhere comes with something that it does declare (starlette with fastapi), unless it
 * declares nothing for tests at all. A suite that copes without a module needs it only where upstream tests with it.
 */
function imported(context: Context): Found[] {
  const { declared } = context.grounds;
  return [...importedDistributions(context)].flatMap(([distribution, { when, path }]): Found[] => {
    const dependency = declaration(declared, distribution);
    if (dependency === undefined && (when !== 'always' || listsTestNeeds(declared))) return [];
    if (when === 'optional' && !isForTests(declared, distribution)) return [];
    return [[distribution, dependency ?? undeclared(distribution, path)]];
  });
}

function implied({ signals, declared }: Grounds): Found[] {
  return [...signals.imports]
    .filter(([, { when }]) => when === 'always')
    .flatMap(([module, { path }]) =>
      impliedBy(module).map((name): Found => [name, declaration(declared, name) ?? undeclared(name, path)]),
    );
}

function listedForTests({ declared }: Grounds): Found[] {
  return [...declared.test].filter(
    ([name]) => pluginNamed(name) === undefined && !name.startsWith('pytest-'),
  );
}

/** Distributions of all modules that are neither Python's, the project's nor the suite's own. */
function importedDistributions({ tree, project, grounds }: Context): Signals['imports'] {
  const local = localModules(tree, project);
  const isLocal = (root: string) =>
    local.sure.has(root) ||
    (local.folders.has(root) && declaration(grounds.declared, distributionOf(root)) === undefined);
  const found = new Map<string, { readonly when: ImportFact['when']; readonly path: string }>();
  for (const [module, use] of grounds.signals.imports) {
    const root = rootOf(module);
    if (use.when === 'typing' || isStdlib(root) || isLocal(root)) continue;
    const distribution = resolve(module, grounds);
    if (STRENGTH[use.when] > STRENGTH[found.get(distribution)?.when ?? 'typing'])
      found.set(distribution, use);
  }
  return found;
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

function isLeftOut(distribution: string, { project, grounds: { declared } }: Context): boolean {
  return (
    distribution === normalizeName(project.name.value) ||
    declared.runtime.has(distribution) ||
    isTestTool(distribution) ||
    pluginNamed(distribution)?.policy !== undefined
  );
}

function undeclared(name: string, path: string): Dependency {
  return { requirement: { name, extras: [], specifiers: [] }, cap: 'written', where: { file: path } };
}
