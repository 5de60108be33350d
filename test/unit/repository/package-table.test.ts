import { expect, test } from 'vitest';
import { tryParseAtom } from '../../../src/gentoo/atom.ts';
import { formatGentooVersion } from '../../../src/gentoo/version.ts';
import type { PackageVersion } from '../../../src/model/package-index.ts';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

const texts = (versions: readonly PackageVersion[]) =>
  versions.map(({ version }) => formatGentooVersion(version));
const targets = ['python3_14', 'python3_13', 'pypy3', 'python3_14t'];

const ports = memoryRepositories({
  '/db/gentoo': {
    'profiles/repo_name': 'gentoo',
    'profiles/arch.list': 'amd64\n# comment\n\nx86\n',
    'profiles/package.mask': '# why\n>=dev-python/foo-2\nno atom\ndev-python/other\n',
    'profiles/package.deprecated': 'dev-python/foo:2\ndev-python/other\n>=dev-python/bar-2\n',
    'profiles/updates/1Q-2020':
      'slotmove dev-python/foo 4 0\nslotmove <dev-python/bar-2 0 3\nmove dev-python/bar dev-python/baz\n',
    'metadata/md5-cache/dev-python/foo-1.10': cacheEntry({
      targets,
      iuse: '+a -b c',
      keywords: 'amd64 ~x86',
    }),
    'metadata/md5-cache/dev-python/foo-1.9': cacheEntry({ slot: '2' }),
    'metadata/md5-cache/dev-python/foo-2.0': cacheEntry({}),
    'metadata/md5-cache/dev-python/foo-1.9-r1': 'SLOT=\nbroken',
    'metadata/md5-cache/dev-python/noversion': cacheEntry({}),
    'metadata/md5-cache/dev-python/bar-1': cacheEntry({}),
    'licenses/MIT': '',
  },
  '/db/local': {
    'profiles/repo_name': 'local',
    'metadata/layout.conf': 'masters = gentoo\n',
    'profiles/package.mask': '-dev-python/other\n',
    'dev-python/foo/foo-2.1.ebuild':
      'EAPI=8\nPYTHON_COMPAT=( python3_{13..14} )\ninherit distutils-r1\nSLOT="0"\nKEYWORDS="~amd64"\n',
    'dev-python/foo/foo-1.10.ebuild': 'EAPI=8\nSLOT="0"\nKEYWORDS="-*"\nIUSE="x"\n',
    'dev-python/other/other-1.ebuild': 'EAPI=8\nSLOT=0\n',
  },
});
const { value: index } = loadReferenceIndex(ports, { directories: ['/db/local'], configRoot: '/' });

test('versions of all repositories are merged in order; the overlay wins', () => {
  const versions = index.versions('dev-python', 'foo');
  expect(texts(versions)).toEqual(['1.9', '1.10', '2.0', '2.1']);
  expect(versions.map(({ repository }) => repository)).toEqual(['gentoo', 'local', 'gentoo', 'local']);
  expect(versions[1]).toMatchObject({ keywords: ['-*'], iuse: ['x'], pythonTargets: undefined });
  expect(index.versions('dev-python', 'none')).toEqual([]);
});

test("masters' masks hold for an overlay, which may take them back", () => {
  expect(index.versions('dev-python', 'foo').map(({ masked }) => masked)).toEqual([false, false, true, true]);
  expect(index.versions('dev-python', 'other').map(({ masked }) => masked)).toEqual([false]);
});

test('flags lose their defaults and Python targets are read from them', () => {
  const { value: gentoo } = loadReferenceIndex(ports, { directories: ['/db/gentoo'], configRoot: '/' });
  expect(gentoo.versions('dev-python', 'foo')[1]).toMatchObject({
    slot: '0',
    keywords: ['amd64', '~x86'],
    python: 'targets',
    pythonTargets: ['python3_13', 'python3_14', 'python3_14t'],
    isPythonPackage: true,
  });
  expect(gentoo.versions('dev-python', 'foo')[1]?.iuse.slice(0, 3)).toEqual(['a', 'b', 'c']);
});

test.each([
  ['dev-python/foo', false],
  ['dev-python/foo:2', true],
  ['=dev-python/foo-1.9*', true],
  ['dev-python/other', true],
  ['dev-python/bar', false],
  ['dev-python/absent', false],
])('%s is deprecated: %s', (atom, expected) => {
  expect(index.deprecated(tryParseAtom(atom)!)).toBe(expected);
});

test.each([
  ['dev-python/foo:4=', { category: 'dev-python', name: 'foo', slot: '0=' }],
  ['dev-python/foo:3', { name: 'foo', slot: '3' }],
  ['>=dev-python/bar-1:0', { name: 'baz', slot: '3' }],
  ['>=dev-python/bar-2:0', { name: 'baz', slot: '0' }],
  ['dev-python/bar:0', { name: 'baz', slot: '0' }],
])('%s after updates', (atom, expected) => {
  expect(index.updated(tryParseAtom(atom)!)).toMatchObject(expected);
});

test('lists of profiles are read', () => {
  expect([...index.arches!]).toEqual(['amd64', 'x86']);
  expect([...index.licenses!]).toEqual(['MIT']);
  expect(index.packages).toEqual(['dev-python/bar', 'dev-python/foo', 'dev-python/other']);
});
