import { expect, test } from 'vitest';
import { analyzeFiles } from '../../../support/analyze-files.ts';

type Files = Readonly<Record<string, string>>;

const pyproject = (rest = '', requires = '"setuptools", "setuptools_scm"') =>
  `[build-system]\nrequires = [${requires}]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "spam"\nversion = "1"\n${rest}`;

const PACKAGE = { 'spam/__init__.py': '', 'spam/data.json': '', 'spam/other.txt': '' };

function lost(files: Files) {
  const { diagnostics } = analyzeFiles(files);
  return diagnostics.filter(({ code }) => code === 'data-files-from-git').map(({ message }) => message);
}

test('data that setuptools would ask git for', () => {
  const raw = { ...PACKAGE, 'pyproject.toml': pyproject(), '.git_archival.txt': 'node: $Format:%H$\n' };
  expect(lost(raw)).toHaveLength(1);
  expect(lost({ ...PACKAGE, 'pyproject.toml': pyproject() })).toEqual([
    expect.stringMatching(/^`spam\/data\.json` and 1 more files are not installed/),
  ]);
  expect(lost({ ...PACKAGE, 'pyproject.toml': pyproject(), 'MANIFEST.in': 'include spam/*.txt\n' })).toEqual([
    expect.stringMatching(/^`spam\/data\.json` is not installed/),
  ]);
});

test.each<[why: string, files: Files]>([
  ['an sdist, which lists them', { ...PACKAGE, 'pyproject.toml': pyproject(), 'PKG-INFO': '' }],
  ['MANIFEST.in', { ...PACKAGE, 'pyproject.toml': pyproject(), 'MANIFEST.in': 'graft spam\n' }],
  ['what MANIFEST.in excludes', { ...PACKAGE, 'pyproject.toml': pyproject(), 'MANIFEST.in': 'prune spam\n' }],
  [
    'an archive that tells its commit',
    { ...PACKAGE, 'pyproject.toml': pyproject(), '.git_archival.txt': `node: ${'a'.repeat(40)}\n` },
  ],
  [
    'exclude-package-data',
    { ...PACKAGE, 'pyproject.toml': pyproject('[tool.setuptools.exclude-package-data]\n"*" = ["*.t*"]\n') },
  ],
  ['no plugin that asks git', { ...PACKAGE, 'pyproject.toml': pyproject('', '"setuptools"') }],
  [
    'data that is not wanted',
    { ...PACKAGE, 'pyproject.toml': pyproject('[tool.setuptools]\ninclude-package-data = false\n') },
  ],
  [
    'package-data',
    { ...PACKAGE, 'pyproject.toml': pyproject('[tool.setuptools.package-data]\nspam = ["*"]\n') },
  ],
  [
    'package_data of setup.py',
    {
      ...PACKAGE,
      'pyproject.toml': pyproject(),
      'setup.py': 'from setuptools import setup\nsetup(package_data={"spam": ["*"]})\n',
    },
  ],
  [
    'package_data of setup.cfg',
    { ...PACKAGE, 'pyproject.toml': pyproject(), 'setup.cfg': '[options.package_data]\nspam = *\n' },
  ],
  [
    'data outside of packages',
    {
      'spam/__init__.py': '',
      'conf/data.json': '',
      'pyproject.toml': pyproject('[tool.setuptools]\npackages = ["spam"]\n'),
    },
  ],
  [
    'files beside a package at the top',
    {
      '__init__.py': '',
      'tox.ini': '',
      'pyproject.toml': pyproject('[tool.setuptools]\npackages = ["spam"]\npackage-dir = { spam = "." }\n'),
    },
  ],
  [
    'what is no data',
    {
      'spam/__init__.py': '',
      'spam/py.typed': '',
      'spam/a.pyi': '',
      'spam/_fast.pyx': '',
      'spam/fast.c': '',
      'spam/README.md': '',
      'spam/.gitignore': '',
      'pyproject.toml': pyproject(),
    },
  ],
])('nothing is lost: %s', (_, files) => {
  expect(lost(files)).toEqual([]);
});
