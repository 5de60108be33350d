import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { EbuildgenError, exitCodeFor } from '../../../../src/core/errors.ts';
import { createNetwork } from '../../../../src/io/network.ts';
import { createGithubSource } from '../../../../src/sources/github/source.ts';
import type { ReleaseOptions } from '../../../../src/sources/source.ts';
import {
  type LocalAnswer,
  type LocalRequest,
  type LocalServer,
  startLocalServer,
} from '../../../support/local-server.ts';

const token = 'ghp_SecretSecretSecretSecretSecretSecret';
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

type Routes = Readonly<Record<string, LocalAnswer | ((request: LocalRequest, base: string) => LocalAnswer)>>;

/** Routes by path without query; `*` answers what is left. */
async function startGithub(routes: Routes): Promise<LocalServer> {
  const server: LocalServer = await startLocalServer((request) => {
    const route = routes[decodeURIComponent(request.path.split('?')[0] ?? '')] ?? routes['*'];
    return typeof route === 'function' ? route(request, server.url) : route;
  });
  cleanUps.push(server.stop);
  return server;
}

function createSource(server: LocalServer, given: { token?: string; cache?: string } = {}) {
  const network = createNetwork({
    retry: { retries: 1, pause: 5, maxWait: 100 },
    ...(given.cache ? { cacheFolder: given.cache } : {}),
  });
  cleanUps.push(() => network.close());
  const addresses = { webUrl: server.url };
  const source = createGithubSource({
    http: network.http,
    addresses,
    ...(given.token ? { token: given.token } : {}),
  });
  const fetch = (project = 'o/r', version?: string, options: ReleaseOptions = { prereleases: false }) =>
    source.fetchRelease({ source: 'github', project, ...(version ? { version } : {}) }, options);
  return { fetch };
}

const release = (tag: string, extra: Readonly<Record<string, unknown>> = {}) => ({
  tag_name: tag,
  name: tag,
  draft: false,
  prerelease: false,
  html_url: `http://elsewhere.example/o/r/releases/tag/${tag}`,
  published_at: '2025-01-02T03:04:05Z',
  assets: [],
  ...extra,
});
const releases = '/api/v3/repos/o/r/releases';
const tags = '/api/v3/repos/o/r/tags';
const feed = (base: string, ...names: readonly string[]): LocalAnswer => ({
  headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">${names
    .map(
      (tag) =>
        `<entry><updated>2025-01-02T03:04:05Z</updated><link rel="alternate" href="${base}/o/r/releases/tag/${encodeURIComponent(tag)}"/><title>${tag}</title></entry>`,
    )
    .join('')}</feed>`,
});
const codes = (staged: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  staged.diagnostics.map(({ code }) => code);

describe('a repository', () => {
  test('with releases: one request, archive and uploaded files', async () => {
    const sha256 = 'ab'.repeat(32);
    const asset = (name: string, extra = {}) => ({
      name,
      browser_download_url: `http://localhost/o/r/releases/download/v1.1/${name}`,
      size: 10,
      state: 'uploaded',
      ...extra,
    });
    const assets = [
      asset('r-1.1-py3-none-any.whl'),
      asset('r-1.1.tar.gz', { digest: `sha256:${sha256}` }),
      asset('r-docs-1.1.tar.gz'),
      asset('r-1.0.tar.gz'),
      asset('half.tar.gz', { state: 'starter' }),
      asset('../../evil'),
      asset('script', { browser_download_url: 'javascript:alert(1)' }),
      'nonsense',
    ];
    const server = await startGithub({
      [releases]: {
        body: [release('v2.0', { draft: true }), release('v1.1', { assets }), release('v1.0'), 7],
      },
    });
    const { value, diagnostics } = await createSource(server, { token }).fetch();
    expect(value).toMatchObject({
      project: 'r',
      version: '1.1',
      prerelease: false,
      knownVersions: ['1.0', '1.1'],
    });
    expect(value.forge).toEqual({
      kind: 'github',
      owner: 'o',
      repo: 'r',
      tag: 'v1.1',
      tagPattern: 'v{version}',
      url: 'https://github.com/o/r',
    });
    expect(value.files.map(({ kind, filename }) => `${kind} ${filename}`)).toEqual([
      'sdist r-1.1.tar.gz',
      'archive r-v1.1.tar.gz',
      'other r-1.0.tar.gz',
      'wheel r-1.1-py3-none-any.whl',
      'other r-docs-1.1.tar.gz',
    ]);
    expect(value.files[0]).toMatchObject({ sha256, size: 10 });
    expect(value.files[1]?.url).toBe(`${server.url}/o/r/archive/refs/tags/v1.1.tar.gz`);
    expect(diagnostics).toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual([`${releases}?per_page=100&page=1`]);
  });

  test('with tags only', async () => {
    const server = await startGithub({ [releases]: { body: [] }, [tags]: { body: [{ name: 'pkg/v1.0' }] } });
    const { value } = await createSource(server, { token }).fetch();
    expect(value).toMatchObject({ version: '1.0', forge: { tag: 'pkg/v1.0' } });
    expect(value.files).toEqual([
      {
        filename: 'r-pkg-v1.0.tar.gz',
        url: `${server.url}/o/r/archive/refs/tags/pkg/v1.0.tar.gz`,
        kind: 'archive',
        yanked: false,
      },
    ]);
  });

  test('whose wanted tag lies beyond the pages', async () => {
    const next = { link: '<http://x/?page=9>; rel="next"' };
    const server = await startGithub({
      '/api/v3/repos/o/r/git/matching-refs/tags/v0.1': {
        body: [{ ref: 'refs/tags/v0.1' }, { ref: 'refs/tags/v0.10' }],
      },
      '/api/v3/repos/o/r/git/matching-refs/tags/0.1': { body: [] },
      '*': { body: [release('v9.0')], headers: next },
    });
    const { value } = await createSource(server, { token }).fetch('o/r', '0.1');
    expect(value.forge?.tag).toBe('v0.1');
    await expect(createSource(server, { token }).fetch('o/r', '0.2')).rejects.toMatchObject({
      code: 'UPSTREAM_NOT_FOUND',
    });
    expect(server.requests.length).toBeLessThan(25);
  });

  test('that was renamed', async () => {
    const server = await startGithub({
      [releases]: (_, base) => ({
        status: 301,
        headers: { location: `${base}/api/v3/repositories/7/releases` },
        body: {},
      }),
      '/api/v3/repositories/7/releases': (_, base) => ({
        body: [release('v1.0', { html_url: `${base}/New/Name/releases/tag/v1.0` })],
      }),
    });
    const staged = await createSource(server, { token }).fetch();
    expect(staged.value.forge).toMatchObject({
      owner: 'New',
      repo: 'Name',
      url: 'https://github.com/New/Name',
    });
    expect(staged.diagnostics.map(({ message }) => message)).toEqual([
      '`o/r` is now `New/Name`: use the new name from now on',
    ]);
  });

  test('in another case is spelt as GitHub does', async () => {
    const server = await startGithub({
      '/api/v3/repos/O/R/releases': (_, base) => ({
        body: [release('v1.0', { html_url: `${base}/o/r/releases/tag/v1.0` })],
      }),
    });
    const staged = await createSource(server, { token }).fetch('O/R');
    expect(staged).toMatchObject({ value: { forge: { owner: 'o', repo: 'r' } }, diagnostics: [] });
  });

  test('by feed where there is no token', async () => {
    const server = await startGithub({ '/o/r/releases.atom': (_, base) => feed(base, 'v1.1', '@a/b@1.0') });
    const staged = await createSource(server).fetch();
    expect(staged.value).toMatchObject({ version: '1.1', forge: { tag: 'v1.1' } });
    expect(codes(staged)).toEqual(['feed-used']);
    expect(server.requests).toHaveLength(1);
  });

  test('by API where the feed has not got it', async () => {
    const server = await startGithub({
      '/o/r/releases.atom': (_, base) => feed(base, 'v1.1'),
      '/o/r/tags.atom': (_, base) => feed(base, 'v1.1'),
      [releases]: { body: [release('v1.1'), release('v0.1')] },
    });
    const staged = await createSource(server).fetch('o/r', 'v0.1');
    expect(staged).toMatchObject({ value: { version: '0.1' }, diagnostics: [] });
  });
});

describe('nothing to take', () => {
  test.each<[string, Routes, string]>([
    ['no repository', {}, 'UPSTREAM_NOT_FOUND'],
    ['no releases', { '*': { body: [] } }, 'UPSTREAM_NOT_FOUND'],
    [
      'only words',
      { [releases]: { body: [release('nightly')] }, [tags]: { body: [] } },
      'RELEASE_UNSUITABLE',
    ],
    ['no list', { '*': { body: { message: 'hello' } } }, 'UPSTREAM_INVALID'],
    ['no JSON', { '*': { body: '<html>' } }, 'UPSTREAM_INVALID'],
    ['no type', { '*': { body: [], headers: { 'content-type': ';;' } } }, 'UPSTREAM_NOT_FOUND'],
    ['an unasked 304', { '*': { status: 304 } }, 'UPSTREAM_INVALID'],
    ['a deep answer', { '*': { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` } }, 'UPSTREAM_'],
    [
      'a token that GitHub refuses',
      { '*': { status: 401, body: { message: 'Bad credentials' } } },
      'CONFIG_INVALID',
    ],
    ['a blocked repository', { '*': { status: 451, body: { message: 'DMCA' } } }, 'UPSTREAM_NOT_FOUND'],
    ['a refusal', { '*': { status: 403, body: { message: 'Resource not accessible' } } }, 'UPSTREAM_INVALID'],
  ])('%s', async (_, routes, code) => {
    const server = await startGithub(routes);
    const error = await createSource(server, { token })
      .fetch()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringContaining(code) });
  });

  test('no address is made of what is no OWNER/REPO', async () => {
    const server = await startGithub({});
    await expect(createSource(server).fetch('../x')).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    expect(server.requests).toEqual([]);
  });
});

const soon = () => String(Math.floor(Date.now() / 1000) + 3000);
const troubles: readonly [string, LocalAnswer, string][] = [
  [
    'the primary limit',
    {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '5000', 'x-ratelimit-reset': soon() },
      body: { message: 'API rate limit exceeded for user ID 1.' },
    },
    'UPSTREAM_RATE_LIMITED',
  ],
  [
    'a secondary limit with Retry-After',
    {
      status: 403,
      headers: { 'retry-after': '3000' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    },
    'UPSTREAM_RATE_LIMITED',
  ],
  [
    'a secondary limit without headers',
    { status: 403, body: { message: 'You have exceeded a secondary rate limit. Please wait.' } },
    'UPSTREAM_RATE_LIMITED',
  ],
  ['429', { status: 429, headers: { 'retry-after': '3000' }, body: {} }, 'UPSTREAM_RATE_LIMITED'],
  ['503', { status: 503, body: 'busy' }, 'UPSTREAM_UNAVAILABLE'],
  ['a dropped connection', { drop: true }, 'UPSTREAM_UNAVAILABLE'],
];

describe.each(troubles)('in trouble: %s', (_, answer, code) => {
  test('the feed stands in, and says so', async () => {
    const server = await startGithub({
      [releases]: answer,
      '/o/r/releases.atom': (_, base) => feed(base, 'v1.0'),
    });
    const { fetch } = createSource(server, { token });
    const staged = await fetch();
    expect(staged.value.version).toBe('1.0');
    expect(codes(staged)).toEqual(['feed-used']);
    const before = server.requests.length;
    await fetch();
    const again = server.requests.slice(before).map(({ path }) => path);
    if (code === 'UPSTREAM_RATE_LIMITED') expect(again).toEqual(['/o/r/releases.atom']);
  });

  test('it ends with exit status 3 where there is no feed either', async () => {
    const server = await startGithub({ [releases]: answer });
    const error = await createSource(server, { token })
      .fetch()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(exitCodeFor(error)).toBe(3);
  });

  test('what was found before it is used', async () => {
    const server = await startGithub({
      '*': answer,
      '/o/r/releases.atom': (_, base) => feed(base, 'v1.0rc1'),
    });
    const staged = await createSource(server).fetch();
    expect(staged.value.version).toBe('1.0rc1');
  });

  test('the token stays where it belongs', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'ebuildgen-forge-'));
    cleanUps.push(() => rmSync(cache, { recursive: true }));
    const server = await startGithub({
      '*': answer,
      '/o/r/releases.atom': (_, base) => feed(base, 'v1.0'),
      '/api/v3/repos/o/good/releases': { body: [release('v1.0')], headers: { etag: '"1"' } },
    });
    const { fetch } = createSource(server, { token, cache });
    const results = [
      await fetch('o/good'),
      await fetch(),
      await fetch('o/bad').catch((error: unknown) => error),
    ];
    expect(inspect(results, { depth: 20, showHidden: true })).not.toContain('Secret');
    expect(readAll(cache)).not.toContain('Secret');
    for (const { path, headers } of server.requests) {
      expect(headers.authorization).toBe(path.startsWith('/api/v3/') ? `token ${token}` : undefined);
      expect(path).not.toContain('Secret');
    }
  });
});

test('a redirect to another host does not take the token along', async () => {
  const other = await startGithub({ '*': { body: [release('v1.0')] } });
  const server = await startGithub({
    [releases]: { status: 302, headers: { location: `${other.url}/stolen` }, body: {} },
  });
  await createSource(server, { token }).fetch();
  expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('a repository with nothing new costs one conditional request', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'ebuildgen-forge-'));
  cleanUps.push(() => rmSync(cache, { recursive: true }));
  const server = await startGithub({
    [releases]: ({ headers }) =>
      headers['if-none-match'] === '"1"'
        ? { status: 304, headers: { etag: '"1"' } }
        : { body: [release('v1.0')], headers: { etag: '"1"' } },
  });
  const first = await createSource(server, { token, cache }).fetch();
  const second = await createSource(server, { token, cache }).fetch();
  expect(second).toEqual(first);
  expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
});

test('whatever the API answers, the error is one of ours', async () => {
  const key = fc.constantFrom('tag_name', 'name', 'draft', 'assets', 'html_url', 'published_at', 'size');
  const text = fc.oneof(fc.string(), fc.constantFrom('v1.0', '__proto__', 'https://x/y', '9'.repeat(400)));
  const value = fc.oneof(text, fc.jsonValue(), fc.array(fc.dictionary(key, text)));
  let body: unknown;
  const server = await startGithub({ '*': () => ({ body }) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.dictionary(key, value)), async (answer) => {
      body = answer;
      const error = await createSource(server, { token })
        .fetch()
        .catch((thrown: unknown) => thrown);
      if (error instanceof Error) expect(error).toBeInstanceOf(EbuildgenError);
    }),
    { numRuns: 50, verbose: 1 },
  );
});

/** All files below a folder, as one text. */
function readAll(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(0);
  return files.map((path) => path + readFileSync(path, 'latin1')).join('\n');
}
