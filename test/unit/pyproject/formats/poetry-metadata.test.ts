import { describe, expect, test } from 'vitest';
import { formatSpecifiers } from '../../../../src/python/specifier.ts';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const BUILD = '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n';

const POETRY = `
[tool.poetry]
name = "spam"
version = "1.0"
description = "Spam"
license = "MIT"
homepage = "https://spam.org"
repository = "https://github.com/spam/spam"
[tool.poetry.urls]
Changelog = "https://spam.org/changes"
[tool.poetry.dependencies]
python = "^3.9"
a = "^1.2"
b = { version = "~2.0", extras = ["x"], markers = "os_name == 'posix'" }
c = [{ version = ">=1", python = "<3.12" }, { version = ">=2", python = ">=3.12" }]
d = { version = "*", optional = true }
e = { version = ">=3", optional = true }
f = "1.*"
[tool.poetry.extras]
Fast = ["e", "F"]
[tool.poetry.scripts]
spam = "spam:main"
old = { reference = "spam:old", type = "console" }
file = { reference = "bin/x", type = "file" }
[tool.poetry.plugins."spam.plugins"]
x = "spam.x"
`;

test('a union of versions stays one, also where PKG-INFO says its hull', () => {
  const table =
    '[tool.poetry]\nname = "spam"\nversion = "1.0"\n[tool.poetry.dependencies]\na = ">=1,<2 || >=3"\nb = ">=1"\n';
  const text =
    'Metadata-Version: 2.1\nName: spam\nVersion: 1.0\nRequires-Dist: a (>=1)\nRequires-Dist: b (>=2)\n';
  for (const more of [{}, { 'PKG-INFO': text }]) {
    const { value, diagnostics } = analyzeFiles({ 'pyproject.toml': BUILD + table, ...more });
    const sets = value.dependencies.map(({ alternatives }) =>
      alternatives?.map(formatSpecifiers).join(' || '),
    );
    expect(sets).toEqual(['<2,>=1 || >=3', undefined]);
    expect(diagnostics.map(({ code }) => code)).not.toContain('version-union');
  }
});

describe('[tool.poetry] alone', () => {
  const { value, diagnostics } = analyzeFiles({ 'pyproject.toml': BUILD + POETRY, 'spam/__init__.py': '' });

  test('requirements as poetry-core writes them', () => {
    expect(requirementTexts(value.dependencies)).toEqual([
      'a<2.0,>=1.2',
      'b[x]<2.1,>=2.0; os_name == "posix"',
      'c>=1; python_version < "3.12"',
      'c>=2; python_version >= "3.12"',
    ]);
    expect(value.dependencies.map(({ cap }) => cap)).toEqual(['caret', 'tilde', 'written', 'written']);
    expect(value.dependencies[0]?.where).toEqual({ file: 'pyproject.toml', line: 16 });
    expect(requirementTable(value.extras)).toEqual({ fast: ['e>=3', 'f==1.*'] });
    expect(value.requiresPython?.value).toBe('<4.0,>=3.9');
  });

  test('an optional requirement in no extra is left out and said', () => {
    expect(diagnostics).toMatchObject([
      { code: 'optional-in-no-extra', severity: 'note', where: { file: 'pyproject.toml', line: 19 } },
    ]);
  });

  test('the other fields', () => {
    expect(value.name).toEqual({ value: 'spam', from: 'pyproject.toml [tool.poetry]' });
    expect(value.license.expressions).toEqual([{ value: 'MIT', from: 'pyproject.toml [tool.poetry]' }]);
    expect(value.urls.map(({ label }) => label)).toEqual(['Homepage', 'Repository', 'Changelog']);
    expect([...(value.entryPoints.get('console_scripts') ?? [])]).toEqual([
      ['spam', 'spam:main'],
      ['old', 'spam:old'],
    ]);
    expect(value.entryPoints.get('spam.plugins')?.get('x')).toBe('spam.x');
    expect(value.classifiers).toContain('Programming Language :: Python :: 3.13');
    expect(value.classifiers).not.toContain('Programming Language :: Python :: 3.8');
  });
});

describe('[tool.poetry] beside [project]', () => {
  const read = (project: string) => {
    const { value } = analyzeFiles({
      'pyproject.toml': `${BUILD}[project]\nname = "p"\n${project}\n${POETRY}`,
    });
    return { base: requirementTexts(value.dependencies), extras: requirementTable(value.extras), value };
  };

  test('requirements of [project] replace those of Poetry', () => {
    const { base, extras, value } = read('version = "2"\ndependencies = ["z>=1"]');
    expect(base).toEqual(['z>=1']);
    expect(extras).toEqual({});
    expect(value.name).toEqual({ value: 'p', from: 'pyproject.toml [project]' });
    expect(value.summary).toEqual({ value: 'Spam', from: 'pyproject.toml [tool.poetry]' });
  });

  test('without requirements in [project] those of Poetry hold', () => {
    const { base, extras } = read('version = "2"\ndynamic = ["dependencies"]');
    expect(base).toHaveLength(4);
    expect(Object.keys(extras)).toEqual(['fast']);
  });

  test('dynamic requirements join the extras of [project]', () => {
    const { base, extras } = read('dynamic = ["dependencies"]\noptional-dependencies = { y = ["z"] }');
    expect(base).toEqual([
      'a<2.0,>=1.2',
      'b[x]<2.1,>=2.0; os_name == "posix"',
      'c>=1; python_version < "3.12"',
      'c>=2; python_version >= "3.12"',
      'f==1.*',
    ]);
    expect(extras).toEqual({ y: ['z'] });
  });
});

test('PKG-INFO has the requirements, Poetry knows whose the bounds are', () => {
  const pkgInfo = `Metadata-Version: 2.3\nName: spam\nVersion: 1.0\nRequires-Dist: a (>=1.2,<2.0)\nRequires-Dist: g>=1\n`;
  const { value, diagnostics } = analyzeFiles({ 'pyproject.toml': BUILD + POETRY, 'PKG-INFO': pkgInfo });
  expect(requirementTexts(value.dependencies)).toEqual(['a<2.0,>=1.2', 'g>=1']);
  expect(value.dependencies).toMatchObject([
    { cap: 'caret', where: { file: 'pyproject.toml', line: 16 } },
    { cap: 'written', where: { file: 'PKG-INFO' } },
  ]);
  expect(diagnostics.find(({ code }) => code === 'sources-disagree')?.message).toBe(
    'PKG-INFO is used, but pyproject.toml [tool.poetry] requires other projects: `+g`, `-b`, `-c`',
  );
});

describe('extras of thousands of names', () => {
  const many = (count: number, textOf: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => textOf(index)).join('\n');
  const poetry = (requirements: string, extras: string) =>
    `${BUILD}[tool.poetry]\nname = "spam"\nversion = "1"\n[tool.poetry.dependencies]\n${requirements}\n[tool.poetry.extras]\n${extras}\n`;

  test('are looked up in no time', () => {
    const pyproject = poetry(
      many(5000, (index) => `p${index} = "1"`),
      many(5000, (index) => `e${index} = ["p${index}", "p${4999 - index}"]`),
    );
    const start = performance.now();
    const { value } = analyzeFiles({ 'pyproject.toml': pyproject });
    expect(performance.now() - start).toBeLessThan(5000);
    expect(requirementTexts(value.extras.get('e4998') ?? [])).toEqual(['p1==1', 'p4998==1']);
  });

  test('with too many of one name are an error of ours', () => {
    const entries = Array.from({ length: 1000 }, (_, index) => `{ version = "${index}" }`).join(', ');
    const pyproject = poetry(
      `a = [${entries}]`,
      many(1000, (index) => `e${index} = ["a"]`),
    );
    expect(() => analyzeFiles({ 'pyproject.toml': pyproject })).toThrow(
      expect.objectContaining({ code: 'METADATA_INVALID' }),
    );
  });
});
