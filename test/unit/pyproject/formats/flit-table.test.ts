import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const BUILD = '[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n';

const OLD = `${BUILD}
[tool.flit.metadata]
module = "spam"
dist-name = "spam-eggs"
home-page = "https://spam.org"
requires-python = ">=3.8"
license = "MIT"
requires = ["a>=1"]
dev-requires = ["d"]
classifiers = ["License :: OSI Approved :: MIT License"]
[tool.flit.metadata.requires-extra]
test = ["b"]
".none" = ["c"]
[tool.flit.metadata.urls]
Docs = "https://docs.spam.org"
[tool.flit.scripts]
spam = "spam:main"
[tool.flit.entrypoints."spam.plugins"]
x = "spam.x"
`;

test('the old style', () => {
  const { value, diagnostics } = analyzeFiles({
    'pyproject.toml': OLD,
    'spam/__init__.py': '"""Spam for all.\n\nMore."""\n__version__ = "1.2"\n',
  });
  expect(diagnostics).toEqual([]);
  expect(value.name.value).toBe('spam-eggs');
  expect(value.version).toEqual({ value: '1.2', from: 'spam/__init__.py' });
  expect(value.summary).toEqual({ value: 'Spam for all.', from: 'spam/__init__.py' });
  expect(requirementTexts(value.dependencies)).toEqual(['a>=1', 'c']);
  expect(requirementTable(value.extras)).toEqual({ test: ['b'], dev: ['d'] });
  expect(value.urls.map(({ label }) => label)).toEqual(['Homepage', 'Docs']);
  expect(value.entryPoints.get('console_scripts')?.get('spam')).toBe('spam:main');
  expect(value.entryPoints.get('spam.plugins')?.get('x')).toBe('spam.x');
});

test('[project] with the module for dynamic fields', () => {
  const pyproject = `${BUILD}[project]\nname = "spam-eggs"\ndynamic = ["version", "description"]\n`;
  const { value } = analyzeFiles({
    'pyproject.toml': pyproject,
    'src/spam_eggs.py': '#!/usr/bin/env python\n"""Spam."""\n__version__ = "3"',
  });
  expect(value.version?.value).toBe('3');
  expect(value.summary?.value).toBe('Spam.');
});
