import { expect, test } from 'vitest';
import { formatGentooVersion, parseGentooVersion } from '../../../src/gentoo/version.ts';
import { createEmptyIndex } from '../../../src/repository/empty-index.ts';
import { extendIndex, type PlannedPackage } from '../../../src/repository/extend-index.ts';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

const plan = (project: string, name: string, version: string): PlannedPackage => ({
  project,
  category: 'dev-python',
  name,
  version: {
    version: parseGentooVersion(version),
    slot: '0',
    keywords: ['~amd64'],
    iuse: ['python_targets_python3_14'],
    python: 'targets',
    pythonTargets: ['python3_14'],
    masked: false,
  },
});

const { value: reference } = loadReferenceIndex(
  memoryRepositories({
    '/gentoo': { 'metadata/md5-cache/dev-python/foo-1.5': cacheEntry({}), 'profiles/eapi': '8' },
  }),
  { directories: ['/gentoo'], configRoot: '/' },
);

test('planned packages are found by any spelling and before what exists', () => {
  const index = extendIndex(reference, [plan('Foo.Bar', 'foo-bar', '2.0'), plan('x-2', 'x2', '1')]);
  expect(index.find('foo_bar')).toMatchObject({
    name: 'foo-bar',
    by: 'overlay',
    exists: true,
    python: 'targets',
  });
  expect(index.find('X-2')).toMatchObject({ name: 'x2', by: 'overlay' });
  expect(index.find('foo')).toMatchObject({ by: 'name', exists: true });
  expect(index.packages).toEqual(['dev-python/foo', 'dev-python/foo-bar', 'dev-python/x2']);
  expect(index.explain('foo.bar')).toEqual(['this run writes `dev-python/foo-bar` 2.0 for `foo.bar`']);
  expect(index.explain('foo')).toEqual(reference.explain('foo'));
});

test('versions of both are merged, the planned one wins', () => {
  const index = extendIndex(reference, [plan('foo', 'foo', '2.0'), plan('foo', 'foo', '1.5')]);
  const versions = index.versions('dev-python', 'foo');
  expect(versions.map(({ version }) => formatGentooVersion(version))).toEqual(['1.5', '2.0']);
  expect(versions[0]?.pythonTargets).toEqual(['python3_14']);
});

test('an index that knows no repository can be extended', () => {
  const index = extendIndex(createEmptyIndex(), [plan('foo', 'foo', '1')]);
  expect(index.known).toBe(false);
  expect(index.find('foo').exists).toBe(true);
});
