import { expect, test } from 'vitest';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

/** A package that needs the others, of which the repository has some. */
function repositoryOf(needed: number, present: number) {
  const rdepend = Array.from({ length: needed }, (_, i) =>
    i % 2 === 0 ? `>=dev-python/need${i}-1.2-r1[x]` : `flag? ( dev-python/need${i} )`,
  );
  const top = `RDEPEND=${rdepend.join(' ')} dev-libs/other\n${cacheEntry({})}`;
  const others = Array.from({ length: present }, (_, i) => [
    `metadata/md5-cache/dev-python/need${i}-1`,
    cacheEntry({}),
  ]);
  const files = { 'profiles/repo_name': 'gentoo', 'metadata/md5-cache/dev-python/top-1': top };
  return { ...files, ...Object.fromEntries(others) };
}

test.each([
  ['all that its packages need', 40, 40, true],
  ['nearly all', 40, 38, true],
  ['half', 40, 20, false],
  ['all, of too few to tell', 5, 5, false],
])('a repository that has %s', (_, needed, present, complete) => {
  const ports = memoryRepositories({ '/gentoo': repositoryOf(needed, present) });
  const request = { directories: ['/gentoo'], configRoot: '/' };
  expect(loadReferenceIndex(ports, request).value.complete).toBe(complete);
  expect(loadReferenceIndex(ports, request).value.complete).toBe(complete);
});

test('an overlay on a complete repository knows of it', () => {
  const overlay = { 'profiles/repo_name': 'mine', 'metadata/layout.conf': 'masters = gentoo\n' };
  const ports = memoryRepositories({ '/gentoo': repositoryOf(40, 40), '/mine': overlay });
  const request = { directories: ['/mine', '/gentoo'], configRoot: '/' };
  expect(loadReferenceIndex(ports, request).value.complete).toBe(true);
});
