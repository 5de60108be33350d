import { expect, test } from 'vitest';
import { analyzeFiles } from '../../support/analyze-files.ts';

const scm = 'SETUPTOOLS_SCM_PRETEND_VERSION';
const project = '[project]\nname = "spam"\ndynamic = ["version"]\n';

test.each<[string, string, string, string, Record<string, unknown> | undefined]>([
  ['setuptools.build_meta', 'setuptools_scm', project, '', { tool: 'setuptools-scm', pretendVariable: scm }],
  ['hatchling.build', 'hatch-vcs', project, '', { tool: 'hatch-vcs', pretendVariable: scm }],
  ['flit_scm:buildapi', 'flit_scm', project, '', { tool: 'flit-scm', pretendVariable: scm }],
  [
    'pdm.backend',
    'pdm-backend',
    project,
    '[tool.pdm.version]\nsource = "scm"',
    { tool: 'pdm-backend', pretendVariable: 'PDM_BUILD_SCM_VERSION' },
  ],
  ['setuptools.build_meta', 'versioningit', project, '', { tool: 'versioningit' }],
  ['setuptools.build_meta', 'calver', project, '', { tool: 'calver' }],
  [
    'poetry_dynamic_versioning.backend',
    'poetry-dynamic-versioning',
    project,
    '[tool.poetry-dynamic-versioning]\nenable = true',
    { tool: 'poetry-dynamic-versioning', pretendVariable: 'POETRY_DYNAMIC_VERSIONING_BYPASS' },
  ],
  [
    'poetry_dynamic_versioning.backend',
    'poetry-dynamic-versioning',
    '[tool.poetry]\nname = "spam"\nversion = "1.0"\n',
    '[tool.poetry-dynamic-versioning]\nenable = true',
    { tool: 'poetry-dynamic-versioning', pretendVariable: 'POETRY_DYNAMIC_VERSIONING_BYPASS' },
  ],
  [
    'poetry_dynamic_versioning.backend',
    'poetry-dynamic-versioning',
    '[tool.poetry]\nname = "spam"\nversion = "1.0"\n',
    '[tool.poetry-dynamic-versioning]\nvcs = "git"',
    undefined,
  ],
  ['setuptools.build_meta', 'setuptools_scm', '[project]\nname = "spam"\nversion = "1"\n', '', undefined],
  [
    'setuptools.build_meta',
    'setuptools_scm',
    '[project]\nname = "spam"\nversion = "1"\n',
    '[tool.setuptools_scm]\n',
    { tool: 'setuptools-scm', pretendVariable: scm },
  ],
])('%s with %s', (backend, requires, table, more, expected) => {
  const pyproject = `[build-system]\nrequires = ["${requires}"]\nbuild-backend = "${backend}"\n${table}\n${more}`;
  const archive = analyzeFiles({ 'pyproject.toml': pyproject }).value.build.dynamicVersion;
  const pkgInfo = 'Metadata-Version: 2.1\nName: spam\nVersion: 1.0\n';
  const sdist = analyzeFiles({ 'pyproject.toml': pyproject, 'PKG-INFO': pkgInfo }).value.build.dynamicVersion;
  if (expected === undefined) expect(archive).toBeUndefined();
  else {
    expect(archive).toMatchObject({ ...expected, needed: true });
    expect(sdist).toMatchObject({ ...expected, needed: false });
  }
});

test('a tool that only asks git is told', () => {
  const pyproject = `[build-system]\nrequires = ["versioningit"]\nbuild-backend = "setuptools.build_meta"\n${project}`;
  const { diagnostics } = analyzeFiles({ 'pyproject.toml': pyproject });
  expect(diagnostics.map(({ code }) => code)).toContain('version-from-git');
});

test('use_scm_version in setup.py', () => {
  const source =
    'from setuptools import setup\nsetup(use_scm_version=True, setup_requires=["setuptools_scm"])';
  expect(analyzeFiles({ 'setup.py': source }).value.build.dynamicVersion?.tool).toBe('setuptools-scm');
});
