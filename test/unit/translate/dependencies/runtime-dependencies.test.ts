import { expect, test } from 'vitest';
import { formatDepset } from '../../../../src/gentoo/depset-format.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';
import { translateRuntimeDependencies } from '../../../../src/translate/dependencies/runtime-dependencies.ts';
import { analyzeFiles } from '../../../support/analyze-files.ts';

const PYPROJECT = `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "spam"
version = "1"
dependencies = ["idna", "setuptools>=60"]
`;

test.each([
  ['import pkg_resources\n', ['dev-python/idna', '>=dev-python/setuptools-60'], []],
  ['import idna\n', ['dev-python/idna'], ['dependency-unused']],
])('setuptools is required at run time where a module uses it: %j', (text, atoms, codes) => {
  const { value: project } = analyzeFiles({ 'pyproject.toml': PYPROJECT, 'spam/__init__.py': text });
  const { value, diagnostics } = translateRuntimeDependencies(project, defaultSettings, {
    index: createEmptyIndex(),
    bounds: 'relax',
    pythonVersions: ['3.14'],
    drop: [],
    blockers: true,
    linked: false,
    areTools: false,
  });
  const lines = formatDepset(value, 0).split('\n');
  expect(lines.map((line) => line.replace(/\[.*$/, ''))).toEqual(atoms);
  expect(diagnostics.map(({ code }) => code).filter((code) => code === 'dependency-unused')).toEqual(codes);
});
