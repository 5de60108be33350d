import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

const gentoo = { 'profiles/repo_name': 'gentoo', 'metadata/md5-cache/dev-python/foo-1': cacheEntry({}) };
const guru = {
  'profiles/repo_name': 'guru',
  'metadata/layout.conf': 'masters = gentoo\n',
  'metadata/md5-cache/dev-python/bar-1': cacheEntry({}),
};
const reposConf =
  '[DEFAULT]\nmain-repo = gentoo\n\n[gentoo]\nlocation = /db/gentoo\n[guru]\nlocation=/db/guru\n';

describe('which repositories are read', () => {
  test('none: the empty index and one warning', () => {
    const { value, diagnostics } = loadReferenceIndex(memoryRepositories({}), {
      directories: [],
      configRoot: '/',
    });
    expect(value.known).toBe(false);
    expect(diagnostics).toMatchObject([{ code: 'no-repository', severity: 'warning' }]);
  });

  test.each([
    ['all of repos.conf', { directories: [] }, ['dev-python/bar', 'dev-python/foo']],
    ["the overlay's masters only", { directories: [], masters: ['gentoo'] }, ['dev-python/foo']],
    ['a given one', { directories: ['/db/gentoo'] }, ['dev-python/foo']],
    ['a given one and its master', { directories: ['/db/guru'] }, ['dev-python/bar', 'dev-python/foo']],
  ])('%s', (_, request, packages) => {
    const ports = memoryRepositories({
      '/db/gentoo': gentoo,
      '/db/guru': guru,
      '/': { 'etc/portage/repos.conf': reposConf },
    });
    const { value, diagnostics } = loadReferenceIndex(ports, { configRoot: '/', ...request });
    expect(value.packages).toEqual(packages);
    expect(diagnostics).toEqual([]);
  });

  test('a master beside the repository is found without repos.conf', () => {
    const ports = memoryRepositories({ '/db/gentoo': gentoo, '/db/guru': guru });
    const { value } = loadReferenceIndex(ports, { directories: ['/db/guru'], configRoot: '/' });
    expect(value.packages).toEqual(['dev-python/bar', 'dev-python/foo']);
  });

  test('a missing master is reported', () => {
    const { diagnostics } = loadReferenceIndex(memoryRepositories({ '/db/guru': guru }), {
      directories: ['/db/guru'],
      configRoot: '/',
    });
    expect(diagnostics).toMatchObject([{ code: 'master-missing' }]);
    expect(diagnostics[0]?.message).toMatch(/`guru` has `gentoo` as its master/);
  });

  test('masters in a circle end', () => {
    const ports = memoryRepositories({
      '/db/a': { 'profiles/repo_name': 'a', 'metadata/layout.conf': 'masters = b a' },
      '/db/b': { 'profiles/repo_name': 'b', 'metadata/layout.conf': 'masters = a' },
    });
    expect(loadReferenceIndex(ports, { directories: ['/db/a'], configRoot: '/' }).diagnostics).toEqual([]);
  });

  test('a folder that is no repository is refused', () => {
    const ports = memoryRepositories({ '/tmp/x': { 'README.md': '' } });
    expect(() => loadReferenceIndex(ports, { directories: ['/tmp/x'], configRoot: '/' })).toThrow(
      expect.objectContaining({ code: 'REPOSITORY_INVALID' }),
    );
  });
});

describe('the overlay that is written to', () => {
  const overlay = {
    'profiles/repo_name': 'mine',
    'metadata/layout.conf': 'masters = gentoo',
    'dev-python/own/own-1.ebuild': 'EAPI=8\nSLOT=0\n',
  };
  const roots = { '/db/gentoo': gentoo, '/db/guru': guru, '/mine': overlay };

  test('comes first, and its masters say what of repos.conf is taken', () => {
    const ports = memoryRepositories({ ...roots, '/': { 'etc/portage/repos.conf': reposConf } });
    const { value } = loadReferenceIndex(ports, { overlay: '/mine', directories: [], configRoot: '/' });
    expect(value.packages).toEqual(['dev-python/foo', 'dev-python/own']);
    expect(value.versions('dev-python', 'own')[0]?.repository).toBe('mine');
  });

  test('is all that is known where no reference repository is found', () => {
    const ports = memoryRepositories({ '/mine': overlay });
    const { value, diagnostics } = loadReferenceIndex(ports, {
      overlay: '/mine',
      directories: [],
      configRoot: '/',
    });
    expect(value).toMatchObject({ known: false, licenses: undefined, packages: ['dev-python/own'] });
    expect(value.find('own').exists).toBe(true);
    expect(diagnostics.map(({ code }) => code)).toEqual(['no-repository']);
  });

  test('may not exist yet', () => {
    const ports = memoryRepositories(roots);
    const request = { overlay: '/new', directories: ['/db/gentoo'], configRoot: '/' };
    expect(loadReferenceIndex(ports, request).value.packages).toEqual(['dev-python/foo']);
  });

  test('given as --repo too is read once', () => {
    const ports = memoryRepositories(roots);
    const request = { overlay: '/mine', directories: ['/mine', '/db/gentoo'], configRoot: '/' };
    const versions = loadReferenceIndex(ports, request).value.versions('dev-python', 'own');
    expect(versions).toHaveLength(1);
  });
});

describe('hostile repositories', () => {
  const path = fc.constantFrom(
    'profiles/repo_name',
    'profiles/package.mask',
    'profiles/package.deprecated',
    'profiles/updates/1Q-2026',
    'profiles/profiles.desc',
    'profiles/base/parent',
    'profiles/base/use.mask',
    'profiles/base/make.defaults',
    'profiles/categories',
    'profiles/desc/python_targets.desc',
    'metadata/layout.conf',
    '.git/HEAD',
    'eclass/python-utils-r1.eclass',
    'eclass/distutils-r1.eclass',
    'metadata/md5-cache/dev-python/foo-1',
    'metadata/md5-cache/dev-python/__proto__-1',
    'dev-python/foo/metadata.xml',
    'dev-python/bar/bar-1.ebuild',
    'dev-python/constructor/constructor-1.ebuild',
  );
  const word = fc.constantFrom(
    'SLOT=0',
    'IUSE=',
    'python_targets_',
    'move',
    'slotmove',
    'dev-python/foo',
    '>=',
    '-1.0',
    '=',
    '[',
    ']',
    '(',
    '{1..9}',
    '"',
    '$',
    '\n',
    '\t',
    ' ',
    '..',
    '/',
    '<!--',
    '-->',
    '<remote-id type="pypi">',
    '</remote-id>',
    'ref: refs/heads/a',
    'PYTHON_COMPAT=(',
    'inherit distutils-r1',
    '_PYTHON_ALL_IMPLS=(',
    '__proto__',
    '\0',
    'masters = ',
  );
  const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 12 }).map((words) => words.join(''));

  test('are read without an error, and twice the same', () => {
    fc.assert(
      fc.property(fc.dictionary(path, text), (files) => {
        const ports = memoryRepositories({ '/x': { 'profiles/eapi': '8', ...files } });
        const request = { directories: ['/x'], configRoot: '/' };
        const { value } = loadReferenceIndex(ports, request);
        const again = loadReferenceIndex(ports, request).value;
        const everything = (index: typeof value) =>
          index.packages.map((id) => index.versions(id.split('/')[0]!, id.split('/')[1]!));
        expect(everything(again)).toEqual(everything(value));
        expect(value.find('foo').name).toBe('foo');
        expect(value.explain('constructor').length).toBeGreaterThan(0);
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});

describe('the cache', () => {
  const load = (files: Readonly<Record<string, string>>, cache: ReadonlyMap<string, string>) => {
    const ports = memoryRepositories({ '/db/gentoo': files });
    for (const [key, text] of cache) ports.cache.set(key, text);
    let reads = 0;
    const counting = {
      ...ports,
      open(root: string) {
        const opened = ports.open(root);
        const readText = (path: string) => {
          if (path.startsWith('metadata/md5-cache')) reads++;
          return opened.readText(path);
        };
        return { ...opened, readText };
      },
    };
    const { value } = loadReferenceIndex(counting, { directories: ['/db/gentoo'], configRoot: '/' });
    return { packages: value.packages, cache: ports.cache, reads };
  };

  test('spares the entries while nothing changes', () => {
    const cold = load(gentoo, new Map());
    const warm = load(gentoo, cold.cache);
    expect([cold.reads, warm.reads]).toEqual([1, 0]);
    expect(warm.packages).toEqual(cold.packages);
  });

  test.each([
    ['a new package', { ...gentoo, 'metadata/md5-cache/dev-python/new-1': cacheEntry({}) }],
    ['a changed mask', { ...gentoo, 'profiles/package.mask': 'dev-python/foo' }],
    ['a sync', { ...gentoo, 'metadata/timestamp.chk': 'Fri, 20 Nov 2026' }],
    ['a commit', { ...gentoo, '.git/HEAD': 'ref: refs/heads/main', '.git/refs/heads/main': 'abc' }],
    ['a changed metadata.xml', { ...gentoo, 'dev-python/foo/metadata.xml': '<pkgmetadata/>' }],
  ])('is dropped after %s', (_, changed) => {
    expect(load(changed, load(gentoo, new Map()).cache).reads).toBeGreaterThan(0);
  });

  test('a damaged file is written anew', () => {
    const { cache } = load(gentoo, new Map());
    const [key, text] = [...cache][0]!;
    const again = load(gentoo, new Map([[key, text.slice(0, -5)]]));
    expect(again.reads).toBe(1);
    expect(again.cache.get(key)).toBe(text);
  });
});
