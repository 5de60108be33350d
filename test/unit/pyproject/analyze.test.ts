import { expect, test } from 'vitest';
import type { CoreMetadata } from '../../../src/core/release.ts';
import { analyze } from '../../../src/pyproject/analyze.ts';
import { formatRequirement } from '../../../src/python/requirement.ts';
import { SILENT } from '../../support/analyze-files.ts';
import { sourceTree } from '../../support/source-tree.ts';

const EMPTY: CoreMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

const PROJECT = `
[build-system]
requires = ["hatchling", "hatch-vcs>=0.3"]
build-backend = "hatchling.build"

[project]
name = "Spam.Eggs"
dynamic = ["version"]
requires-python = ">=3.9"
dependencies = [
  "requests >= 2",
  "broken >> 1",
]
[project.optional-dependencies]
Fast_Path = ["cython"]
[project.scripts]
spam = "spam:main"
`;

test('the [project] table comes before the index', () => {
  const tree = sourceTree({ 'pyproject.toml': PROJECT, LICENSE: 'MIT License', 'spam_eggs/__init__.py': '' });
  const index = { ...EMPTY, name: 'spam-eggs', version: '1.0', requiresDist: ['httpx'], summary: 'Spam' };
  const { value, diagnostics } = analyze(tree, { index });
  expect(value.name).toEqual({ value: 'Spam.Eggs', from: 'pyproject.toml [project]' });
  expect(value.version).toEqual({ value: '1.0', from: 'index' });
  expect(value.summary).toEqual({ value: 'Spam', from: 'index' });
  expect(value.requiresPython?.value).toBe('>=3.9');
  expect(value.dependencies.map(({ requirement }) => formatRequirement(requirement))).toEqual([
    'requests>=2',
  ]);
  expect(value.dependencies[0]?.where).toEqual({ file: 'pyproject.toml', line: 11 });
  expect([...value.extras.keys()]).toEqual(['fast-path']);
  expect(value.entryPoints.get('console_scripts')?.get('spam')).toBe('spam:main');
  expect(value.build.dynamicVersion).toEqual({
    tool: 'hatch-vcs',
    pretendVariable: 'SETUPTOOLS_SCM_PRETEND_VERSION',
    needed: true,
  });
  expect(value.contents).toEqual({ topLevel: ['spam_eggs'], stray: [] });
  expect(value.extension.kind).toBe('none');
  expect(value.license.files).toEqual([{ path: 'LICENSE', text: 'MIT License' }]);
  expect(diagnostics).toMatchObject([
    { code: 'requirement-invalid', where: { file: 'pyproject.toml', line: 12 } },
  ]);
});

test('a silent tree takes the wheel before the index', () => {
  const index = { ...EMPTY, name: 'spam', requiresDist: ['a'] };
  const wheelMetadata = {
    ...EMPTY,
    requiresDist: ['b; extra == "X"', 'c', 'd; extra == "x" and os_name == "nt"'],
  };
  const { value } = analyze(sourceTree({ 'setup.py': '' }), { index, wheelMetadata });
  expect(value.dependencies.map(({ requirement }) => requirement.name)).toEqual(['c']);
  const extra = value.extras.get('x')?.map(({ requirement }) => formatRequirement(requirement));
  expect(extra).toEqual(['b', 'd; os_name == "nt"']);
});

test('the repository names a project that only a program could', () => {
  const tree = sourceTree({ 'setup.py': '' });
  const { value, diagnostics } = analyze(tree, { index: EMPTY, fallbackName: 'spam' });
  expect(value.name).toEqual({ value: 'spam', from: 'repository' });
  expect(diagnostics.map(({ code }) => code)).toContain('name-guessed');
});

test('a tree that nothing names is refused', () => {
  expect(() => analyze(sourceTree({ 'setup.py': '' }), { index: EMPTY })).toThrow(/names the project/);
});

test('a project in a folder has the licence at the root of the archive, unless it has its own', () => {
  const archive = sourceTree({ LICENSE: 'Apache', 'NOTICE.md': 'others', 'python/pyproject.toml': '' });
  const project = '[project]\nname = "spam"\nversion = "1"\n';
  const licensed = (files: Readonly<Record<string, string>>) =>
    analyze(sourceTree({ 'pyproject.toml': project, ...files }), { index: SILENT, archive }).value.license
      .files;
  expect(licensed({})).toEqual([{ path: 'LICENSE', text: 'Apache' }]);
  expect(licensed({ COPYING: 'MIT' })).toEqual([{ path: 'COPYING', text: 'MIT' }]);
});
