import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../../src/core/errors.ts';
import type { Dependency } from '../../../../src/model/project.ts';
import { expandExtras } from '../../../../src/pipeline/package/expand-extras.ts';
import { formatRequirement, parseRequirement } from '../../../../src/python/requirement.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';

const dependency = (text: string): Dependency => ({
  requirement: parseRequirement(text),
  cap: 'written',
  where: { file: 'pyproject.toml' },
});

async function expand(texts: readonly string[], upstream: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const fetchRequirements = async (project: string) => {
    asked.push(project);
    const requirements = upstream[project];
    if (requirements === undefined) throw new EbuildgenError('UPSTREAM_NOT_FOUND', 'no such project');
    return requirements;
  };
  const context = { index: createEmptyIndex(), fetchRequirements };
  const { value, diagnostics } = await expandExtras(texts.map(dependency), context);
  return {
    asked,
    requirements: value.map(({ requirement }) => formatRequirement(requirement)),
    codes: diagnostics.map(({ code }) => code),
  };
}

describe('an extra becomes what it requires', () => {
  test('and extras of that as well, each once', async () => {
    const { requirements, codes, asked } = await expand(['a[x]>=1', 'a[x]'], {
      a: ['plain', 'b[y]>2; extra == "x"', 'c; extra == "z"'],
      b: ['d; extra == "y" and python_version < "3.14"'],
    });
    expect(requirements).toEqual(['a[x]>=1', 'a[x]', 'b[y]>2', 'd; python_version < "3.14"']);
    expect(codes).toEqual(['extra-expanded', 'extra-expanded']);
    expect(asked).toEqual(['a', 'b']);
  });

  test('extras that name each other come to an end', async () => {
    const { asked } = await expand(['a[x]'], { a: ['b[x]; extra == "x"'], b: ['a[x]; extra == "x"'] });
    expect(asked).toEqual(['a', 'b']);
  });

  test('what nobody knows is reported', async () => {
    const { requirements, codes } = await expand(['a[x]', 'b[y]'], { a: ['c; extra == "z"'] });
    expect(requirements).toEqual(['a[x]', 'b[y]']);
    expect(codes).toEqual(['extra-dropped', 'extra-dropped']);
  });
});

describe('how far it goes', () => {
  test('a chain of extras ends, and that is told', async () => {
    const chain = Array.from({ length: 30 }, (_, step) => [`p${step}`, [`p${step + 1}[x]; extra == "x"`]]);
    const { asked, codes } = await expand(['p0[x]'], Object.fromEntries(chain));
    expect(asked).toHaveLength(6);
    expect(codes.at(-1)).toBe('extra-beyond');
  });

  test('so does a long list', async () => {
    const names = Array.from({ length: 500 }, (_, number) => `p${number}`);
    const { asked, codes } = await expand(
      names.map((name) => `${name}[x]`),
      Object.fromEntries(names.map((name) => [name, ['q; extra == "x"']])),
    );
    expect(asked).toHaveLength(50);
    expect(codes.filter((code) => code === 'extra-beyond')).toHaveLength(450);
  });

  test('many extras of one project are one project', async () => {
    const extras = Array.from({ length: 80 }, (_, number) => `x${number}`);
    const { codes } = await expand([`a[${extras.join(',')}]`], {
      a: extras.map((extra) => `b; extra == "${extra}"`),
    });
    expect(new Set(codes)).toEqual(new Set(['extra-expanded']));
  });
});
