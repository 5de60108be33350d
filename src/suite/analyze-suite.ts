import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { PythonParser } from '../core/ports.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { PluginUse, TestSuite } from '../model/test-suite.ts';
import { normalizeName } from '../python/name.ts';
import { overrideAddopts } from './addopts.ts';
import { collectDeclared } from './declared.ts';
import { found } from './findings.ts';
import type { Grounds } from './grounds.ts';
import { pluginNamed } from './plugin-table.ts';
import { selectPlugins } from './plugin-use.ts';
import { readPytestConfig } from './pytest-config.ts';
import { selectRunner } from './runner.ts';
import { collectSignals } from './signals.ts';
import type { SuiteProject } from './suite-project.ts';
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
  const files = readSuiteFiles(tree, config, parsePython);
  const signals = collectSignals(files);
  const declared = collectDeclared(project);
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
  const addopts = overrideAddopts(config, loaded);
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
      arguments: runner === 'pytest' ? addopts.arguments : [],
    },
    diagnostics: [...unreadDiagnostics(files.unread), ...addoptsDiagnostics(addopts.obstacles, config.file)],
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

/** EPYTEST_XDIST, EPYTEST_RERUNS and EPYTEST_TIMEOUT, and which of their plugins the suite itself uses. */
function runSettings(
  { signals, config, declared }: Grounds,
  used: readonly PluginUse[],
): { readonly kept: ReadonlySet<string>; readonly variables: Partial<TestSuite> } {
  const timeout = optionNumber(config.options.get('timeout'), config.addopts, '--timeout');
  const reruns = optionNumber(config.options.get('reruns'), config.addopts, '--reruns');
  const kept = new Set(
    used
      .filter((use) => use.evidence.some((reason) => /^(import|fixture|mark|pytest_plugins)\b/.test(reason)))
      .map((use) => use.distribution),
  );
  if (timeout !== undefined) kept.delete('pytest-timeout');
  if (reruns !== undefined) kept.delete('pytest-rerunfailures');
  const declaresXdist = declared.test.has('pytest-xdist') || declared.development.has('pytest-xdist');
  const large = signals.tests.pytest + signals.tests.unittest >= 1000;
  return {
    kept,
    variables: {
      xdist: (declaresXdist || large) && !signals.marks.has('order') && !signals.fixtures.has('db'),
      ...(timeout === undefined ? {} : { timeout }),
      ...(reruns === undefined ? {} : { reruns }),
    },
  };
}

/** A positive whole number from an ini option or from `--option=N` or `--option N`; rounded up. */
function optionNumber(
  value: string | undefined,
  addopts: readonly string[],
  option: string,
): number | undefined {
  const at = addopts.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = addopts[at];
  const text = word?.includes('=') === true ? word.slice(option.length + 1) : (addopts[at + 1] ?? value);
  const number = Math.ceil(Number(at < 0 ? value : text));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
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
