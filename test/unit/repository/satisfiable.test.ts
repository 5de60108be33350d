import { describe, expect, test } from 'vitest';
import { type Atom, PYTHON_USEDEP, parseAtom } from '../../../src/gentoo/atom.ts';
import { formatGentooVersion } from '../../../src/gentoo/version.ts';
import { createEmptyIndex } from '../../../src/repository/empty-index.ts';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { checkSatisfiable } from '../../../src/repository/satisfiable.ts';
import { cacheEntry, memoryRepositories, metadataXml } from '../../support/memory-repository.ts';

const ports = memoryRepositories({
  '/gentoo': {
    'profiles/repo_name': 'gentoo',
    'profiles/package.mask': '>=dev-python/foo-3\n',
    'profiles/package.deprecated': 'dev-python/old\n',
    'metadata/md5-cache/dev-python/foo-1.0': cacheEntry({ targets: ['python3_13'], keywords: 'amd64 arm64' }),
    'metadata/md5-cache/dev-python/foo-2.0': cacheEntry({ targets: ['python3_14'], iuse: 'ssl' }),
    'metadata/md5-cache/dev-python/foo-3.0': cacheEntry({ targets: ['python3_14', 'python3_15'] }),
    'metadata/md5-cache/dev-python/old-1': cacheEntry({ targets: ['python3_13', 'python3_14'] }),
    'metadata/md5-cache/dev-python/data-1': cacheEntry({}),
    'metadata/md5-cache/dev-python/one-1': cacheEntry({}),
    'metadata/md5-cache/dev-python/two-1': cacheEntry({}),
    'dev-python/one/metadata.xml': metadataXml('shared'),
    'dev-python/two/metadata.xml': metadataXml('shared'),
  },
});
const { value: index } = loadReferenceIndex(ports, { directories: ['/gentoo'], configRoot: '/' });

const bindToPython = (atom: Atom): Atom => ({ ...atom, use: [...atom.use, PYTHON_USEDEP] });

const check = (
  project: string,
  atoms: readonly string[],
  more: { targets?: string[]; keywords?: string[] } = {},
) =>
  checkSatisfiable(index, {
    project,
    found: index.find(project),
    atoms: atoms.map((atom) => bindToPython(parseAtom(atom))),
    targets: more.targets ?? ['python3_14'],
    keywords: more.keywords ?? ['~amd64'],
  });

describe('what is wrong is said exactly', () => {
  test.each([
    [['dev-python/foo'], {}, [], undefined],
    [['>=dev-python/foo-1.5[ssl]', '<dev-python/foo-3'], {}, [], undefined],
    [
      ['>=dev-python/foo-4'],
      {},
      ['dependency-out-of-range'],
      'No version satisfies `>=dev-python/foo-4`: the repositories have `1.0`, `2.0`, `3.0`',
    ],
    [
      ['>=dev-python/foo-3'],
      {},
      ['dependency-masked'],
      'Only masked versions satisfy `>=dev-python/foo-3`: `3.0` in package.mask',
    ],
    [
      ['<dev-python/foo-2'],
      {},
      ['dependency-lacks-target'],
      'No version that satisfies `<dev-python/foo-2` supports `python3_14`',
    ],
    [
      ['dev-python/foo'],
      { targets: ['python3_13', 'python3_14', 'python3_15'] },
      ['dependency-lacks-target'],
      'No version that satisfies `dev-python/foo` supports `python3_15`',
    ],
    [
      ['dev-python/foo[tls]'],
      {},
      ['dependency-lacks-flag'],
      'No version that satisfies `dev-python/foo[tls]` has the USE flag `tls`',
    ],
    [
      ['>=dev-python/foo-2'],
      { keywords: ['amd64'] },
      ['dependency-unkeyworded'],
      'No version that satisfies `>=dev-python/foo-2` has the keyword `amd64`: `2.0`',
    ],
    [['dev-python/foo', '!~dev-python/foo-2.0'], { targets: ['python3_13'] }, [], undefined],
    [['>=dev-python/foo-2', '!~dev-python/foo-2.0'], {}, ['dependency-masked'], undefined],
    [['dev-python/foo[tls(-)]'], {}, [], undefined],
  ])('%j %j', (atoms, more, codes, message) => {
    const { diagnostics } = check('foo', atoms, more);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    if (message !== undefined) expect(diagnostics[0]?.message).toBe(message);
  });

  test('a package that is nowhere', () => {
    const { value, diagnostics } = check('nowhere', ['dev-python/nowhere']);
    expect(value).toEqual({ versions: [], targets: [] });
    expect(diagnostics).toMatchObject([{ code: 'dependency-missing', severity: 'error' }]);
  });

  test('deprecated and ambiguous packages are told of beside', () => {
    expect(check('old', ['>=dev-python/old-1']).diagnostics).toMatchObject([
      { code: 'dependency-deprecated' },
    ]);
    expect(check('shared', ['dev-python/one']).diagnostics).toMatchObject([{ code: 'dependency-ambiguous' }]);
  });
});

test('versions and targets that remain', () => {
  const { value } = check('foo', ['dev-python/foo'], { targets: ['python3_13', 'python3_14', 'python3_15'] });
  expect(value.versions.map(({ version }) => formatGentooVersion(version))).toEqual(['1.0', '2.0']);
  expect(value.targets).toEqual(['python3_13', 'python3_14']);
});

test('a package without Python flags serves every target', () => {
  expect(check('data', ['dev-python/data']).value.targets).toEqual(['python3_14']);
});

test('targets that PYTHON_COMPAT will be limited to are not reported as well', () => {
  const wanted = {
    project: 'foo',
    found: index.find('foo'),
    atoms: [bindToPython(parseAtom('<dev-python/foo-2'))],
    keywords: [],
    limitsTargets: true,
  };
  const some = checkSatisfiable(index, { ...wanted, targets: ['python3_13', 'python3_14'] });
  expect([some.value.targets, some.diagnostics]).toEqual([['python3_13'], []]);
  const none = checkSatisfiable(index, { ...wanted, targets: ['python3_14'] });
  expect(none.diagnostics).toMatchObject([{ code: 'dependency-lacks-target' }]);
});

test('targets do not matter to an atom without a Python USE dependency', () => {
  const { value, diagnostics } = checkSatisfiable(index, {
    project: 'foo',
    found: index.find('foo'),
    atoms: [parseAtom('<dev-python/foo-2')],
    targets: ['python3_15'],
    keywords: [],
  });
  expect(value.targets).toEqual(['python3_15']);
  expect(diagnostics).toEqual([]);
});

test('nothing is doubted where no repository is known', () => {
  const empty = createEmptyIndex();
  const wanted = {
    project: 'x',
    found: empty.find('x'),
    atoms: [parseAtom('dev-python/x')],
    targets: ['python3_14'],
    keywords: [],
  };
  expect(checkSatisfiable(empty, wanted)).toEqual({
    value: { versions: [], targets: ['python3_14'] },
    diagnostics: [],
  });
});
