import type { Staged } from '../core/diagnostic.ts';
import { type Atom, PYTHON_USEDEP } from '../gentoo/atom.ts';
import { type BashText, bash } from '../gentoo/bash-quote.ts';
import type { Depset } from '../gentoo/depset.ts';
import { normalizeDepset } from '../gentoo/depset-normalize.ts';
import type { EbuildFunction, TestSettings } from '../model/ebuild.ts';
import type { PackageIndex } from '../model/package-index.ts';
import type { PackageSettings } from '../model/settings.ts';
import type { CalledProgram, TestSuite } from '../model/test-suite.ts';
import { type DependencyContext, translateDependencies } from './dependencies/dependencies.ts';

export interface TranslatedTests {
  readonly settings: TestSettings;
  /** What stands in `test? ( )` of BDEPEND. */
  readonly dependencies: Depset;
  readonly functions: readonly EbuildFunction[];
}

/** A test suite → EPYTEST_* and the call of distutils_enable_tests (rulebook 13). A person's choices come first. */
export function translateTests(
  suite: TestSuite,
  settings: PackageSettings,
  context: DependencyContext,
): Staged<TranslatedTests> {
  const runner = settings.test ?? runnerOf(suite, context.index);
  const runs = runner === 'pytest' || runner === 'unittest';
  const dependencies = translateDependencies(runs ? suite.dependencies : [], context);
  const value: TranslatedTests = {
    settings: {
      runner,
      plugins: runner === 'pytest' ? pluginNames(suite, settings, context.index) : [],
      ownPlugin: suite.ownPlugin,
      loadViaEnv: suite.loadViaEnv,
      xdist: suite.xdist,
      ...(suite.reruns === undefined ? {} : { reruns: suite.reruns }),
      ...(suite.timeout === undefined ? {} : { timeout: suite.timeout }),
      deselect: settings.epytestDeselect,
      ignore: suite.ignore,
    },
    dependencies: normalizeDepset([...dependencies.value, ...(runs ? otherAtoms(suite) : [])]),
    functions: [...(runs ? introduceToGit(suite) : []), ...pythonTest(runner, suite)],
  };
  return { value, diagnostics: dependencies.diagnostics };
}

const PROGRAMS = {
  git: { category: 'dev-vcs', name: 'git' },
  hg: { category: 'dev-vcs', name: 'mercurial' },
} as const satisfies Record<CalledProgram['name'], Pick<Atom, 'category' | 'name'>>;

const STDLIB_TESTS: Atom = { category: 'dev-python', name: 'test', use: [PYTHON_USEDEP] };

/** What the tests need and no PyPI project is. */
function otherAtoms({ programs = [], stdlibTests }: TestSuite): Depset {
  const atoms: readonly Atom[] = [
    ...programs.map(({ name }) => ({ ...PROGRAMS[name], use: [] })),
    ...(stdlibTests === undefined ? [] : [STDLIB_TESTS]),
  ];
  return atoms.map((atom) => ({ kind: 'atom', atom }));
}

/** git commits nothing for a user without a name, and Portage's has none. */
function introduceToGit({ programs = [] }: TestSuite): readonly EbuildFunction[] {
  if (!programs.some(({ name, commits }) => name === 'git' && commits)) return [];
  const lines = [
    bash`git config --global user.email "test@example.com" || die`,
    bash`git config --global user.name "Test" || die`,
    bash`distutils-r1_src_test`,
  ];
  return [{ name: 'src_test', lines }];
}

/** Without tests, imports are checked where nothing can go wrong with them and the plugin for it is there. */
function runnerOf({ runner, importable }: TestSuite, index: PackageIndex): TestSuite['runner'] {
  const isCheckable = runner === 'none' && importable === true;
  return isCheckable && index.find('pytest-import-check').exists ? 'import-check' : runner;
}

/** EPYTEST_PLUGINS takes the PNs of dev-python packages whose name is the distribution's (python-utils-r1.eclass). */
function pluginNames(suite: TestSuite, settings: PackageSettings, index: PackageIndex): readonly string[] {
  if (settings.epytestPlugins !== undefined) return settings.epytestPlugins;
  return [...new Set(suite.plugins.map(({ distribution }) => index.find(distribution).name))].sort();
}

/** Gets packages of the source tree, which Python finds before the installed ones, out of the way. */
function awayFromSources({ occludingFolders = [], installedTests }: TestSuite): readonly BashText[] {
  if (occludingFolders.length === 0) return installedTests === undefined ? [] : [bash`cd "\${T}" || die`];
  const removal = occludingFolders.reduce((line, folder) => bash`${line} ${folder}`, bash`rm -rf`);
  return [bash`${removal} || die`];
}

/** What is removed before the tests cannot be looked at. */
function pathsLeft({ paths = [], occludingFolders = [] }: TestSuite): readonly string[] {
  return paths.filter(
    (path) => !occludingFolders.some((folder) => path === folder || path.startsWith(`${folder}/`)),
  );
}

/** The default python_test calls epytest without arguments; anything else needs a function. */
function pythonTest(runner: TestSuite['runner'], suite: TestSuite): readonly EbuildFunction[] {
  if (runner !== 'pytest' && runner !== 'unittest') return [];
  const { installedTests } = suite;
  const away = awayFromSources(suite);
  if (runner === 'unittest') {
    const calls = unittestCalls(suite);
    if (away.length === 0 && calls.length === 0) return [];
    return [{ name: 'python_test', lines: [...away, ...(calls.length === 0 ? [bash`eunittest`] : calls)] }];
  }
  const marks = suite.deselectMarks.map((mark) => `not ${mark}`).join(' and ');
  const installed = installedTests === undefined ? [] : ['--pyargs', installedTests];
  const paths = installedTests === undefined ? pathsLeft(suite) : [];
  const words = [...suite.arguments, ...(marks === '' ? [] : ['-m', marks]), ...installed, ...paths];
  const call = words.reduce((line, word) => bash`${line} ${word}`, bash`epytest`);
  if (words.length === 0 && away.length === 0) return [];
  return [{ name: 'python_test', lines: [...away, call] }];
}

/** unittest takes one folder at a time, and has to be told that packages begin further up; none for all of the tree. */
function unittestCalls(suite: TestSuite): readonly BashText[] {
  const { installedTests } = suite;
  if (installedTests !== undefined) return [bash`eunittest -s ${installedTests}`];
  return pathsLeft(suite).map((path) => bash`eunittest -s ${path} -t .`);
}
