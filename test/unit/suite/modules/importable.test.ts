import { describe, expect, test } from 'vitest';
import { analyzeSuite } from '../../../../src/suite/analyze-suite.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';
import { type GivenProject, suiteProject } from '../../../support/suite-project.ts';

const parse = await loadPythonParser();

describe('a project without tests', () => {
  test.each<[why: string, importable: boolean, code: string, given: GivenProject]>([
    ['imports only what Python has', true, 'import os, json\nfrom . import other\nimport sample.other\n', {}],
    ['imports what it requires', true, 'import yaml\n', { runtime: ['pyyaml>=5'] }],
    [
      'imports what it requires elsewhere',
      false,
      'import yaml\n',
      { runtime: ['pyyaml; python_version < "3.8"'] },
    ],
    ['imports what only an extra requires', false, 'import yaml\n', { extras: { yaml: ['pyyaml'] } }],
    ['copes without', true, 'try:\n    import yaml\nexcept ImportError:\n    yaml = None\n', {}],
    ['imports late', true, 'def load():\n    import yaml\n', {}],
    ['imports what Python has lost', false, 'import distutils.util\n', {}],
    ['imports what Windows has', false, 'import winreg\n', {}],
    ['runs when it is imported', false, 'import sys\nsys.exit(1)\n', {}],
    ['does not', true, 'import sys\nif __name__ == "__main__":\n    sys.exit(1)\n', {}],
  ])('%s: %s', (_, importable, code, given) => {
    const tree = sourceTree({
      'src/sample/__init__.py': code,
      'src/sample/other.py': '',
      'setup.py': 'import x\n',
    });
    const { value } = analyzeSuite(tree, suiteProject(given), parse);
    expect(value).toMatchObject({ runner: 'none', importable });
  });

  test.each<[why: string, importable: boolean, files: Record<string, string>]>([
    [
      'a program that runs',
      false,
      { 'sample/__init__.py': '', 'sample/__main__.py': 'from .a import main\nmain()\n' },
    ],
    ['a program that asks', true, { 'sample/__main__.py': 'if __name__ == "__main__":\n    start()\n' }],
    ['no module that is known', false, { 'lib/other.txt': '' }],
    ['a module', true, { 'sample.py': 'import os\n' }],
    [
      'too many modules',
      false,
      Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`sample/m${i}.py`, ''])),
    ],
  ])('%s', (_, importable, files) => {
    expect(analyzeSuite(sourceTree(files), suiteProject(), parse).value.importable).toBe(importable);
  });

  test('is not imported without a parser', () => {
    expect(analyzeSuite(sourceTree({ 'sample.py': '' }), suiteProject(), undefined).value.importable).toBe(
      false,
    );
  });
});
