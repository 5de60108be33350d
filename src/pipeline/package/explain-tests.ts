import type { Diagnostic } from '../../core/diagnostic.ts';
import type { TestSuite } from '../../model/test-suite.ts';
import { found } from '../findings.ts';

/** Notes on why the tests are run as they are, and on what each of their dependencies rests. */
export function explainTests(suite: TestSuite): readonly Diagnostic[] {
  const { plugins, settings = [], needs = [], programs = [], stdlibTests } = suite;
  return [
    found['test-runner'](suite),
    ...plugins.map((use) => found['test-plugin'](use)),
    ...settings.map((setting) => found['test-setting'](setting)),
    ...needs.map((need) => found['test-dependency'](need)),
    ...programs.map((program) => found['test-program'](program)),
    ...(stdlibTests === undefined ? [] : [found['test-of-python']({ path: stdlibTests })]),
  ];
}
