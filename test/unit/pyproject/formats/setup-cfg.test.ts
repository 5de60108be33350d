import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const SETUP_CFG = `
[metadata]
name = spam
version = attr: spam.__version__
description = file: SUMMARY
url = https://spam.org
project_urls =
    Source = https://github.com/spam/spam
license = MIT
license_files = LICENSE, NOTICE
classifiers = file: classifiers.txt
prefix = a

[options]
python_requires = >=3.9
package_dir =
    = lib
install_requires =
    # why
    %(prefix)s-b>=1; python_version < "3.13"
    c
setup-requires = setuptools_scm; cython
tests_require = pytest
prefix = a

[options.extras_require]
Fast_Path = file: fast.txt

[options.entry_points]
console_scripts =
    spam = spam.cli:main [x]
`;

const FILES = {
  'setup.py': 'from setuptools import setup\nsetup()',
  'setup.cfg': SETUP_CFG,
  SUMMARY: 'Spam for all',
  'classifiers.txt': 'A :: B\nLicense :: OSI Approved :: MIT License\n',
  'fast.txt': 'f>=2\n# no\n',
  'lib/spam/__init__.py': '__version__ = "1.5"\n',
};

test('every section of setup.cfg', () => {
  const { value, diagnostics } = analyzeFiles(FILES);
  expect(diagnostics).toEqual([]);
  expect(value.name).toEqual({ value: 'spam', from: 'setup.cfg' });
  expect(value.version).toEqual({ value: '1.5', from: 'setup.cfg' });
  expect(value.summary?.value).toBe('Spam for all');
  expect(value.requiresPython?.value).toBe('>=3.9');
  expect(value.urls).toEqual([
    { label: 'Homepage', url: 'https://spam.org' },
    { label: 'Source', url: 'https://github.com/spam/spam' },
  ]);
  expect(value.license.texts).toEqual([{ value: 'MIT', from: 'setup.cfg' }]);
  expect(value.license.classifiers).toEqual(['License :: OSI Approved :: MIT License']);
  expect(requirementTexts(value.dependencies)).toEqual(['a-b>=1; python_version < "3.13"', 'c']);
  expect(requirementTable(value.extras)).toEqual({ 'fast-path': ['f>=2'] });
  expect(requirementTable(value.groups)).toEqual({ 'tests-require': ['pytest'] });
  expect(requirementTexts(value.build.requires)).toEqual(['setuptools_scm', 'cython']);
  expect(value.entryPoints.get('console_scripts')?.get('spam')).toBe('spam.cli:main');
  expect(value.dependencies[0]?.where).toEqual({ file: 'setup.cfg', line: 18 });
});

test('setup.py comes before setup.cfg', () => {
  const setupPy = 'from setuptools import setup\nsetup(name="eggs", install_requires=["z"])';
  const { value } = analyzeFiles({ ...FILES, 'setup.py': setupPy });
  expect(value.name.value).toBe('eggs');
  expect(requirementTexts(value.dependencies)).toEqual(['z']);
});

test('one line is parted at semicolons, several are not', () => {
  const one = analyzeFiles({ 'setup.py': '', 'setup.cfg': '[options]\ninstall_requires = a; b' });
  expect(requirementTexts(one.value.dependencies)).toEqual(['a', 'b']);
  const lines = analyzeFiles({
    'setup.py': '',
    'setup.cfg': '[options]\ninstall_requires =\n  a; os_name == "nt"',
  });
  expect(requirementTexts(lines.value.dependencies)).toEqual(['a; os_name == "nt"']);
});

test('beside [project], setup.py and setup.cfg speak about dynamic fields only', () => {
  const { value, diagnostics } = analyzeFiles({
    ...FILES,
    'pyproject.toml': '[project]\nname = "p"\nversion = "1"\ndynamic = ["dependencies"]\n',
    'setup.py':
      'from setuptools import setup\nsetup(name="q", install_requires=["z"], extras_require={"y": ["w"]})',
  });
  expect(diagnostics).toEqual([]);
  expect(value.name.value).toBe('p');
  expect(requirementTexts(value.dependencies)).toEqual(['z']);
  expect(requirementTable(value.extras)).toEqual({});
});
