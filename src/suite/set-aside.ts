import type { SourceTree } from '../core/source-tree.ts';
import { rootOf } from '../python/module-name.ts';
import { foldersOf } from './folders.ts';
import type { ModuleFacts } from './modules/module-facts.ts';
import { BUILT_IN_FIXTURES } from './plugins/built-in-fixtures.ts';
import { PLUGINS, pluginOfHook, words } from './plugins/plugin-table.ts';
import { fatalNeed } from './surroundings.ts';
import type { SuiteFiles } from './test-files.ts';

/** Test modules that an ebuild does not run, and why. */
export interface SetAside {
  /** The suite without them. */
  readonly files: SuiteFiles;
  /** Files and whole folders, sorted. */
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Sets aside modules that only measure (all their tests ask for pytest-benchmark's fixture), modules that cannot be
 * imported or mostly not run without a plugin that no ebuild depends on (rulebook 13.7), folders that only hook into a
 * plugin, and other projects of a monorepo.
 */
export function setAside(files: SuiteFiles, tree: SourceTree): SetAside {
  const own = new Set(
    [...files.support, ...files.modules].flatMap((file) => file.fixtures.map(({ name }) => name)),
  );
  const others = otherProjects(tree);
  const reasons = new Map<string, string>();
  for (const file of files.modules) {
    const reason = reasonAgainst(file, own) ?? reasonOfPlace(file, others);
    if (reason !== undefined) reasons.set(file.path, reason);
  }
  const tested = files.modules.filter((file) => file.tests.length > 0);
  if (tested.every((file) => reasons.has(file.path))) return { files, ignored: [] };
  const ignored = [...joinFolders(reasons, tested), ...strangeConftests(files)];
  const isIgnored = ({ path }: ModuleFacts) =>
    ignored.some((item) => path === item.path || path.startsWith(`${item.path}/`));
  return {
    files: {
      ...files,
      modules: files.modules.filter((file) => !isIgnored(file)),
      support: files.support.filter((file) => !isIgnored(file)),
    },
    ignored,
  };
}

const NEVER = PLUGINS.filter((row) => row.policy === 'never');

const UNWANTED = new Set(NEVER.flatMap((row) => words(row.imports)));

const UNWANTED_FIXTURES = NEVER.flatMap((row) => words(row.fixtures)).filter(
  (name) => !BUILT_IN_FIXTURES.has(name),
);

function reasonAgainst(file: ModuleFacts, own: ReadonlySet<string>): string | undefined {
  if (file.tests.length === 0) return undefined;
  if (!own.has('benchmark') && file.tests.every((test) => test.requested.includes('benchmark')))
    return 'it only measures';
  const unwanted = file.imports.find(({ module, when }) => when === 'always' && UNWANTED.has(rootOf(module)));
  const need = fatalNeed(file);
  if (need !== undefined) return `it needs ${need}, which a build has not`;
  const fixture = unwantedFixture(file, own);
  if (fixture !== undefined)
    return `most of it needs the fixture ${fixture}, whose plugin no ebuild depends on`;
  return unwanted === undefined ? undefined : `it imports ${unwanted.module}, which no ebuild depends on`;
}

/** The fixture of an unwanted plugin that more than half of the tests ask for; the suite may have its own of that name. */
function unwantedFixture({ tests }: ModuleFacts, own: ReadonlySet<string>): string | undefined {
  return UNWANTED_FIXTURES.find(
    (name) =>
      !own.has(name) && tests.filter(({ requested }) => requested.includes(name)).length * 2 > tests.length,
  );
}

/** Folders of a monorepo's further projects; what lies among tests is their data. */
function otherProjects({ entries }: SourceTree): readonly string[] {
  return entries
    .filter(({ path }) => /\/(?:pyproject\.toml|setup\.py)$/.test(path) && !OF_TESTS.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
}

function reasonOfPlace({ path }: ModuleFacts, others: readonly string[]): string | undefined {
  const other = others.find((folder) => path.startsWith(folder));
  return other === undefined ? undefined : `it belongs to the project in ${other}`;
}

/** pytest loads a conftest.py on its way through a folder without tests too, and stops at hooks of a plugin not loaded. */
function strangeConftests({ modules, support }: SuiteFiles): SetAside['ignored'] {
  return support.flatMap(({ path, hooks }) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const hook = hooks.find((name) => pluginOfHook(name) !== undefined);
    if (hook === undefined || folder === '' || modules.some((file) => file.path.startsWith(`${folder}/`)))
      return [];
    return [{ path: folder, reason: `it holds no tests, only the hook ${hook} of a plugin` }];
  });
}

/** The highest folder of tests in whose modules nothing is left stands for them. */
function joinFolders(
  reasons: ReadonlyMap<string, string>,
  tested: readonly ModuleFacts[],
): SetAside['ignored'] {
  const left = tested.filter(({ path }) => !reasons.has(path));
  const alive = new Set(left.flatMap(({ path }) => foldersOf(path)));
  const isWhole = (folder: string) => !alive.has(folder) && OF_TESTS.test(`${folder}/`);
  const joined = new Map(
    [...reasons].map(([path, reason]) => [foldersOf(path).findLast(isWhole) ?? path, reason]),
  );
  return [...joined]
    .map(([path, reason]) => ({ path, reason }))
    .sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

/** Folders that hold nothing else: a package that happens to hold a module of tests is not given up for it. */
const OF_TESTS = /(?:^|\/)(?:[^/]*tests?|tests?[-_][^/]*|testing|bench[^/]*|perf[^/]*|profiling|codspeed)\//i;
