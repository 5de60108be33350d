import { expect, test } from 'vitest';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import { loadPythonParser } from '../../support/python-parser.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { suiteProject } from '../../support/suite-project.ts';

const parse = await loadPythonParser();

test.each([
  ['run(["pytest", "--mypy-ini"])', true],
  ['run([sys.executable, "-m", "pytest", path])', true],
  ['names = "pytest"', false],
  ['deps(["pytest", "mock"])', false],
])('a plugin whose suite has %s', (line, viaEnv) => {
  const tree = sourceTree({ 'tests/test_a.py': `def test_it():\n    ${line}\n` });
  const project = suiteProject({ pytest11: { sample: 'sample.plugin' } });
  expect(analyzeSuite(tree, project, parse).value.loadViaEnv).toBe(viaEnv);
});
