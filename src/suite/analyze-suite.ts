import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { PythonParser } from '../core/ports.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { TestSuite } from '../model/test-suite.ts';
import { normalizeName } from '../python/name.ts';
import { overrideAddopts } from './addopts.ts';
import { collectDeclared } from './declared.ts';
import { readEnvironments } from './environments.ts';
import { found } from './findings.ts';
import type { Grounds } from './grounds.ts';
import { pluginNamed } from './plugin-table.ts';
import { selectPlugins } from './plugin-use.ts';
import { type PytestConfig, readPytestConfig } from './pytest-config.ts';
import { runSettings } from './run-settings.ts';
import { selectRunner } from './runner.ts';
import { setAside } from './set-aside.ts';
import { collectSignals } from './signals.ts';
import type { SuiteProject } from './suite-project.ts';
import { marksToDeselect, surroundingNeeds } from './surroundings.ts';
import { selectTestDependencies } from './test-dependencies.ts';
import { readSuiteFiles } from './test-files.ts';

/**
 * Works out how the tests of a source tree are run with distutils-r1: rulebook section 13. `parsePython` may be
 * undefined where no test file is among the tree's; then only names and declarations speak.
 */
export function analyzeSuite(
  tree: SourceTree,
  project: SuiteProject,
  parsePython: PythonParser | undefined,
): Staged<TestSuite> {
  const config = readPytestConfig(tree);
  const { files, ignored } = setAside(readSuiteFiles(tree, config, parsePython));
  const signals = collectSignals(files);
  const declared = collectDeclared(project, readEnvironments(tree, parsePython));
  const ownRunner = files.support.some((file) => file.text.includes('pytest_pyfunc_call'));
  const grounds: Grounds = { signals, config, declared, ownRunner };
  const { runner, reason } = selectRunner({ tree, files, signals, config, declared });
  if (runner === 'none') return { value: { ...EMPTY, reason }, diagnostics: [found['tests-absent']({})] };

  const ownName = normalizeName(project.name.value);
  const used =
    runner === 'pytest' ? selectPlugins(grounds).filter((use) => use.distribution !== ownName) : [];
  const ownPlugin = runner === 'pytest' && (project.entryPoints.get('pytest11')?.size ?? 0) > 0;
  const settings = runSettings(grounds, used);
  const plugins = used.filter(
    (use) => pluginNamed(use.distribution)?.policy !== 'variable' || settings.kept.has(use.distribution),
  );
  const loaded = new Set([...plugins.map((use) => use.distribution), ...(ownPlugin ? [ownName] : [])]);
  const addopts = overrideAddopts(config, loaded, signals.marks);
  const marks = marksToDeselect(signals.marks);
  const needs = surroundingNeeds([...files.modules, ...files.support], signals);
  const dependencies = selectTestDependencies({
    tree,
    project,
    grounds,
    plugins: new Set(plugins.map((use) => use.distribution)),
  });
  return {
    value: {
      ...EMPTY,
      runner,
      reason,
      plugins,
      ownPlugin,
      loadViaEnv: ownPlugin && runsPytest(grounds),
      ...settings.variables,
      dependencies,
      ignore: runner === 'pytest' ? ignored.map(({ path }) => path) : [],
      ...(runner === 'pytest' ? runArguments(config, addopts.arguments, marks) : {}),
    },
    diagnostics: [
      ...ignored.map((item) => found['tests-ignored'](item)),
      ...needs.map((need) => found['tests-need']({ ...need, deselected: marks })),
      ...unreadDiagnostics(files.unread),
      ...addoptsDiagnostics(addopts.obstacles, config.file),
    ],
  };
}

const EMPTY: TestSuite = {
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

/** Upstream's addopts where they do, else what stays of them; marks that cannot be tested offline left out. */
function runArguments(
  config: PytestConfig,
  kept: readonly string[],
  marks: readonly string[],
): Pick<TestSuite, 'arguments' | 'deselectMarks'> {
  const at = config.addopts.indexOf('-m');
  const expression = at < 0 ? undefined : config.addopts[at + 1];
  if (expression === undefined || marks.length === 0) return { arguments: kept, deselectMarks: marks };
  const all = [`(${expression})`, ...marks.map((mark) => `not ${mark}`)].join(' and ');
  return { arguments: [...kept, '-m', all], deselectMarks: [] };
}

/** The suite starts pytest anew (pytester, testdir), where `-p` of the outer run has no effect. */
function runsPytest({ signals }: Grounds): boolean {
  return (
    ['pytester', 'testdir'].some((name) => signals.fixtures.has(name)) ||
    [...signals.pluginModules.keys()].some((name) => /(^|\.)pytester$/.test(name))
  );
}

function unreadDiagnostics(paths: readonly string[]): Diagnostic[] {
  return paths.length === 0 ? [] : [found['tests-unread']({ paths })];
}

function addoptsDiagnostics(
  obstacles: readonly { readonly word: string; readonly plugin: string }[],
  file: string | undefined,
): Diagnostic[] {
  const first = obstacles[0];
  if (first === undefined || file === undefined) return [];
  return [found['addopts-overridden']({ option: first.word, plugin: first.plugin, file }, { file })];
}
