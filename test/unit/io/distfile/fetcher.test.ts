import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DistfileRequest } from '../../../../src/core/ports.ts';
import { createNetwork, type NetworkOptions } from '../../../../src/io/network.ts';
import { tarGz } from '../../../support/archives.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import {
  answer,
  answerWithEtag,
  closes,
  inTurn,
  stalled,
  startServer,
  truncated,
} from '../../../support/http-server.ts';

const quick: NetworkOptions = {
  timeouts: { connect: 500, headers: 100, body: 100, attempt: 3000 },
  retry: { retries: 1, pause: 4, maxWait: 1500, maxElapsed: 5000 },
};

const archive = await tarGz([
  { name: 'pkg-1.0/pyproject.toml', body: '[project]\n' },
  { name: 'pkg-1.0/pkg/__init__.py', body: '' },
]);
const other = await tarGz([{ name: 'pkg-1.0/other', body: 'x' }]);
const hex = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex');
const announced = { size: archive.length, sha256: hex('sha256', archive) };
const filename = 'pkg-1.0.tar.gz';

function fetchSource(
  base: string,
  options: NetworkOptions = {},
  request: Partial<DistfileRequest> = announced,
) {
  return createNetwork({ ...quick, ...options }).distfiles.fetchSource({
    url: `${base}/pkg`,
    filename,
    subject: '`pkg` 1.0',
    keep: (path) => path.endsWith('.toml'),
    ...request,
  });
}

test('the digests are those of the tools, and the tree is the archive', async () => {
  const server = await startServer({ '/pkg': answer(archive) });
  const { distfile, tree } = await fetchSource(server.url);
  expect(distfile).toEqual({
    filename,
    url: `${server.url}/pkg`,
    size: archive.length,
    digests: {
      BLAKE2B: hex('blake2b512', archive),
      SHA512: hex('sha512', archive),
      SHA256: hex('sha256', archive),
    },
  });
  expect(tree.entries.map(({ path }) => path)).toEqual(['pkg/__init__.py', 'pyproject.toml']);
  expect(tree.readText('pyproject.toml')).toBe('[project]\n');
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
});

describe('a body that is not whole', () => {
  test.each([
    ['cut off', truncated(archive)],
    ['stalled', stalled(archive)],
    ['never there', closes],
    ['busy', answer('', {}, 503)],
  ])('%s: it is downloaded again', async (_, fault) => {
    const server = await startServer({ '/pkg': inTurn(fault, answer(archive)) });
    expect((await fetchSource(server.url)).distfile.size).toBe(archive.length);
  });

  test('ended early without a word about the length: it is downloaded again, then refused', async () => {
    const server = await startServer({
      '/pkg': ({ response }) => {
        response.write(archive.subarray(0, 20));
        response.end(archive.subarray(20, 50));
      },
    });
    await expect(fetchSource(server.url)).rejects.toMatchObject({
      code: 'SOURCE_INTEGRITY',
      message: expect.stringContaining(`its size is 50 bytes, the index says ${archive.length}`),
    });
    expect(server.requests).toHaveLength(2);
  });
});

describe('a body that is another', () => {
  test.each<[string, Partial<DistfileRequest>, RegExp]>([
    ['digest', { size: archive.length, sha256: 'ab'.repeat(32) }, /SHA256 is `\w{64}`, the index says `abab/],
    ['size, too long', { ...announced, size: archive.length - 1 }, /size is more than the \d+ bytes/],
    ['size, too short', { ...announced, size: archive.length + 1 }, /size is \d+ bytes, the index says \d+/],
  ])('of a wrong %s is refused at once, naming package and file', async (_, request, message) => {
    const server = await startServer({ '/pkg': answer(archive) });
    await expect(fetchSource(server.url, {}, request)).rejects.toMatchObject({
      code: 'SOURCE_INTEGRITY',
      message: expect.stringMatching(/^`pkg-1\.0\.tar\.gz` of `pkg` 1\.0 /),
    });
    await expect(fetchSource(server.url, {}, request)).rejects.toThrow(message);
    expect(server.requests).toHaveLength(2);
  });

  test('its digest speaks before its contents', async () => {
    const server = await startServer({ '/pkg': answer('<html>'.padEnd(archive.length)) });
    await expect(fetchSource(server.url)).rejects.toMatchObject({ code: 'SOURCE_INTEGRITY' });
  });

  test.each([
    [404, 'UPSTREAM_NOT_FOUND'],
    [403, 'UPSTREAM_NOT_FOUND'],
    [418, 'UPSTREAM_INVALID'],
  ])('status %i is %s', async (status, code) => {
    const server = await startServer({ '/pkg': answer('no', {}, status) });
    await expect(fetchSource(server.url)).rejects.toMatchObject({ code });
  });
});

describe('the cache', () => {
  test('an archive is downloaded once, whatever its address', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/pkg': answer(archive) });
    const first = await fetchSource(server.url, { cacheFolder });
    const second = await fetchSource(
      server.url,
      { cacheFolder },
      { ...announced, url: 'http://mirror.invalid/x' },
    );
    expect(second.distfile).toEqual({ ...first.distfile, url: 'http://mirror.invalid/x' });
    expect(second.tree.entries).toEqual(first.tree.entries);
    expect(second.tree.readText('pyproject.toml')).toBe('[project]\n');
    expect(server.requests).toHaveLength(1);
  });

  test('an analyzer that wants more gets it from a new download', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/pkg': answer(archive) });
    await fetchSource(server.url, { cacheFolder });
    const { tree } = await fetchSource(server.url, { cacheFolder }, { ...announced, keep: () => true });
    expect(tree.tryReadText('pkg/__init__.py')).toBe('');
    expect(server.requests).toHaveLength(2);
  });

  test('an archive without a digest is asked for again, with its ETag', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({
      '/pkg': inTurn(
        answerWithEtag(archive, '"1"'),
        answerWithEtag(archive, '"1"'),
        answerWithEtag(other, '"2"'),
      ),
    });
    const fetch = () => fetchSource(server.url, { cacheFolder }, {});
    const trees = [await fetch(), await fetch(), await fetch()].map(({ tree }) => tree.entries.length);
    expect(trees).toEqual([2, 2, 1]);
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
  });

  test('offline answers from it alone', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/pkg': answer(archive) });
    const offline = { cacheFolder, mode: 'offline' } as const;
    await expect(fetchSource(server.url, offline)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await fetchSource(server.url, { cacheFolder });
    expect((await fetchSource(server.url, offline)).tree.top).toBe('pkg-1.0');
    expect(server.requests).toHaveLength(1);
  });

  test('a damaged record counts as absent', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/pkg': answer(archive) });
    await fetchSource(server.url, { cacheFolder });
    for (const file of readdirSync(join(cacheFolder, 'content-v2'), {
      recursive: true,
      withFileTypes: true,
    })) {
      if (file.isFile()) writeFileSync(join(file.parentPath, file.name), 'damaged');
    }
    expect((await fetchSource(server.url, { cacheFolder })).tree.top).toBe('pkg-1.0');
    expect(server.requests).toHaveLength(2);
  });
});

describe('the distdir', () => {
  test('keeps what was downloaded under its name and needs it no second time', async () => {
    const distdir = join(temporaryFolder(), 'new');
    const server = await startServer({ '/pkg': answer(archive) });
    await fetchSource(server.url, { distdir });
    expect(readdirSync(distdir)).toEqual([filename]);
    expect(readFileSync(join(distdir, filename))).toEqual(archive);
    expect((await fetchSource(server.url, { distdir })).distfile.digests.SHA256).toBe(announced.sha256);
    expect(server.requests).toHaveLength(1);
  });

  test('a file that is there serves in place of a download, and another of the same name is replaced', async () => {
    const distdir = temporaryFolder();
    const server = await startServer({ '/pkg': answer(archive) });
    writeFileSync(join(distdir, filename), archive);
    await fetchSource(server.url, { distdir, mode: 'offline' });
    expect(server.requests).toHaveLength(0);
    writeFileSync(join(distdir, filename), other);
    await fetchSource(server.url, { distdir });
    expect(server.requests).toHaveLength(1);
    expect(readFileSync(join(distdir, filename))).toEqual(archive);
  });

  test('gets the file although the cache knows its contents', async () => {
    const options = { distdir: temporaryFolder(), cacheFolder: temporaryFolder() };
    const server = await startServer({ '/pkg': answer(archive) });
    await fetchSource(server.url, { cacheFolder: options.cacheFolder });
    await fetchSource(server.url, options);
    await fetchSource(server.url, options);
    expect(existsSync(join(options.distdir, filename))).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  test('gets nothing that is not what it should be, and no leftovers', async () => {
    const distdir = temporaryFolder();
    const server = await startServer({ '/pkg': answer(other) });
    await expect(fetchSource(server.url, { distdir })).rejects.toMatchObject({ code: 'SOURCE_INTEGRITY' });
    expect(readdirSync(distdir)).toEqual([]);
  });

  test.each(['../evil.tar.gz', '.hidden.tar.gz', 'a/b.tar.gz', ''])(
    'a file named %j is refused',
    async (name) => {
      const distdir = temporaryFolder();
      const server = await startServer({ '/pkg': answer(archive) });
      const request = { ...announced, filename: name };
      await expect(fetchSource(server.url, { distdir }, request)).rejects.toMatchObject({
        code: 'SOURCE_UNSAFE',
      });
    },
  );

  test('a disk that cannot be written to is told', async () => {
    const server = await startServer({ '/pkg': answer(archive) });
    await expect(fetchSource(server.url, { distdir: '/dev/null/x' })).rejects.toMatchObject({
      code: 'OVERLAY_WRITE',
    });
  });
});

test('a file that is no archive: bytes, digests and the cache', async () => {
  const cacheFolder = temporaryFolder();
  const server = await startServer({ '/crate': answer('crate') });
  const sha256 = hex('sha256', Buffer.from('crate'));
  for (let run = 0; run < 2; run += 1) {
    const { distfiles } = createNetwork({ ...quick, cacheFolder });
    const { distfile, body } = await distfiles.fetchFile({
      url: `${server.url}/crate`,
      filename: 'a.crate',
      subject: 'a',
      sha256,
    });
    expect(Buffer.from(body).toString()).toBe('crate');
    expect(distfile).toMatchObject({ size: 5, digests: { SHA256: sha256 } });
  }
  expect(server.requests).toHaveLength(1);
});
