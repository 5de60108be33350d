import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { PythonParser } from '../core/ports.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { PluginUse, TestSuite } from '../model/test-suite.ts';
import { collectDeclared } from './configuration/declared.ts';
import { readEnvironments } from './configuration/environments.ts';
import { commandPaths } from './configuration/pytest-commands.ts';
import { type PytestConfig, readPytestConfig } from './configuration/pytest-config.ts';
import { importsUnderTest } from './feature-needs.ts';
import { found } from './findings.ts';
import { missingParts } from './missing-parts.ts';
import { calledPrograms } from './modules/called-programs.ts';
import { isImportable } from './modules/importable.ts';
import { keepReached } from './modules/reached-support.ts';
import { findOcclusion, type Occlusion } from './occlusion.ts';
import { pathSettings, runPytest } from './pytest-run.ts';
import { selectRunner } from './runner.ts';
import { setAside } from './set-aside.ts';
import { collectSignals } from './signals.ts';
import { findStdlibTests } from './stdlib-tests.ts';
import type { Suite } from './suite.ts';
import type { SuiteProject } from './suite-project.ts';
import { marksToDeselect, surroundingNeeds } from './surroundings.ts';
import { selectTestDependencies } from './test-dependencies.ts';
import { readSuiteFiles } from './test-files.ts';

/**
 * Works out how the tests of a source tree are run with distutils-r1: rulebook section 13. Without `parsePython` only
 * names of files and declarations speak.
 */
export function analyzeSuite(
  tree: SourceTree,
  project: SuiteProject,
  parsePython: PythonParser | undefined,
): Staged<TestSuite> {
  const suite = readSuite(tree, project, parsePython);
  const { runner, reason } = selectRunner(suite);
  if (runner === 'none') {
    const importable = isImportable(suite, parsePython);
    const more = importable ? '; each of its modules can be imported with what it requires' : '';
    return {
      value: { ...NO_TESTS, reason: `${reason}${more}`, importable },
      diagnostics: [found['tests-absent']({})],
    };
  }
  const run = runner === 'pytest' ? runPytest(suite) : runUnittest(suite);
  const occlusion = findOcclusion(suite);
  const stdlibTests = findStdlibTests(suite);
  return {
    value: {
      ...NO_TESTS,
      ...run.value,
      runner,
      reason,
      ...dependenciesOf(suite, run.value.plugins ?? [], parsePython),
      missing: missingParts(suite),
      ...(stdlibTests === undefined ? {} : { stdlibTests }),
      programs: calledPrograms([...suite.files.modules, ...suite.files.support]),
      ...awayFromSources(occlusion, run.value.settings ?? []),
    },
    diagnostics: [...run.diagnostics, ...remarks(suite, occlusion)],
  };
}

/** The remedy for occlusion, with its reason. */
function awayFromSources(
  occlusion: Occlusion | undefined,
  settings: NonNullable<TestSuite['settings']>,
): Pick<TestSuite, 'occludingFolders' | 'installedTests' | 'settings'> {
  if (occlusion?.remedy === undefined) return {};
  const { folders, remedy } = occlusion;
  const names = folders.join(' ');
  const removal = remedy === 'installed' ? [] : [`rm -rf ${names}`];
  const installed = remedy === 'remove' ? [] : [`tests of the installed ${names}`];
  const reason = 'compiled modules are in the built copy alone';
  return {
    ...(remedy === 'installed' ? {} : { occludingFolders: folders }),
    ...(remedy === 'remove' ? {} : { installedTests: names }),
    settings: [...settings, ...[...removal, ...installed].map((setting) => ({ setting, reason }))],
  };
}

const NO_TESTS: TestSuite = {
  runner: 'none',
  reason: '',
  plugins: [],
  ownPlugin: false,
  loadViaEnv: false,
  xdist: false,
  dependencies: [],
  arguments: [],
  ignore: [],
  deselectMarks: [],
};

/** unittest leaves nothing out but what lies elsewhere: OpenStack's functional tests want its services. */
function runUnittest({ paths }: Suite): Staged<Partial<TestSuite>> {
  return { value: { paths, settings: pathSettings(paths) }, diagnostics: [] };
}

function readSuite(tree: SourceTree, project: SuiteProject, parse: PythonParser | undefined): Suite {
  const { config, paths } = readRun(tree);
  const { files: all, ignored } = setAside(readSuiteFiles(tree, config, parse), tree);
  const files = keepReached(all);
  return {
    tree,
    project,
    config,
    files,
    ignored,
    paths,
    signals: collectSignals(files),
    declared: collectDeclared(project, readEnvironments(tree, parse)),
    ownRunner: files.support.some((file) => file.text.includes('pytest_pyfunc_call')),
  };
}

/** pytest's configuration, and the paths that upstream's commands add where it names none. */
function readRun(tree: SourceTree): { readonly config: PytestConfig; readonly paths: readonly string[] } {
  const config = readPytestConfig(tree);
  const paths = config.testpaths.length > 0 ? [] : commandPaths(tree, config);
  return { config: paths.length === 0 ? config : { ...config, testpaths: paths }, paths };
}

function dependenciesOf(
  suite: Suite,
  plugins: readonly PluginUse[],
  parse: PythonParser | undefined,
): Pick<TestSuite, 'dependencies' | 'needs' | 'testModules'> {
  const { files, tree } = suite;
  return selectTestDependencies({
    suite,
    plugins: new Set(plugins.map((use) => use.distribution)),
    underTest:
      parse === undefined ? new Map() : importsUnderTest(tree, [...files.modules, ...files.support], parse),
  });
}

function remarks({ files, signals, declared }: Suite, occlusion: Occlusion | undefined): Diagnostic[] {
  const needs = surroundingNeeds([...files.modules, ...files.support], { signals, declared });
  const deselected = marksToDeselect(signals.marks);
  return [
    ...needs.map((need) => found['tests-need']({ ...need, deselected })),
    ...(occlusion !== undefined && occlusion.remedy === undefined
      ? [found['tests-occluded']({ folders: occlusion.folders })]
      : []),
    ...(files.unread.length === 0 ? [] : [found['tests-unread']({ paths: files.unread })]),
  ];
}
