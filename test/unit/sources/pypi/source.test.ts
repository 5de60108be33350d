import { describe, expect, test } from 'vitest';
import type { HttpClient } from '../../../../src/core/ports.ts';
import { selectSdist, trySelectSdist } from '../../../../src/sources/pypi/select-sdist.ts';
import { createPypiSource } from '../../../../src/sources/pypi/source.ts';
import type { ReleaseOptions } from '../../../../src/sources/source.ts';

const base = 'https://index.test';

interface FileSpec {
  readonly filename: string;
  readonly packagetype?: string;
  readonly [field: string]: unknown;
}

const file = ({ filename, ...fields }: FileSpec) => ({
  filename,
  url: `https://files.test/${filename}`,
  packagetype: 'sdist',
  size: 100,
  digests: { sha256: 'AB'.repeat(32), md5: 'x' },
  yanked: false,
  upload_time_iso_8601: '2026-01-01T00:00:00.000000Z',
  requires_python: '>=3.9',
  ...fields,
});

const sdist = (version: string, fields: object = {}) =>
  file({ filename: `pkg-${version}.tar.gz`, ...fields });

type Releases = Readonly<Record<string, readonly unknown[]>>;

/** The documents of a project as PyPI would serve them: one of the project, one of each version. */
function documents(releases: Releases, info: object = {}, current = Object.keys(releases).at(-1)) {
  const document = (version: string | undefined) => ({
    info: { name: 'Pkg', version, summary: `about ${version}`, ...info },
    urls: releases[version ?? ''] ?? [],
    last_serial: 1,
  });
  return Object.fromEntries([
    ['/pypi/pkg/json', { ...document(current), releases }],
    ...Object.keys(releases).map((version) => [`/pypi/pkg/${version}/json`, document(version)]),
  ]);
}

/** Serves JSON documents by path; everything else is 404. */
function serve(documents: Readonly<Record<string, unknown>>) {
  const requests: string[] = [];
  const http: HttpClient = {
    async get({ url }) {
      requests.push(url.replace(base, ''));
      const found = documents[url.replace(base, '')];
      const body = typeof found === 'string' ? found : JSON.stringify(found);
      return {
        status: found === undefined ? 404 : 200,
        headers: {},
        body: body ?? '',
        url,
        unchanged: false,
      };
    },
  };
  return { source: createPypiSource({ http, baseUrl: `${base}/` }), requests };
}

function fetchRelease(
  releases: Releases,
  version?: string,
  options: Partial<ReleaseOptions> & { info?: object } = {},
) {
  const { info, ...rest } = options;
  return serve(documents(releases, info)).source.fetchRelease(
    { source: 'pypi', project: 'pkg', ...(version === undefined ? {} : { version }) },
    { prereleases: false, ...rest },
  );
}

const yanked = { yanked: true, yanked_reason: 'broken' };

describe('the choice of a release', () => {
  const many: Releases = {
    '1.9': [sdist('1.9')],
    '1.10': [sdist('1.10')],
    '1.11': [sdist('1.11', yanked)],
    '1.12': [],
    '2.0rc1': [sdist('2.0rc1')],
    '2.0.dev3': [sdist('2.0.dev3')],
    'not-a-version': [sdist('x')],
    '1.2': [sdist('1.2')],
  };

  test.each<[string, string | undefined, Partial<ReleaseOptions>, string]>([
    ['the newest final one by PEP 440', undefined, {}, '1.10'],
    ['a pre-release where it is asked for', undefined, { prereleases: true }, '2.0rc1'],
    ['what the configuration accepts', undefined, { accepts: (version) => version.startsWith('1.2') }, '1.2'],
    ['a named one', '1.9', {}, '1.9'],
    ['a named one in another spelling', 'v1.9.0', {}, '1.9'],
    ['a named pre-release', '2.0.RC.1', {}, '2.0rc1'],
    ['a named yanked one', '1.11', {}, '1.11'],
  ])('%s', async (_, version, options, expected) => {
    const { value } = await fetchRelease(many, version, options);
    expect(value.version).toBe(expected);
    expect(value.metadata.summary).toBe(`about ${expected}`);
    expect(value.files.map(({ filename }) => filename)).toEqual([`pkg-${expected}.tar.gz`]);
    expect(value.knownVersions).toEqual(['1.2', '1.9', '1.10', '2.0.dev3', '2.0rc1']);
    expect(value.prerelease).toBe(expected === '2.0rc1');
  });

  test('pre-releases where there is nothing else, and says so', async () => {
    const { value, diagnostics } = await fetchRelease({
      '1.0a1': [sdist('1.0a1')],
      '1.0a2': [sdist('1.0a2')],
    });
    expect(value).toMatchObject({ version: '1.0a2', prerelease: true });
    expect(diagnostics).toMatchObject([{ code: 'only-prereleases', severity: 'warning' }]);
  });

  test('a yanked one with its reason', async () => {
    const releases = { '1.0': [sdist('1.0', yanked)], '2.0': [sdist('2.0')] };
    const { diagnostics } = await fetchRelease(releases, '1.0', { info: { yanked_reason: 'broken' } });
    expect(diagnostics).toMatchObject([
      { code: 'release-yanked', message: '`1.0` was yanked by its author: broken' },
    ]);
  });

  test('one question where the newest is wanted, two where an older one is', async () => {
    const index = serve(documents({ '1.0': [sdist('1.0')], '2.0': [sdist('2.0')] }));
    await index.source.fetchRelease({ source: 'pypi', project: 'PKG' }, { prereleases: false });
    expect(index.requests).toEqual(['/pypi/pkg/json']);
    await index.source.fetchRelease({ source: 'pypi', project: 'pkg', version: '1' }, { prereleases: false });
    expect(index.requests.slice(1)).toEqual(['/pypi/pkg/json', '/pypi/pkg/1.0/json']);
  });

  test('an index without `releases` has its newest', async () => {
    const { source } = serve({
      '/pypi/pkg/json': { info: { name: 'pkg', version: '3' }, urls: [sdist('3')] },
    });
    const { value } = await source.fetchRelease({ source: 'pypi', project: 'pkg' }, { prereleases: false });
    expect(value).toMatchObject({ version: '3', knownVersions: ['3'] });
  });

  test.each<[string, Releases, string | undefined, object, object]>([
    ['no release', {}, undefined, {}, { code: 'RELEASE_UNSUITABLE', message: '`Pkg` has no release' }],
    [
      'no files',
      { '1.0': [] },
      undefined,
      {},
      { code: 'RELEASE_UNSUITABLE', message: '`Pkg` has no release' },
    ],
    [
      'all yanked',
      { '1.0': [sdist('1.0', yanked)] },
      undefined,
      {},
      { code: 'RELEASE_UNSUITABLE', message: '`Pkg` has only releases that were yanked' },
    ],
    [
      'none accepted',
      { '1.0': [sdist('1.0')] },
      undefined,
      { accepts: () => false },
      { code: 'RELEASE_UNSUITABLE', message: '`Pkg` has no release that `versions` allows' },
    ],
    [
      'a version that is missing',
      { '1.0': [sdist('1.0')], '1.5': [sdist('1.5')] },
      '3',
      {},
      {
        code: 'UPSTREAM_NOT_FOUND',
        message: '`Pkg` has no version `3`',
        hint: 'Its newest are `1.5`, `1.0`',
      },
    ],
    [
      'a version without files',
      { '1.0': [], '1.5': [sdist('1.5')] },
      '1.0',
      {},
      { code: 'UPSTREAM_NOT_FOUND', message: '`Pkg` has no files of version `1.0`' },
    ],
  ])('%s is its own error', async (_, releases, version, options, error) => {
    await expect(fetchRelease(releases, version, options)).rejects.toMatchObject({
      hint: expect.any(String),
      ...error,
    });
  });
});

describe('the project', () => {
  const ask = (project: string, served: Readonly<Record<string, unknown>> = {}) =>
    serve(served).source.fetchRelease({ source: 'pypi', project }, { prereleases: false });

  test('is found by its normalised name', async () => {
    const index = serve({
      '/pypi/zope-interface-x/json': { info: { name: 'Zope.Interface_x', version: '1' }, urls: [sdist('1')] },
    });
    const { value } = await index.source.fetchRelease(
      { source: 'pypi', project: 'zope..interface-_X' },
      { prereleases: false },
    );
    expect(value.project).toBe('Zope.Interface_x');
  });

  test.each(['../../etc', 'a/b', 'a?b', '', '-a', 'a b', 'é', '%2e%2e'])(
    '%j is no name and is never asked for',
    async (name) => {
      const index = serve({});
      const asking = index.source.fetchRelease({ source: 'pypi', project: name }, { prereleases: false });
      await expect(asking).rejects.toMatchObject({ code: 'USAGE_INVALID' });
      expect(index.requests).toEqual([]);
    },
  );

  test('that is not there', async () => {
    await expect(ask('nope')).rejects.toMatchObject({
      code: 'UPSTREAM_NOT_FOUND',
      message: 'there is no `nope` on `https://index.test`',
    });
  });

  test.each<[string, unknown]>([
    ['no JSON', '<html>'],
    ['another shape', []],
    ['no info', { urls: [] }],
    ['a version that is no text', { info: { name: 'pkg', version: 1 } }],
    ['another project', { info: { name: 'other', version: '1' }, urls: [sdist('1')] }],
  ])('with an answer of %s', async (_, document) => {
    await expect(ask('pkg', { '/pypi/pkg/json': document })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    });
  });
});

test('metadata: what is there, what is null or empty left out', async () => {
  const info = {
    summary: 'A thing',
    home_page: '',
    license: null,
    license_expression: 'MIT',
    requires_python: '>=3.9',
    requires_dist: ['idna<4,>=2.5', 'x; extra == "y"'],
    provides_extra: ['y'],
    project_urls: { Source: 'https://x.test', Empty: null },
    classifiers: ['A :: B'],
    license_files: ['LICENSE'],
    dynamic: ['Requires-Dist'],
  };
  const { value, diagnostics } = await fetchRelease({ '1.0': [sdist('1.0')] }, undefined, { info });
  expect(value.metadata).toEqual({
    name: 'Pkg',
    version: '1.0',
    summary: 'A thing',
    licenseExpression: 'MIT',
    requiresPython: '>=3.9',
    requiresDist: ['idna<4,>=2.5', 'x; extra == "y"'],
    providesExtra: ['y'],
    projectUrls: [{ label: 'Source', url: 'https://x.test' }],
    classifiers: ['A :: B'],
    licenseFiles: ['LICENSE'],
    dynamic: ['requires-dist'],
  });
  expect(value.files).toEqual([
    {
      filename: 'pkg-1.0.tar.gz',
      url: 'https://files.test/pkg-1.0.tar.gz',
      kind: 'sdist',
      size: 100,
      sha256: 'ab'.repeat(32),
      yanked: false,
      requiresPython: '>=3.9',
      uploadTime: '2026-01-01T00:00:00.000000Z',
    },
  ]);
  expect(diagnostics).toEqual([]);
});

test('fields and files of another shape are dropped and reported, and the rest is used', async () => {
  const info = { summary: 7, requires_dist: 'idna', project_urls: [], classifiers: ['A'] };
  const bad = [
    { ...sdist('1.0'), filename: '../evil.tar.gz' },
    { ...sdist('1.0'), url: 'file:///etc/passwd' },
    { ...sdist('1.0'), size: -1 },
    { ...sdist('1.0'), digests: { sha256: 'short' } },
    null,
  ];
  const { value, diagnostics } = await fetchRelease({ '1.0': [...bad, sdist('1.0')] }, undefined, { info });
  expect(value.metadata).toMatchObject({ requiresDist: [], projectUrls: [], classifiers: ['A'] });
  expect(value.metadata.summary).toBeUndefined();
  expect(value.files).toHaveLength(1);
  const codes = diagnostics.map(({ code }) => code);
  expect(codes.filter((code) => code === 'index-field-dropped')).toHaveLength(3);
  expect(codes.filter((code) => code === 'index-file-dropped')).toHaveLength(5);
});

test('keys like __proto__ are keys', async () => {
  const text = `{"info":{"name":"pkg","version":"1","project_urls":{"__proto__":"https://x.test"},"__proto__":{"summary":"evil"}},"urls":[],"releases":{"__proto__":[{}],"1":[${JSON.stringify(sdist('1'))}]}}`;
  const { source } = serve({ '/pypi/pkg/json': text });
  const { value } = await source.fetchRelease({ source: 'pypi', project: 'pkg' }, { prereleases: false });
  expect(value.metadata.summary).toBeUndefined();
  expect(value.version).toBe('1');
});

describe('the source distribution', () => {
  const release = async (files: readonly unknown[]) => (await fetchRelease({ '1.0': files })).value;
  const wheel = file({ filename: 'pkg-1.0-py3-none-any.whl', packagetype: 'bdist_wheel' });
  const zip = file({ filename: 'pkg-1.0.zip' });
  const bz2 = file({ filename: 'pkg-1.0.tar.bz2' });

  test.each<[string, readonly unknown[], string]>([
    ['.tar.gz before .zip', [zip, wheel, sdist('1.0')], 'pkg-1.0.tar.gz'],
    ['.zip where there is no .tar.gz', [bz2, zip], 'pkg-1.0.zip'],
    ['what is not yanked', [sdist('1.0', yanked), zip], 'pkg-1.0.zip'],
    [
      'an archive of another kind is no sdist',
      [file({ filename: 'a.tar.gz', packagetype: 'bdist_dumb' }), zip],
      'pkg-1.0.zip',
    ],
  ])('%s', async (_, files, expected) => {
    expect(selectSdist(await release(files)).filename).toBe(expected);
  });

  test.each<[string, readonly unknown[], string]>([
    ['only wheels', [wheel], '`Pkg` 1.0 has no source distribution, only wheels'],
    [
      'only .tar.bz2',
      [bz2, wheel],
      '`Pkg` 1.0 has only `pkg-1.0.tar.bz2` as its source, and that format is not read',
    ],
  ])('%s', async (_, files, message) => {
    const found = await release(files);
    expect(trySelectSdist(found)).toBeUndefined();
    expect(() => selectSdist(found)).toThrow(
      expect.objectContaining({ code: 'RELEASE_UNSUITABLE', message }),
    );
  });
});

test('metadata of a wheel, where there is any', async () => {
  const { source } = serve({
    'https://files.test/pkg-1-py3-none-any.whl.metadata': 'Metadata-Version: 2.4\n',
  });
  const wheel = (filename: string) => ({ filename, url: `https://files.test/${filename}` });
  expect(await source.fetchWheelMetadata(wheel('pkg-1-py3-none-any.whl'))).toBe('Metadata-Version: 2.4\n');
  expect(await source.fetchWheelMetadata(wheel('other.whl'))).toBeUndefined();
});
