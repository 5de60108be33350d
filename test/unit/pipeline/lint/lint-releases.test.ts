import { expect, test } from 'vitest';
import { EbuildgenError } from '../../../../src/core/errors.ts';
import { createAskVersions, withReleases } from '../../../../src/pipeline/lint/lint-releases.ts';
import type { UpstreamSource } from '../../../../src/sources/source.ts';
import { lintInputOf } from '../../../support/lint.ts';

const versions: Readonly<Record<string, readonly string[]>> = { rich: ['13.0', '14.0'], attrs: ['23.1'] };

/** An index that knows two projects, and which were asked for. */
function createIndex() {
  const asked: string[] = [];
  const source: UpstreamSource = {
    fetchRelease: async (ref) => {
      asked.push(ref.project);
      const knownVersions = versions[ref.project];
      if (knownVersions === undefined) throw new EbuildgenError('UPSTREAM_NOT_FOUND', 'nothing there');
      const release = {
        ref,
        project: ref.project,
        version: '1',
        prerelease: false,
        knownVersions,
        files: [],
      };
      const metadata = {
        projectUrls: [],
        licenseFiles: [],
        classifiers: [],
        requiresDist: [],
        providesExtra: [],
        dynamic: [],
      };
      return { value: { ...release, metadata }, diagnostics: [] };
    },
  };
  return { asked, source };
}

const files =
  '[tool.poetry.dependencies]\nrich = "^13"\nattrs = "~23.1"\nunknown = "^1"\ntyper = ">=1,<2"\nclick = "*"\n';

test('only what Poetry capped is asked for, each project once a run', async () => {
  const { asked, source } = createIndex();
  const ask = createAskVersions(source, 2);
  const input = await lintInputOf({ files });
  const { releases } = await withReleases(input, ask);
  await withReleases(input, ask);
  expect(asked.sort()).toEqual(['attrs', 'rich', 'unknown']);
  expect([...releases]).toEqual([
    ['attrs', ['23.1']],
    ['rich', ['13.0', '14.0']],
  ]);
});

test('without an index nothing is known, and a bug is not hidden', async () => {
  const input = await lintInputOf({ files });
  expect((await withReleases(input, createAskVersions(undefined, 1))).releases.size).toBe(0);
  const broken: UpstreamSource = { fetchRelease: () => Promise.reject(new TypeError('bug')) };
  await expect(withReleases(input, createAskVersions(broken, 1))).rejects.toThrow('bug');
});
