import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Depset } from '../../../../src/gentoo/depset.ts';
import type { PackageIndex } from '../../../../src/model/package-index.ts';
import type { Dependency } from '../../../../src/model/project.ts';
import { defaultSettings, type PackageSettings } from '../../../../src/model/settings.ts';
import { parseRequirement } from '../../../../src/python/requirement.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';
import { loadReferenceIndex } from '../../../../src/repository/load-index.ts';
import { translateOptionalFeatures } from '../../../../src/translate/dependencies/optional-features.ts';
import { cacheEntry, memoryRepositories } from '../../../support/memory-repository.ts';

const dependency = (text: string): Dependency => ({
  requirement: parseRequirement(text),
  cap: 'written',
  where: { file: 'pyproject.toml' },
});

interface Case {
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly settings?: Partial<PackageSettings>;
  readonly rdepend?: Depset;
  readonly index?: PackageIndex;
}

function translate({ extras, settings = {}, rdepend = [], index = createEmptyIndex() }: Case) {
  const pairs = Object.entries(extras).map(([name, texts]) => [name, texts.map(dependency)] as const);
  const { value, diagnostics } = translateOptionalFeatures(
    { project: { extras: new Map(pairs) }, settings: { ...defaultSettings, ...settings }, rdepend },
    {
      index,
      bounds: 'keep',
      pythonVersions: ['3.13', '3.14'],
      drop: [],
      blockers: true,
      linked: true,
      areTools: false,
    },
  );
  return {
    names: value.map(({ name }) => name),
    lines: value.flatMap(({ lines }) => lines.map(({ bash }) => bash)),
    codes: diagnostics.map(({ code }) => code),
  };
}

const one = { socks: ['pysocks>=1.5.6,!=1.5.7'] };

test('nobody gets it without asking', () => {
  expect(translate({ extras: one })).toEqual({ names: [], lines: [], codes: [] });
});

describe('all light extras', () => {
  const all = (extras: Case['extras'], more: Partial<Case> = {}) =>
    translate({ extras, ...more, settings: { optfeature: true, ...more.settings } });

  test.each([
    ['versions and interpreters are left out', one, ['optfeature "socks support" dev-python/pysocks']],
    [
      'packages of one feature are one argument, sorted',
      { web: ['zstandard', 'aiohttp', 'aiohttp>3; python_version < "3.14"'] },
      ['optfeature "web support" "dev-python/aiohttp dev-python/zstandard"'],
    ],
    [
      'a long line is broken between the arguments',
      { metrics: ['opentelemetry-instrumentation', 'prometheus-client'] },
      [
        'optfeature "metrics support" \\',
        '\t"dev-python/opentelemetry-instrumentation dev-python/prometheus-client"',
      ],
    ],
    ['a slot is named', { db: ['psycopg2'] }, ['optfeature "db support" dev-python/psycopg:2']],
    ['so is a flag', { br: ['brotli'] }, ['optfeature "br support" "app-arch/brotli[python]"']],
    [
      'what only other systems need is nothing',
      { color: ['colorama; sys_platform == "win32"'], time: ['dataclasses'] },
      [],
    ],
    [
      'features come in the order of their names',
      { b: ['yarl'], a: ['attrs'] },
      ['optfeature "a support" dev-python/attrs', 'optfeature "b support" dev-python/yarl'],
    ],
  ])('%s', (_, extras, lines) => {
    const found = all(extras);
    expect(found.lines).toEqual(lines);
    expect(found.names).toEqual(lines.length === 0 ? [] : ['pkg_postinst']);
  });

  test.each(['all', 'dev', 'docs', 'test', 'tests-net', 'lint', 'full', 'type-check', 'dev_tools'])(
    '`%s` is no feature',
    (extra) => {
      expect(all({ [extra.replace('_', '-')]: ['attrs'] }).lines).toEqual([]);
    },
  );

  test.each(['contest', 'devices', 'alloy', 'citation', 'fullscreen'])('`%s` is one', (extra) => {
    expect(all({ [extra]: ['attrs'] }).lines).toEqual([`optfeature "${extra} support" dev-python/attrs`]);
  });

  test('what is heavy is only told when it is asked for', () => {
    const extras = { geo: ['a', 'b', 'c', 'd', 'e'] };
    expect(all(extras)).toMatchObject({ lines: [], codes: ['optfeature-heavy'] });
    const asked = translate({ extras, settings: { optfeature: { geo: 'maps' } } });
    expect(asked.lines[0]).toContain('optfeature "maps"');
  });

  test('extras that are dependencies already are not told', () => {
    const settings = { extras: ['A_x'], use: { b: ['b'] } };
    expect(all({ 'a-x': ['attrs'], b: ['yarl'] }, { settings }).lines).toEqual([]);
  });

  test('neither is what the package requires anyway', () => {
    const rdepend: Depset = [
      { kind: 'atom', atom: { category: 'dev-python', name: 'attrs', use: [] } },
      {
        kind: 'use',
        flag: 'x',
        negated: false,
        children: [{ kind: 'atom', atom: { category: 'dev-python', name: 'yarl', use: [] } }],
      },
    ];
    expect(all({ a: ['attrs'], b: ['attrs', 'yarl'] }, { rdepend }).lines).toEqual([
      'optfeature "b support" dev-python/yarl',
    ]);
  });

  test('a feature that no repository can give is reported instead', () => {
    const ports = memoryRepositories({
      '/gentoo': {
        'profiles/repo_name': 'gentoo\n',
        'metadata/md5-cache/dev-python/attrs-25': cacheEntry({ targets: ['python3_14'] }),
      },
    });
    const { value: index } = loadReferenceIndex(ports, { directories: ['/gentoo'], configRoot: '/' });
    const found = all({ a: ['attrs'], b: ['attrs', 'nowhere'] }, { index });
    expect(found).toMatchObject({
      lines: ['optfeature "a support" dev-python/attrs'],
      codes: ['optfeature-missing'],
    });
  });
});

test('an extra that is asked for and does not exist is reported', () => {
  const { lines, codes } = translate({ extras: one, settings: { optfeature: { sockz: 'proxies' } } });
  expect({ lines, codes }).toEqual({ lines: [], codes: ['extra-unknown'] });
});

test('a description reaches the function as it was written', () => {
  const hostile = 'a "$(touch /tmp/x)" `id` \\ ${HOME} \'b\' $\\" end';
  const { lines } = translate({ extras: one, settings: { optfeature: { Socks: hostile } } });
  const script = `optfeature() { printf '%s\\n' "$@"; }\n${lines.join('\n')}\n`;
  const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(printed).toBe(`${hostile}\ndev-python/pysocks\n`);
});
