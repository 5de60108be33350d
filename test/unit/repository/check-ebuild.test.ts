import { describe, expect, test } from 'vitest';
import { PYTHON_USEDEP, parseAtom } from '../../../src/gentoo/atom.ts';
import type { DepNode } from '../../../src/gentoo/depset.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';
import type { EbuildModel } from '../../../src/model/ebuild.ts';
import { checkEbuild } from '../../../src/repository/check-ebuild.ts';
import { createEmptyIndex } from '../../../src/repository/empty-index.ts';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { matchPythonTargets } from '../../../src/repository/python-targets.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

const targets = ['python3_13', 'python3_14'];
const { value: index } = loadReferenceIndex(
  memoryRepositories({
    '/gentoo': {
      'profiles/repo_name': 'gentoo',
      'metadata/md5-cache/dev-python/all-2': cacheEntry({ targets }),
      'metadata/md5-cache/dev-python/new-1': cacheEntry({ targets: ['python3_14'] }),
      'metadata/md5-cache/dev-python/old-1': cacheEntry({ targets: ['python3_13'] }),
      'metadata/md5-cache/dev-libs/lib-1': cacheEntry({}),
    },
  }),
  { directories: ['/gentoo'], configRoot: '/' },
);

const atom = (text: string): DepNode => ({
  kind: 'atom',
  atom: { ...parseAtom(text), use: text.includes('dev-python') ? [PYTHON_USEDEP] : [] },
});
const ebuild = (
  parts: Partial<Pick<EbuildModel, 'rdepend' | 'depend' | 'bdepend' | 'tests'>>,
): EbuildModel => ({
  category: 'dev-python',
  name: 'x',
  version: parseGentooVersion('1'),
  year: 2026,
  distutils: { extension: false, backend: 'setuptools', pythonCompat: targets, pythonReqUse: [] },
  inherit: [],
  helpers: [],
  description: '',
  homepage: [],
  license: 'MIT',
  slot: '0',
  keywords: ['~amd64'],
  iuse: [],
  restrict: [],
  properties: [],
  rdepend: [],
  depend: [],
  bdepend: [],
  exports: [],
  tests: {
    runner: 'pytest',
    plugins: [],
    ownPlugin: false,
    loadViaEnv: false,
    xdist: false,
    deselect: [],
    ignore: [],
  },
  functions: [],
  ...parts,
});
const check = (parts: Parameters<typeof ebuild>[0], limitsTargets = false) =>
  checkEbuild(index, ebuild(parts), { limitsTargets });
const codes = (result: ReturnType<typeof check>) => result.diagnostics.map(({ code }) => code);

describe('an ebuild against the repositories', () => {
  test('nothing to say of dependencies that are met', () => {
    const result = check({ rdepend: [atom('>=dev-python/all-1')], depend: [atom('dev-libs/lib')] });
    expect(result.diagnostics).toEqual([]);
    expect(result.supported).toEqual([
      { name: 'dev-python/all', targets },
      { name: 'dev-libs/lib', targets },
    ]);
  });

  test('what is nowhere is reported once', () => {
    const result = check({ rdepend: [atom('dev-python/none')], bdepend: [atom('dev-python/none')] });
    expect(codes(result)).toEqual(['dependency-missing']);
    expect(result.supported).toEqual([]);
  });

  test('a dependency on the package itself needs no repository', () => {
    expect(codes(check({ bdepend: [atom('dev-python/x')] }))).toEqual([]);
  });

  test('ranges of one package are met by one version', () => {
    const result = check({ rdepend: [atom('>=dev-python/all-1'), atom('<dev-python/all-2')] });
    expect(codes(result)).toEqual(['dependency-out-of-range']);
    expect(codes(check({ rdepend: [atom('!<dev-python/none-2')] }))).toEqual([]);
  });

  test('plugins of the tests are dependencies, the package itself is not', () => {
    const tests = { ...ebuild({}).tests, plugins: ['${PN}', 'all', 'pytest-none'] };
    const result = check({ tests });
    expect(result.diagnostics[0]?.message).toMatch(/`dev-python\/pytest-none`/);
    expect(codes(result)).toEqual(['dependency-missing']);
    expect(result.supported).toEqual([]);
  });

  test('targets count where the dependency applies', () => {
    const cond = (pattern: string): DepNode => ({
      kind: 'python-cond',
      patterns: [pattern],
      children: [atom('dev-python/old')],
    });
    expect(codes(check({ rdepend: [cond('3.13')] }))).toEqual([]);
    expect(codes(check({ rdepend: [cond('3.14')] }))).toEqual(['dependency-lacks-target']);
    expect(check({ rdepend: [cond('3.13')] }).supported).toEqual([]);
  });

  test('lost targets are left to PYTHON_COMPAT where that is limited', () => {
    const result = check({ rdepend: [atom('dev-python/new')] }, true);
    expect(result).toEqual({
      supported: [{ name: 'dev-python/new', targets: ['python3_14'] }],
      diagnostics: [],
    });
    expect(codes(check({ rdepend: [atom('dev-python/new')] }))).toEqual(['dependency-lacks-target']);
  });

  test.each([
    [['dev-python/none', 'dev-python/all'], []],
    [['dev-python/none', 'dev-python/nothing'], ['dependency-missing']],
  ])('one of %j will do', (names, expected) => {
    const rdepend: DepNode[] = [{ kind: 'any-of', children: names.map(atom) }];
    expect(codes(check({ rdepend }))).toEqual(expected);
  });

  test('what stands under a flag is checked but limits nothing', () => {
    const rdepend: DepNode[] = [
      { kind: 'use', flag: 'x', negated: false, children: [atom('dev-python/none'), atom('dev-python/all')] },
      { kind: 'all-of', children: [atom('dev-python/new')] },
    ];
    const result = check({ rdepend }, true);
    expect(codes(result)).toEqual(['dependency-missing']);
    expect(result.supported.map(({ name }) => name)).toEqual(['dev-python/new']);
  });

  test('messages name the project where it is known', () => {
    const options = { limitsTargets: false, projectOf: () => 'PyNone' };
    const { diagnostics } = checkEbuild(index, ebuild({ rdepend: [atom('dev-python/none')] }), options);
    expect(diagnostics[0]?.message).toMatch(/`PyNone` on PyPI/);
  });

  test('without repositories all is well', () => {
    const result = checkEbuild(createEmptyIndex(), ebuild({ rdepend: [atom('dev-python/none')] }), {
      limitsTargets: true,
    });
    expect(result).toEqual({ supported: [{ name: 'dev-python/none', targets }], diagnostics: [] });
  });
});

test.each([
  [['3.13'], ['python3_13', 'python3_13t']],
  [['python3_13'], ['python3_13']],
  [['python3_1*'], ['python3_13', 'python3_13t', 'python3_14']],
  [['*t'], ['python3_13t']],
  [['python*'], ['python3_13', 'python3_13t', 'python3_14']],
  [['pypy3', '3.15'], []],
])('patterns %j select %j', (patterns, expected) => {
  expect(matchPythonTargets(['python3_13', 'python3_13t', 'python3_14'], patterns)).toEqual(expected);
});
