import { expect, test } from 'vitest';
import { loadPythonParser } from '../../../src/io/python-parser.ts';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { suiteProject } from '../../support/suite-project.ts';

const parsePython = await loadPythonParser();

function neededBy(line: string, files: Readonly<Record<string, string>> = {}) {
  const tree = sourceTree({ 'test/test_a.py': `${line}\ndef test_it(): ...\n`, ...files });
  const { value } = analyzeSuite(tree, suiteProject({}), parsePython);
  expect(value.dependencies).toEqual([]);
  return value.stdlibTests;
}

test.each<[line: string, files?: Readonly<Record<string, string>>]>([
  ['from test import support'],
  ['import test.support.os_helper'],
  ['from test.list_tests import CommonTest'],
  ['def test_b():\n    from test import support'],
  ['from test import support', { 'test/support.py': '' }],
])('Python’s own tests: %s', (line, files = {}) => {
  expect(neededBy(line, files)).toBe('test/test_a.py');
});

test.each<[why: string, line: string, files?: Readonly<Record<string, string>>]>([
  ['a module called test', 'from test import helpers\nimport test.other'],
  ['what copes without', 'try:\n    from test import support\nexcept ImportError:\n    pass'],
  ['a package of the tree', 'from test import support', { 'test/__init__.py': '', 'test/support.py': '' }],
])('not %s', (_, line, files = {}) => {
  expect(neededBy(line, files)).toBeUndefined();
});
