import type { SourceTree } from '../core/source-tree.ts';
import type { TestSuite } from '../model/test-suite.ts';
import { rootOf } from '../python/module-name.ts';
import { declaration } from './configuration/declared.ts';
import type { ModuleFacts } from './modules/module-facts.ts';
import { conftestsOf } from './modules/reached-support.ts';
import { PLUGINS } from './plugins/plugin-table.ts';
import type { Suite } from './suite.ts';

/** Which runner finds tests in the tree, and why. */
export function selectRunner(suite: Suite): Pick<TestSuite, 'runner' | 'reason'> {
  const { files, config, declared } = suite;
  const collects = files.modules.some((file) => file.tests.length > 0) || files.unread.length > 0;
  const isCustom = config.options.has('python_files') && countTests(suite) > 0;
  if (collects || isCustom) return runnerOf(suite);
  if (hasDoctests(suite))
    return { runner: 'pytest', reason: `doctests, asked for in addopts of ${config.file ?? ''}` };
  const maker = PLUGINS.find(
    (row) => row.makesTests === true && declaration(declared, row.name) !== undefined,
  );
  if (maker !== undefined && files.modules.some(importsPytest))
    return { runner: 'pytest', reason: `${maker.name} may find tests where no function looks like one` };
  const plain = files.support.find((file) => hasTestCase(file) && isReachable(file.path, suite.tree));
  if (plain === undefined) return { runner: 'none', reason: 'the archive holds no tests' };
  return { runner: 'unittest', reason: `pytest does not look at ${plain.path}, unittest does` };
}

function runnerOf(suite: Suite): Pick<TestSuite, 'runner' | 'reason'> {
  const reason = pytestReason(suite);
  if (reason !== undefined) return { runner: 'pytest', reason };
  return {
    runner: 'unittest',
    reason: `${countTests(suite)} tests in TestCase classes, and nothing speaks of pytest`,
  };
}

function importsPytest(file: ModuleFacts): boolean {
  return file.imports.some(({ module }) => /^pytest(_\w+)?$/.test(rootOf(module)));
}

function countTests({ signals }: Suite): number {
  return signals.tests.pytest + signals.tests.unittest;
}

function hasTestCase(file: ModuleFacts): boolean {
  return file.tests.some((test) => test.kind === 'unittest');
}

/** Doctests are tests where pytest is told to collect them. */
function hasDoctests({ config, tree }: Suite): boolean {
  const isAsked = config.addopts.some((word) => /^--doctest-(modules|glob|plus|cython)/.test(word));
  return isAsked && tree.entries.some(({ path }) => /^[ \t]*>>> /m.test(tree.tryReadText(path) ?? ''));
}

function pytestReason({ tree, files, signals, config, declared }: Suite): string | undefined {
  if (config.file !== undefined) return `pytest is configured in ${config.file}`;
  if (signals.tests.pytest > 0) return `${signals.tests.pytest} test functions outside of TestCase classes`;
  const importer = [...files.modules, ...conftestsOf(files)].find(importsPytest);
  if (importer !== undefined) return `${importer.path} imports pytest`;
  if (declaration(declared, 'pytest') !== undefined) return 'upstream declares pytest';
  if (files.unread.length > 0) return `${files.unread[0]} looks like a test module`;
  const switchedOff = files.modules.find(({ text }) => SWITCHED_OFF.test(text));
  if (switchedOff !== undefined) return `unittest runs the classes that ${switchedOff.path} switches off`;
  const unreachable = files.modules.find((file) => file.tests.length > 0 && !isReachable(file.path, tree));
  return unreachable === undefined ? undefined : `unittest's discovery does not find ${unreachable.path}`;
}

/** pytest and nose leave such a class out, which holds the tests of others; unittest does not know of it. */
const SWITCHED_OFF = /^[ \t]+__test__[ \t]*=[ \t]*False\b/m;

/** unittest's discovery descends into packages only, and takes files named `test*.py`. */
function isReachable(path: string, tree: SourceTree): boolean {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  return (
    file.startsWith('test') &&
    parts.every((_, i) => tree.has(`${parts.slice(0, i + 1).join('/')}/__init__.py`))
  );
}
