import { expect, test } from 'vitest';
import { isBuiltFrom } from '../../../../src/pyproject/extension/built-folder.ts';
import { analyzeFiles } from '../../../support/analyze-files.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const setup = (extensions: string) => `from setuptools import Extension, setup
setup(name="spam", packages=["spam"], package_dir={"": "src"}, ext_modules=[${extensions}])`;

const SPAM = { 'src/spam/__init__.py': '', 'src/other/__init__.py': '' };

test.each([
  ['in the package', 'src/spam/core', '', true],
  ['deep in the package', 'src/spam/a/b/core', '', true],
  ['tests of the package', 'src/spam/tests/data', '', false],
  ['beside the package', 'src/vendor', '', false],
  ['a package that is not installed', 'src/other/core', '', false],
  ['a similar name', 'src/spam2/core', '', false],
  ['a named source', 'vendor/lib', 'Extension("x", ["vendor/lib/src/x.c"])', true],
  ['a folder of headers', 'vendor/lib', 'Extension("x", ["x.c"], include_dirs=["vendor/lib"])', true],
  [
    'no named source',
    'vendor/lib',
    'Extension("x", ["vendor/library/x.c"], include_dirs=["vendor", "."])',
    false,
  ],
])('%s: %s', (_, folder, extensions, expected) => {
  const files = { ...SPAM, 'setup.py': setup(extensions) };
  expect(isBuiltFrom(folder, analyzeFiles(files).value, sourceTree(files))).toBe(expected);
});

test('hostile paths end soon', () => {
  const files = { ...SPAM, 'setup.py': setup('') };
  const start = performance.now();
  isBuiltFrom('a/'.repeat(100_000), analyzeFiles(files).value, sourceTree(files));
  isBuiltFrom('test'.repeat(100_000), analyzeFiles(files).value, sourceTree(files));
  expect(performance.now() - start).toBeLessThan(2000);
});
