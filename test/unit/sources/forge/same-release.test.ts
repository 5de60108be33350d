import { expect, test } from 'vitest';
import { EbuildgenError } from '../../../../src/core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../../../src/core/release.ts';
import { fetchSameRelease } from '../../../../src/sources/forge/same-release.ts';
import type { ReleaseOptions, UpstreamSource } from '../../../../src/sources/source.ts';

const pypiRelease = (url: string): UpstreamRelease => ({
  ref: { source: 'pypi', project: 'demo' },
  project: 'Demo',
  version: '1.2',
  prerelease: false,
  knownVersions: ['1.2'],
  metadata: {
    projectUrls: [{ label: 'Source', url }],
    licenseFiles: [],
    classifiers: [],
    requiresDist: [],
    providesExtra: [],
    dynamic: [],
  },
  files: [],
});

function recordingSource(
  answer: () => UpstreamRelease,
): UpstreamSource & { asked: [ReleaseRef, ReleaseOptions][] } {
  const asked: [ReleaseRef, ReleaseOptions][] = [];
  const fetchRelease: UpstreamSource['fetchRelease'] = async (ref, options) => {
    asked.push([ref, options]);
    return { value: answer(), diagnostics: [] };
  };
  return { fetchRelease, asked };
}

test('the forge that the metadata names is asked for the same version', async () => {
  const answer = pypiRelease('');
  const [github, codeberg] = [recordingSource(() => answer), recordingSource(() => answer)];
  const { value } = await fetchSameRelease(pypiRelease('https://codeberg.org/o/r'), { github, codeberg });
  expect(value).toBe(answer);
  expect(github.asked).toEqual([]);
  expect(codeberg.asked).toEqual([
    [
      { source: 'codeberg', project: 'o/r', version: '1.2' },
      { prereleases: true, projectName: 'Demo' },
    ],
  ]);
});

test.each([
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'RELEASE_UNSUITABLE',
] as const)('%s: nothing, and the reason', async (code) => {
  const source = recordingSource(() => {
    throw new EbuildgenError(code, 'because');
  });
  const result = await fetchSameRelease(pypiRelease('https://github.com/o/r'), {
    github: source,
    codeberg: source,
  });
  expect(result.value).toBeUndefined();
  expect(result.diagnostics.map(({ message }) => message)).toEqual([
    'no archive of this release from its repository: because',
  ]);
});

test('other errors are errors', async () => {
  const source = recordingSource(() => {
    throw new EbuildgenError('CONFIG_INVALID', 'token');
  });
  const fetching = fetchSameRelease(pypiRelease('https://github.com/o/r'), {
    github: source,
    codeberg: source,
  });
  await expect(fetching).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('no repository', async () => {
  const source = recordingSource(() => pypiRelease(''));
  const result = await fetchSameRelease(pypiRelease('https://example.org'), {
    github: source,
    codeberg: source,
  });
  expect([result.value, result.diagnostics[0]?.code]).toEqual([undefined, 'repository-unknown']);
});
