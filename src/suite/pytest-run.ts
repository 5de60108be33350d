import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { PluginUse, TestSuite } from '../model/test-suite.ts';
import { normalizeName } from '../python/name.ts';
import { type Obstacle, overrideAddopts } from './addopts.ts';
import type { PytestConfig } from './configuration/pytest-config.ts';
import { found } from './findings.ts';
import { selectPlugins } from './plugin-use.ts';
import { pluginNamed, pluginOfHook, words } from './plugins/plugin-table.ts';
import { runSettings } from './run-settings.ts';
import type { Signals } from './signals.ts';
import type { Suite } from './suite.ts';
import type { SuiteProject } from './suite-project.ts';
import { marksToDeselect } from './surroundings.ts';

/** EPYTEST_PLUGINS, its companions, and the arguments of epytest (rulebook 13.3 to 13.6). */
export function runPytest(suite: Suite): Staged<Partial<TestSuite>> {
  const { signals, config, project, ignored, paths } = suite;
  const ownName = normalizeName(project.name.value);
  const ownPlugin = (project.entryPoints.get('pytest11')?.size ?? 0) > 0;
  const used = selectPlugins(suite).filter((use) => use.distribution !== ownName);
  const settings = runSettings(suite, used);
  const plugins = used.filter(
    ({ distribution }) => pluginNamed(distribution)?.policy !== 'variable' || settings.kept.has(distribution),
  );
  const loaded = new Set([
    ...plugins.map((use) => use.distribution),
    ...(ownPlugin ? [ownName] : []),
    // epytest loads these with the options that it gives; pytest-xdist only where there are several jobs.
    ...(settings.variables.timeout === undefined ? [] : ['pytest-timeout']),
    ...(settings.variables.reruns === undefined ? [] : ['pytest-rerunfailures']),
  ]);
  const loadViaEnv = ownPlugin && startsPytest(signals) && !loadsItself(signals, project);
  const byEnvironment = new Set(loadViaEnv ? [...ownModules(project), ...modulesOf(plugins)] : []);
  const addopts = overrideAddopts(config, { loaded, marks: signals.marks, byEnvironment });
  return {
    value: {
      plugins,
      ownPlugin,
      loadViaEnv,
      ...settings.variables,
      settings: [...(settings.variables.settings ?? []), ...addopts.reasons, ...pathSettings(paths)],
      paths,
      ignore: ignored.map(({ path }) => path),
      ...withMarks(config, addopts.arguments, marksToDeselect(signals.marks)),
    },
    diagnostics: [
      ...ignored.map((item) => found['tests-ignored'](item)),
      ...hookDiagnostics(signals),
      ...addoptsDiagnostics(addopts.obstacles, config.file),
    ],
  };
}

export function pathSettings(paths: readonly string[]): NonNullable<TestSuite['settings']> {
  return paths.map((path) => ({ setting: path, reason: 'upstream’s commands name it' }));
}

/** Names and modules under which `-p` could ask for the project's own plugins. */
function ownModules({ entryPoints }: SuiteProject): string[] {
  return [...(entryPoints.get('pytest11') ?? [])].flat();
}

function modulesOf(used: readonly PluginUse[]): string[] {
  const rows = used.flatMap(({ distribution }) => pluginNamed(distribution) ?? []);
  return rows.flatMap((row) => [...words(row.entry), ...words(row.imports)]);
}

/** The inner runs of the suite have `-p` for the project's plugin, which pytest refuses beside PYTEST_PLUGINS. */
function loadsItself({ passedPlugins }: Signals, project: SuiteProject): boolean {
  return ownModules(project).some((name) => passedPlugins.has(name));
}

/** The suite starts pytest anew (pytester, testdir, a subprocess), where `-p` of the outer run has no effect. */
function startsPytest({ fixtures, pluginModules, startedPytest }: Signals): boolean {
  return (
    startedPytest !== undefined ||
    ['pytester', 'testdir'].some((name) => fixtures.has(name)) ||
    [...pluginModules.keys()].some((name) => /(^|\.)pytester$/.test(name))
  );
}

/** The last `-m` wins, so that one in addopts has to be joined with the marks that cannot be tested offline. */
function withMarks(
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

function hookDiagnostics({ hooks }: Signals): Diagnostic[] {
  return [...hooks].flatMap(([hook, path]) => {
    const plugin = pluginOfHook(hook);
    return plugin?.policy === 'never'
      ? [found['hook-of-no-plugin']({ hook, path, plugin: plugin.name })]
      : [];
  });
}

function addoptsDiagnostics(obstacles: readonly Obstacle[], file: string | undefined): Diagnostic[] {
  const first = obstacles[0];
  if (first === undefined || file === undefined) return [];
  return [
    found['addopts-overridden'](
      { option: first.word, plugin: first.plugin, state: first.state, file },
      { file },
    ),
  ];
}
