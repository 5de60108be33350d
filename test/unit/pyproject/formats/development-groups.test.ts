import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable } from '../../../support/analyze-files.ts';

test('every place where a group may stand', () => {
  const pyproject = `
[project]
name = "spam"
version = "1"
[project.optional-dependencies]
http = ["httpx"]
[dependency-groups]
Test = ["pytest>=7", { include-group = "base_tools" }, "spam[http]"]
base-tools = ["coverage"]
loop = ["x", { include-group = "pool" }]
pool = ["y", { include-group = "loop" }]
lost = [{ include-group = "nowhere" }]
[tool.poetry.group.docs.dependencies]
sphinx = "^7"
[tool.poetry.dev-dependencies]
black = "*"
[tool.pdm.dev-dependencies]
lint = ["ruff", "-e file:///\${PROJECT_ROOT}/x"]
[tool.uv]
dev-dependencies = ["mypy"]
[tool.rye]
dev-dependencies = ["respx"]
`;
  const { value, diagnostics } = analyzeFiles({
    'pyproject.toml': pyproject,
    'requirements/ci.txt': 'tox',
    'test-requirements.txt': 'nose\nbroken >>\n',
    'docs/requirements.txt': 'furo',
  });
  expect(requirementTable(value.groups)).toEqual({
    test: ['pytest>=7', 'httpx', 'coverage'],
    'base-tools': ['coverage'],
    loop: ['x', 'y'],
    pool: ['y', 'x'],
    lost: [],
    docs: ['sphinx<8,>=7'],
    dev: ['black', 'mypy', 'respx'],
    lint: ['ruff'],
    ci: ['tox'],
    'test-requirements': ['nose'],
  });
  expect(value.groups.get('docs')?.[0]?.cap).toBe('caret');
  expect(diagnostics.filter(({ code }) => code === 'group-include').map(({ message }) => message)).toEqual([
    'dependency group `loop`: it includes itself',
    'dependency group `pool`: it includes itself',
    'dependency group `lost`: it includes `nowhere`, which is not defined',
  ]);
});

test('what pip-compile made of a list does not take its place', () => {
  const { value } = analyzeFiles({
    'pyproject.toml': '[project]\nname = "spam"\nversion = "1"\n',
    'requirements/test.in': 'pytest\nattrs',
    'requirements/test.txt': 'attrs==25.4.0\niniconfig==2.3.0\npluggy==1.6.0\npytest==9.0.0',
    'requirements/lint.txt': 'ruff',
    'dev-requirements.in': 'tox',
    'dev-requirements.txt': 'tox==4.32.0\npluggy==1.6.0',
    'dev-deps/docs.in': 'furo',
  });
  expect(requirementTable(value.groups)).toEqual({
    test: ['pytest', 'attrs'],
    lint: ['ruff'],
    'dev-requirements': ['tox'],
    docs: ['furo'],
  });
});

const thousands = (count: number, lineOf: (index: number) => string) =>
  `[project]\nname = "spam"\nversion = "1"\n[dependency-groups]\n${Array.from({ length: count }, (_, index) => lineOf(index)).join('\n')}\n`;

test.each([
  [
    'include two others each',
    thousands(
      3000,
      (index) =>
        `g${index} = ["p${index}", { include-group = "g${(index + 1) % 3000}" }, { include-group = "g${(index * 3) % 3000}" }]`,
    ),
    3000,
  ],
  [
    'are a chain',
    thousands(20_000, (index) => `g${index} = ["p${index}", { include-group = "g${(index + 1) % 20_000}" }]`),
    20_000,
  ],
  [
    'include a long one',
    `${thousands(3000, (index) => `g${index} = [{ include-group = "long" }]`)}long = [${Array.from({ length: 5000 }, (_, index) => `"p${index}"`).join(', ')}]\n`,
    3001,
  ],
])('thousands of groups that %s take no time, and are told to be too many', (_, pyproject, count) => {
  const start = performance.now();
  const { value, diagnostics } = analyzeFiles({ 'pyproject.toml': pyproject });
  expect(performance.now() - start).toBeLessThan(5000);
  expect(value.groups.size).toBe(count);
  expect([...value.groups.values()].flat().length).toBeLessThan(50_000);
  const told = diagnostics.filter(({ message }) => message.includes('more than 20000 others'));
  expect(told).toHaveLength(1);
});
