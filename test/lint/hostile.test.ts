import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../src/core/errors.ts';
import { fixCase, type LintCase, lintCase } from '../support/lint.ts';

const KEYS = [
  'build-system',
  'build-system.requires',
  'build-system.build-backend',
  'project',
  'project.license',
  'project.classifiers',
  'project.requires-python',
  'project.dependencies',
  'project.optional-dependencies',
  'project.scripts',
  'project.dynamic',
  'tool',
  'tool.poetry',
  'tool.poetry.name',
  'tool.poetry.version',
  'tool.poetry.include',
  'tool.poetry.packages',
  'tool.poetry.exclude',
  'tool.poetry.build',
  'tool.poetry.dependencies',
  'tool.poetry.dependencies.python',
  'tool.poetry.dependencies.tzdata',
  'tool.poetry.dependencies.__proto__',
  'tool.poetry.dev-dependencies',
  'tool.poetry.extras',
  'tool.poetry.extras.constructor',
  'tool.poetry.scripts',
  'tool.poetry.plugins',
  'tool.pytest.ini_options.addopts',
  'tool.pytest.ini_options.testpaths',
  'tool.uv.package',
] as const;

const long = 'a'.repeat(20_000);
const VALUES = [
  'true',
  '1',
  '1979-05-27',
  '""',
  '"^"',
  '"^9999999999999999999999.1"',
  `"^1${'.0'.repeat(5000)}"`,
  `"${long}"`,
  `"${'#'.repeat(5000)}"`,
  `"${'[a,'.repeat(3000)}"`,
  `"${'--cov-'.repeat(3000)}"`,
  `"${'**/'.repeat(3000)}*"`,
  '[]',
  '[[]]',
  '["../../etc/passwd", "/", "", "*", "\\u0000"]',
  '[{}]',
  '[{ include = 1, path = [], format = {} }]',
  '{}',
  '{ __proto__ = "^1", constructor = { optional = true }, toString = ["x"] }',
  `[${'"x",'.repeat(1000)}]`,
];

/** Whether a project can be linted or is refused with an error of ours; anything else is a bug. */
async function survives(lint: LintCase): Promise<void> {
  try {
    const findings = await lintCase(lint);
    await fixCase(lint);
    for (const { message } of findings) expect(message.length).toBeLessThan(120_000);
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
  }
}

describe('no value in pyproject.toml is too odd', () => {
  test.each(KEYS)('%s', async (key) => {
    const path = key.replace('__proto__', '"__proto__"');
    const started = performance.now();
    for (const value of VALUES) {
      const files = { 'pyproject.toml': `${path} = ${value}\n`, 'spam/__init__.py': '', 'setup.py': '' };
      await survives({ files });
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test.each([
    ['setup.py', `setup_requires=${'('.repeat(50_000)}`],
    ['setup.cfg', `[tool:pytest]\naddopts =\n${'    --cov\n'.repeat(20_000)}`],
    ['spam/__init__.py', `${"'''".repeat(30_001)}\nimport pkg_resources\n`],
    ['spam/__init__.py', `import ${'a, '.repeat(50_000)}`],
  ])('nor one in %s', async (path, text) => {
    const started = performance.now();
    await survives({
      files: { 'pyproject.toml': '[project]\nname = "spam"\nversion = "1"\n', [path]: text },
    });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
