import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const PYPROJECT = `
[build-system]
requires = ["hatchling", "hatch-requirements-txt"]
build-backend = "hatchling.build"
[project]
name = "spam"
dynamic = ["version", "dependencies", "optional-dependencies"]
`;

const HOOKS = `
version.path = "src/spam/__about__.py"
[PREFIXmetadata.hooks.requirements_txt]
files = ["requirements.txt"]
[PREFIXmetadata.hooks.requirements_txt.optional-dependencies]
cli = ["cli.txt"]
[PREFIXenvs.test]
dependencies = ["pytest", "spam-{matrix:x}"]
extra-dependencies = ["hypothesis"]
`;

const FILES = {
  'requirements.txt': 'a>=1\n--hash=x\n',
  'cli.txt': 'click',
  'src/spam/__about__.py': '__version__ = "1.0"',
  'src/spam/__init__.py': '',
};

test.each([
  ['1.5', ['core==1.5', 'a>=2; python_version >= "3.14"']],
  [undefined, ['core', 'a>=2; python_version >= "3.14"']],
])('templates of uv-dynamic-versioning for version %s', (version, expected) => {
  const pyproject = `${PYPROJECT}[tool.hatch.metadata.hooks.uv-dynamic-versioning]\ndependencies = ["core=={{ version }}", "a>=2; python_version >= '3.14'"]\noptional-dependencies = { x = ["x[y]"] }\n`;
  const { value } = analyzeFiles({ 'pyproject.toml': pyproject }, version === undefined ? {} : { version });
  expect(requirementTexts(value.dependencies)).toEqual(expected);
  expect(requirementTable(value.extras)).toEqual({ x: ['x[y]'] });
});

test.each([
  [
    'pyproject.toml',
    { 'pyproject.toml': `${PYPROJECT}[tool.hatch]${HOOKS.replaceAll('PREFIX', 'tool.hatch.')}` },
  ],
  ['hatch.toml', { 'pyproject.toml': PYPROJECT, 'hatch.toml': HOOKS.replaceAll('PREFIX', '') }],
])('the hooks of %s', (_, files) => {
  const { value, diagnostics } = analyzeFiles({ ...FILES, ...files });
  expect(diagnostics).toEqual([]);
  expect(value.version?.value).toBe('1.0');
  expect(requirementTexts(value.dependencies)).toEqual(['a>=1']);
  expect(requirementTable(value.extras)).toEqual({ cli: ['click'] });
  expect(requirementTexts(value.groups.get('test'))).toEqual(['pytest', 'hypothesis']);
});
