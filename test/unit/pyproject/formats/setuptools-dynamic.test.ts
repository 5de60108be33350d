import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const PYPROJECT = `
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "spam"
dynamic = ["version", "dependencies", "optional-dependencies", "description"]
[tool.setuptools.package-dir]
"" = "src"
[tool.setuptools.dynamic]
version = { attr = "spam.version.VERSION" }
description = { file = "SUMMARY" }
dependencies = { file = ["requirements.txt", "more.txt"] }
optional-dependencies.test = { file = "test.txt" }
`;

test('files and attributes behind dynamic fields', () => {
  const { value, diagnostics } = analyzeFiles({
    'pyproject.toml': PYPROJECT,
    SUMMARY: 'Spam\n',
    'requirements.txt': '# why\na>=1\n\n',
    'more.txt': 'b # so\n',
    'test.txt': 'pytest',
    'src/spam/version.py': 'MAJOR = 2\nVERSION = (MAJOR, 1)',
  });
  expect(diagnostics).toEqual([]);
  expect(value.version).toEqual({ value: '2.1', from: 'pyproject.toml [tool.setuptools.dynamic]' });
  expect(value.summary?.value).toBe('Spam');
  expect(requirementTexts(value.dependencies)).toEqual(['a>=1', 'b']);
  expect(requirementTable(value.extras)).toEqual({ test: ['pytest'] });
});

test('requirements that only a program makes are said to be unknown', () => {
  const pyproject = '[project]\nname = "spam"\nversion = "1"\ndynamic = ["dependencies"]';
  const { value, diagnostics } = analyzeFiles({
    'pyproject.toml': pyproject,
    'setup.py': 'from setuptools import setup\nimport x\nsetup(install_requires=x.get())',
  });
  expect(value.dependencies).toEqual([]);
  expect(diagnostics.map((one) => one.code)).toEqual(['setup-unreadable', 'dependencies-unknown']);
});
