import type { SourceTree } from '../core/source-tree.ts';
import type { TestSuite } from '../model/test-suite.ts';
import { declaration } from './declared.ts';
import { rootOf } from './module-name.ts';
import type { Suite } from './suite.ts';

/** Which runner finds tests in the tree, and why. */
export function selectRunner(suite: Suite): Pick<TestSuite, 'runner' | 'reason'> {
  const { signals, files } = suite;
  const { pytest, unittest } = signals.tests;
  if (pytest + unittest === 0 && files.unread.length === 0)
    return { runner: 'none', reason: 'the archive holds no tests' };
  const why = pytestReason(suite);
  if (why !== undefined) return { runner: 'pytest', reason: why };
  return {
    runner: 'unittest',
    reason: `${unittest} tests in TestCase classes, and nothing speaks of pytest`,
  };
}

function pytestReason({ tree, files, signals, config, declared }: Suite): string | undefined {
  if (config.file !== undefined) return `pytest is configured in ${config.file}`;
  if (signals.tests.pytest > 0) return `${signals.tests.pytest} test functions outside of TestCase classes`;
  const importer = [...signals.imports].find(([module]) => rootOf(module) === 'pytest');
  if (importer !== undefined) return `${importer[1].path} imports pytest`;
  if (declaration(declared, 'pytest') !== undefined) return 'upstream declares pytest';
  if (files.unread.length > 0) return `${files.unread[0]} looks like a test module`;
  const unreachable = files.modules.find((file) => file.tests.length > 0 && !isReachable(file.path, tree));
  return unreachable === undefined ? undefined : `unittest's discovery does not find ${unreachable.path}`;
}

/** unittest's discovery descends into packages only, and takes files named `test*.py`. */
function isReachable(path: string, tree: SourceTree): boolean {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  return (
    file.startsWith('test') &&
    parts.every((_, i) => tree.has(`${parts.slice(0, i + 1).join('/')}/__init__.py`))
  );
}
