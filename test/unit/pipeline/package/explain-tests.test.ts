import { expect, test } from 'vitest';
import { explainTests } from '../../../../src/pipeline/package/explain-tests.ts';
import { analyzeSuite } from '../../../../src/suite/analyze-suite.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';
import { suiteProject } from '../../../support/suite-project.ts';

const parse = await loadPythonParser();

test('every decision on tests is told, with what it rests on', () => {
  const tree = sourceTree({
    'pytest.ini': '[pytest]\ntimeout = 9\nrequired_plugins = pytest-cov\n',
    'tests/test_a.py': 'import yaml\nfrom test import support\ndef test_it(mocker): ...\n',
  });
  const project = suiteProject({ extras: { test: ['pytest-xdist', 'pytest-timeout'] }, runtime: ['rich'] });
  const said = explainTests(analyzeSuite(tree, project, parse).value);
  expect(said.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'test-runner: tests: `pytest`, because pytest is configured in pytest.ini',
    'test-plugin: EPYTEST_PLUGINS: `pytest-mock`, because of fixture mocker in tests/test_a.py',
    'test-setting: tests: `EPYTEST_XDIST=1`, because upstream lists pytest-xdist in pyproject.toml',
    'test-setting: tests: `EPYTEST_TIMEOUT=60`, because pytest.ini asks for 9',
    'test-setting: tests: `-o required_plugins=`, because they name pytest-cov, which is not loaded',
    'test-of-python: test dependency `dev-python/test`: `tests/test_a.py` imports Python’s own `test`',
  ]);
});
