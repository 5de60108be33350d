import { expect, test } from 'vitest';
import { analyzeFiles } from '../../support/analyze-files.ts';

const PYPROJECT = `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "spam"
version = "1"
`;

test.each<[why: string, files: Record<string, string>, uses: boolean]>([
  ['no module mentions it', { 'spam/__init__.py': 'import os\n' }, false],
  [
    'only setup.py and tests do',
    {
      'spam/__init__.py': 'import os\n',
      'setup.py': 'import setuptools\n',
      'tests/test_a.py': 'import pkg_resources\n',
    },
    false,
  ],
  [
    'a module in a folder called tools does',
    { 'spam/__init__.py': 'import os\n', 'spam/tools/main.py': 'import pkg_resources\n' },
    true,
  ],
  ['a Cython module may', { 'spam/__init__.py': 'import os\n', 'spam/c.pyx': '' }, true],
  ['a program may', { 'spam/__init__.py': 'import os\n', 'bin/spam': '#!/usr/bin/python3\n' }, true],
  ['a module imports it', { 'spam/__init__.py': '', 'spam/a.py': 'from pkg_resources import x\n' }, true],
  ['a module imports distutils', { 'spam/__init__.py': 'import distutils.version\n' }, true],
  ['a comment speaks of it', { 'spam/__init__.py': '# setuptools loads this\n' }, true],
  ['no module is known', {}, true],
  ['modules are empty', { 'spam/__init__.py': '\n' }, true],
])('setuptools at run time: %s', (_, files, uses) => {
  expect(analyzeFiles({ ...files, 'pyproject.toml': PYPROJECT }).value.usesSetuptools).toBe(uses);
});
