import { describe, expect, test } from 'vitest';
import { rules } from '../../src/lint/rule-table.ts';
import { type LintCase, lintCase } from '../support/lint.ts';

const core = '\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n';
const setuptools = `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "spam"
version = "1.0"
`;
const beside = (pyproject: string, ...paths: readonly string[]) => ({
  files: {
    'pyproject.toml': pyproject,
    'spam/__init__.py': '',
    ...Object.fromEntries(paths.map((path) => [path, ''])),
  },
});

/** What lies around the example in a project that it is taken from, for rules that look at more than pyproject.toml. */
const surroundings: Readonly<Record<string, (example: string) => LintCase>> = {
  PO103: (example) => ({ files: example, releases: { rich: ['13.0', '14.0'] } }),
  PO201: (example) => beside(example, 'CHANGELOG.md'),
  PO202: (example) => beside(example, 'CHANGELOG.md', 'tests/test_spam.py'),
  PO203: (example) =>
    beside(
      example.replace('[tool.poetry]', '[tool.poetry]\nname = "spam"\nversion = "1"') + core,
      'tests/test_a.py',
    ),
  PO204: (example) => beside(example, 'CHANGELOG.md'),
  PK101: (example) => beside(setuptools + example, 'tests/__init__.py'),
  PK202: (example) =>
    example.startsWith('# setup.py')
      ? { files: { 'setup.py': `from setuptools import setup\n${example.replace('(', '(name="spam", ')}` } }
      : { files: example },
  PK303: (example) => beside(example, ...(example.includes('license-files') ? ['LICENSE'] : [])),
  PK401: (example) =>
    beside(
      example.replace('[project]', '[project]\nname = "spam"\nversion = "1"') +
        core.replace('poetry-core', 'flit_core').replace('poetry.core.masonry.api', 'flit_core.buildapi'),
    ),
  PK502: (example) => ({
    ...beside(
      `${example}\n[project]\nname = "spam"\nversion = "1"\n[tool.pytest.ini_options]\n`,
      ...(example.includes('"tests"]') ? ['tests/test_spam.py'] : []),
    ),
    kind: 'sdist',
  }),
  PK503: (example) => ({
    ...beside(setuptools.replace('"spam"', '"my-package"')),
    kind: 'sdist',
    filename: /[\w.-]+(?:gz|zip)/.exec(example)?.[0] ?? '',
  }),
};

describe.each(rules)('$code', ({ code, wrong, right }) => {
  const around = surroundings[code] ?? ((files: string) => ({ files }));

  test('the wrong example is one', async () => {
    expect(await lintCase(around(wrong), code)).not.toEqual([]);
  });

  test('the right example is none', async () => {
    expect(await lintCase(around(right), code)).toEqual([]);
  });
});
