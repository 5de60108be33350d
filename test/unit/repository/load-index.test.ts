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
