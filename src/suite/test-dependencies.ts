import type { Dependency } from '../model/project.ts';
import type { TestNeed } from '../model/test-suite.ts';
import { evaluateFor } from '../python/marker-eval.ts';
import { rootOf } from '../python/module-name.ts';
import { normalizeName } from '../python/name.ts';
import { isBackport } from './backports.ts';
import { declarations, isInstalledBeside, listName, listsTestNeeds } from './configuration/declared.ts';
import type { ImportsUnderTest } from './feature-needs.ts';
import type { Grounds } from './grounds.ts';
import { impliedBy, isLoadedByName } from './implied.ts';
import { importersOf, withoutImported } from './modules/importers.ts';
import type { ImportFact } from './modules/module-facts.ts';
import { ownModules, resolveImport } from './modules/resolve-import.ts';
import { pluginNamed } from './plugins/plugin-table.ts';
import { type Signals, STRENGTH } from './signals.ts';
import type { Suite } from './suite.ts';
import { isLibraryTool, isTestTool, makesDocumentation } from './test-tools.ts';

interface Context {
  readonly suite: Suite;
  /** Distributions that EPYTEST_PLUGINS brings in. */
  readonly plugins: ReadonlySet<string>;
  /** Modules that the project's tested modules import. */
  readonly underTest: ImportsUnderTest;
}

/**
 * Distributions that the suite needs beyond the runtime requirements and the plugins, sorted by name: what it imports,
 * what that implies, and what upstream lists for tests alone.
 */
export function selectTestDependencies(context: Context): {
  readonly dependencies: readonly Dependency[];
  readonly needs: readonly TestNeed[];
  readonly testModules: number;
} {
  const { suite } = context;
  const found = merge(
    [
      ...listedForTests(suite),
      ...loadedByName(suite),
      ...implied(suite),
      ...backends(context),
      ...testedModulesNeed(context),
      ...imported(context),
    ].filter(({ distribution }) => !context.plugins.has(distribution) && !isLeftOut(distribution, context)),
  );
  const importers = importersOf(suite);
  const tested = suite.files.modules.filter((file) => file.tests.length > 0);
  const spare = withoutImported(tested, suite.files);
  const testModules = tested.length;
  return {
    testModules,
    dependencies: found.flatMap(({ dependencies }) => dependencies),
    needs: found.map((each) => ({
      distribution: each.distribution,
      reasons: each.reasons,
      ...onlyIn(importers.get(each.distribution) ?? [], each, { spare, testModules }),
    })),
  };
}

/** The importers, where they are test modules and others can be run without them. */
function onlyIn(
  importers: readonly string[],
  { reasons }: Found,
  { spare, testModules }: { readonly spare: ReadonlySet<string>; readonly testModules: number },
): Pick<TestNeed, 'onlyIn'> {
  const areFew = importers.length < testModules && importers.every((path) => spare.has(path));
  const isShown = importers.length > 0 || reasons.every((reason) => reason.startsWith(FOR_TESTS));
  return areFew && isShown ? { onlyIn: importers } : {};
}

/** A distribution with all that upstream requires of it, for each target or platform. */
interface Found {
  readonly distribution: string;
  readonly dependencies: readonly Dependency[];
  readonly reasons: readonly string[];
}

/** One entry a distribution, sorted. */
function merge(found: readonly Found[]): Found[] {
  const merged = new Map<string, Found>();
  for (const each of found) {
    const reasons = new Set([...(merged.get(each.distribution)?.reasons ?? []), ...each.reasons]);
    merged.set(each.distribution, { ...each, reasons: [...reasons] });
  }
  return [...merged.values()].sort((a, b) =>
    a.distribution < b.distribution ? -1 : Number(a.distribution > b.distribution),
  );
}

/**
 * An import that upstream declares nowhere comes with something that it does declare (starlette with fastapi), unless it
 * declares nothing for tests at all. A suite that copes without a module needs it only where upstream tests with it.
 */
function imported(context: Context): Found[] {
  const { declared, files } = context.suite;
  const all = [...files.modules, ...files.support];
  return [...importedDistributions(context)].flatMap(([distribution, { when, path }]): Found[] => {
    const listed = declarations(declared, distribution);
    const dependencies = when === 'always' ? forAllTargets(listed, declared) : listed;
    const isGuess = dependencies.length === 0;
    if (isGuess && (when !== 'always' || listsTestNeeds(declared))) return [];
    // A backport that upstream declares nowhere is not there where its tests run.
    if ((isGuess || when === 'optional') && isBackport(distribution, all)) return [];
    if (when === 'optional' && !isInstalledBeside(declared, distribution)) return [];
    const reason = `imported by ${path}, ${listName(declared, distribution)}`;
    return [needOf(distribution, reason, { dependencies, path })];
  });
}

/**
 * Requirements of the project's features whose modules the tests import. What only a function of them imports is needed
 * where upstream installs it beside the tests; what they cope without, where upstream has it in a test environment.
 */
function testedModulesNeed({ underTest, suite }: Context): Found[] {
  const isOwn = ownModules(suite);
  return [...underTest]
    .filter(([module]) => !isOwn(rootOf(module)))
    .map(([module, when]): Found & { readonly when: ImportFact['when'] } => {
      const distribution = resolveImport(module, suite);
      const dependencies = declarations(suite.declared, distribution);
      return { distribution, dependencies, reasons: ['imported by what the tests import'], when };
    })
    .filter(({ dependencies }) => dependencies.length > 0)
    .filter(({ when, distribution }) => isWanted(when, distribution, suite.declared));
}

function isWanted(when: ImportFact['when'], distribution: string, declared: Grounds['declared']): boolean {
  if (when === 'always') return true;
  if (when === 'local') return isInstalledBeside(declared, distribution);
  return (
    when === 'optional' && (declared.environment.has(distribution) || declared.installed.has(distribution))
  );
}

/** Drivers, servers and codecs that others load by a name or a URL: the list alone shows their use. */
function loadedByName({ declared }: Grounds): Found[] {
  const listed = [...declared.development, ...declared.environment, ...declared.installed];
  return listed
    .filter(([name]) => isLoadedByName(name))
    .map((entry) => toListed(entry, 'listed and loaded by name'));
}

function implied({ signals, declared }: Grounds): Found[] {
  return [...signals.imports]
    .filter(([, { when }]) => when === 'always')
    .flatMap(([module, { path }]) => impliedBy(module).map((name) => ({ name, module, path })))
    .map(({ name, module, path }) =>
      needOf(name, `${module} in ${path} needs it`, { dependencies: declarations(declared, name), path }),
    );
}

/** anyio's fixture runs each test under every backend, trio included, unless the suite has a fixture in its place. */
function backends({ plugins, suite: { files, signals, declared } }: Context): Found[] {
  const path = signals.marks.get('anyio');
  const all = [...files.modules, ...files.support];
  const chosen = all.some(({ fixtures }) => fixtures.some(({ name }) => name === 'anyio_backend'));
  if (path === undefined || chosen || !plugins.has('anyio')) return [];
  const dependencies = declarations(declared, 'trio');
  return [needOf('trio', `mark anyio in ${path} runs tests under trio too`, { dependencies, path })];
}

/** What makes the documentation counts where a test speaks of it. */
function listedForTests({ declared, files: { modules, support } }: Suite): Found[] {
  const speaks = [...modules, ...support].some(({ text }) => text.includes('sphinx'));
  return [...declared.test]
    .filter(([name]) => pluginNamed(name) === undefined && !name.startsWith('pytest-'))
    .filter(([name]) => speaks || !makesDocumentation(name))
    .map((entry) => toListed(entry, FOR_TESTS));
}

const FOR_TESTS = 'listed for tests';

function toListed(
  [distribution, dependencies]: readonly [string, readonly Dependency[]],
  why: string,
): Found {
  const file = dependencies[0]?.where.file ?? 'the metadata';
  return { distribution, dependencies, reasons: [`${why} in ${file}`] };
}

/** Distributions of all modules that are neither Python's, the project's nor the suite's own. */
function importedDistributions({ suite }: Context): Signals['imports'] {
  const isOwn = ownModules(suite);
  const found = new Map<string, { readonly when: ImportFact['when']; readonly path: string }>();
  for (const [module, use] of suite.signals.imports) {
    if (use.when === 'typing' || isOwn(rootOf(module))) continue;
    const distribution = resolveImport(module, suite);
    if (STRENGTH[use.when] > STRENGTH[found.get(distribution)?.when ?? 'typing'])
      found.set(distribution, use);
  }
  return found;
}

function isLeftOut(distribution: string, context: Context): boolean {
  const { project, declared } = context.suite;
  return (
    distribution === normalizeName(project.name.value) ||
    isSettledByRuntime(declared, distribution) ||
    (isTestTool(distribution) && !isImportedLibrary(distribution, context)) ||
    pluginNamed(distribution)?.policy !== undefined
  );
}

/** With what upstream declares of it, else by its name alone. */
function needOf(
  distribution: string,
  reason: string,
  { dependencies, path }: { readonly dependencies: readonly Dependency[]; readonly path: string },
): Found {
  const requirement = { name: distribution, extras: [], specifiers: [] };
  const byName: Dependency = { requirement, cap: 'written', where: { file: path } };
  return { distribution, dependencies: dependencies.length > 0 ? dependencies : [byName], reasons: [reason] };
}

function isImportedLibrary(distribution: string, context: Context): boolean {
  return isLibraryTool(distribution) && importedDistributions(context).get(distribution)?.when === 'always';
}

/** What some targets need to run is not conditional for tests that import it on all. */
function forAllTargets(
  dependencies: readonly Dependency[],
  { runtime }: Grounds['declared'],
): readonly Dependency[] {
  return dependencies.map((dependency) => {
    const { marker, ...requirement } = dependency.requirement;
    const isRuntime = runtime.get(normalizeName(requirement.name))?.includes(dependency) === true;
    return isRuntime ? { ...dependency, requirement } : dependency;
  });
}

/**
 * Requirements for some targets alone leave the others without: tests that import it need it on all. What only older or
 * other Pythons require is not imported on these.
 */
function isSettledByRuntime({ runtime }: Grounds['declared'], distribution: string): boolean {
  const verdicts = (runtime.get(distribution) ?? []).map(({ requirement: { marker } }) =>
    evaluateFor(marker, { pythonVersions: TARGETS, extras: [] }),
  );
  const isAlways = TARGETS.every((target) => verdicts.some((each) => each.get(target) === true));
  const isNever =
    verdicts.length > 0 && verdicts.every((each) => [...each.values()].every((verdict) => verdict === false));
  return isAlways || isNever;
}

/** Any that an ebuild of these years may have. */
const TARGETS = ['3.12', '3.13', '3.14', '3.15'];
