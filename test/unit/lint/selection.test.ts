import { describe, expect, test } from 'vitest';
import { createIgnoreComments } from '../../../src/lint/ignore-comments.ts';
import { readProjectSettings } from '../../../src/lint/project-settings.ts';
import { rules, tryFindRule } from '../../../src/lint/rule-table.ts';
import { parseRulePrefixes, selectRules } from '../../../src/lint/select-rules.ts';
import { indexPositions } from '../../../src/toml/positions.ts';
import { parseToml } from '../../../src/toml/values.ts';
import { lintCase } from '../../support/lint.ts';

const codes = (select: readonly string[], ignore: readonly string[]) =>
  selectRules({ select, ignore }).map(({ code }) => code);

describe('which rules run', () => {
  test.each([
    [[], [], rules.map(({ code }) => code)],
    [['PO1'], [], ['PO101', 'PO102', 'PO103', 'PO104', 'PO105']],
    [['PO1'], ['PO104'], ['PO101', 'PO102', 'PO103', 'PO105']],
    [['PO104'], ['PO1'], ['PO104']],
    [['PO104'], ['PO104'], []],
    [['PO104', 'PK205'], [], ['PO104', 'PK205']],
    [[], ['PO', 'PK1', 'PK2', 'PK3', 'PK5'], ['PK401']],
    [[], [''], []],
  ])('select %j, ignore %j', (select, ignore, wanted) => {
    expect(codes(select, ignore)).toEqual(wanted);
  });

  test('lists and any case', () => {
    const fault = { code: 'USAGE_INVALID', subject: '`--select`' } as const;
    expect(parseRulePrefixes(['po1, PK203', '', 'all'], fault)).toEqual(['PO1', 'PK203', '']);
    expect(() => parseRulePrefixes(['PX1'], fault)).toThrow('`--select`: `PX1` is the code of no rule');
    expect(tryFindRule(' po201')?.code).toBe('PO201');
    expect(tryFindRule('PO2')).toBeUndefined();
  });
});

describe('[tool.ebuildgen.lint]', () => {
  const read = (text: string) =>
    readProjectSettings({
      path: 'pyproject.toml',
      text,
      table: parseToml(text, 'pyproject.toml'),
      positions: indexPositions(text),
    });

  test('is empty where it is absent', () => {
    expect(read('')).toEqual({ select: [], ignore: [], strict: false });
  });

  test('takes codes and strict', () => {
    expect(read('[tool.ebuildgen.lint]\nselect = ["po"]\nignore = ["PO402"]\nstrict = true')).toEqual({
      select: ['PO'],
      ignore: ['PO402'],
      strict: true,
    });
  });

  test.each([
    ['selekt = ["PO"]', '`tool.ebuildgen.lint.selekt` is not a known key'],
    ['select = "PO"', '`tool.ebuildgen.lint.select` must be a list of codes'],
    ['ignore = [1]', '`tool.ebuildgen.lint.ignore` must be a list of codes'],
    ['ignore = ["XX"]', '`XX` is the code of no rule'],
    ['strict = "yes"', '`tool.ebuildgen.lint.strict` must be true or false'],
  ])('%s', (line, message) => {
    expect(() => read(`[tool.ebuildgen.lint]\n${line}\n`)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) }),
    );
  });
});

describe('comments', () => {
  test.each([
    ['x = 1 # ebuildgen: ignore', 'PO101', 1, true],
    ['x = 1 # ebuildgen: ignore[PO101]', 'PO101', 1, true],
    ['x = 1 # ebuildgen: ignore[PK1, po1]', 'PO101', 1, true],
    ['x = 1 # ebuildgen: ignore[PO102]', 'PO101', 1, false],
    ['x = 1 # ebuildgen: ignore[]', 'PO101', 1, false],
    ['# ebuildgen: ignore[PO101]\nx = 1', 'PO101', 2, true],
    ['# ebuildgen: ignore[PO101]\n# why\n\nx = 1\ny = 2', 'PO101', 4, true],
    ['# ebuildgen: ignore[PO101]\nx = 1\ny = 2', 'PO101', 3, false],
    ['x = 1 # ebuildgen: ignore\ny = 2', 'PO101', 2, false],
    ['x = 1 # noqa', 'PO101', 1, false],
  ])('%j %s on line %i: %s', (text, code, line, ignored) => {
    expect(createIgnoreComments(text)(code, line)).toBe(ignored);
  });

  test('silence findings', async () => {
    const files =
      '[tool.poetry.dependencies]\ntzdata = "^2024.1" # ebuildgen: ignore[PO102]\npytz = "^2024.1"\n';
    expect((await lintCase({ files }, 'PO102')).map(({ where }) => where.line)).toEqual([3]);
  });
});

describe('the rules', () => {
  test('have codes and names of their own, and words', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { code, name, title, why, wrong, right } of rules) {
      expect(code).toMatch(/^P[OK]\d{3}$/);
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(title).not.toMatch(/\.$/);
      expect(why).toMatch(/\.$/);
      expect(wrong).not.toBe(right);
    }
  });

  interface Around {
    readonly releases?: Readonly<Record<string, readonly string[]>>;
    readonly paths?: readonly string[];
  }
  /** What an example needs besides pyproject.toml. */
  const around: Readonly<Record<string, Around>> = {
    PO103: { releases: { rich: ['13.0', '14.0'] } },
    PO201: { paths: ['CHANGELOG.md'] },
    PO202: { paths: ['CHANGELOG.md', 'tests/a.py'] },
    PO203: { paths: ['spam/__init__.py', 'tests/a.py'] },
    PO204: { paths: ['CHANGELOG.md'] },
  };
  const build = '\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n';
  const complete = (text: string) => {
    if (text.includes('[project]')) return text;
    const named = text.replace(
      /^\[tool\.poetry\]\n(?!name)/m,
      '[tool.poetry]\nname = "spam"\nversion = "1"\n',
    );
    return /\[build-system\]/.test(named) || !/\[tool\.poetry\]/.test(named) ? named : `${named}\n${build}`;
  };
  /** Their examples are of other files than pyproject.toml. */
  const elsewhere = new Set(['PK101', 'PK202', 'PK303', 'PK401', 'PK502', 'PK503']);

  test.each(rules.filter(({ code }) => !elsewhere.has(code)))(
    '$code: its wrong example is wrong, its right one right',
    async ({ code, wrong, right }) => {
      const { releases, paths } = around[code] ?? {};
      const found = (text: string) => {
        const others = Object.fromEntries((paths ?? []).map((path) => [path, '']));
        const files = paths === undefined ? complete(text) : { ...others, 'pyproject.toml': complete(text) };
        return lintCase({ files, ...(releases === undefined ? {} : { releases }) }, code);
      };
      expect(await found(wrong)).not.toEqual([]);
      expect(await found(right)).toEqual([]);
    },
  );
});
