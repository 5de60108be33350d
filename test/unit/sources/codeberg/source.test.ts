import { afterEach, describe, expect, test } from 'vitest';
import { createCodebergSource } from '../../../../src/sources/codeberg/source.ts';
import { type LocalAnswer, type LocalServer, startLocalServer } from '../../../support/local-server.ts';
import { createPlainHttp } from '../../../support/plain-http.ts';

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function startForge(routes: Readonly<Record<string, LocalAnswer>>): Promise<LocalServer> {
  const server = await startLocalServer(({ path }) => routes[path]);
  servers.push(server);
  return server;
}

const api = '/api/v1/repos/o/r';
const fetchFrom = ({ url }: LocalServer, version?: string) =>
  createCodebergSource({ http: createPlainHttp(), webUrl: `${url}/` }).fetchRelease(
    { source: 'codeberg', project: 'o/r', ...(version ? { version } : {}) },
    { prereleases: false },
  );
const release = (tag: string, extra = {}) => ({
  tag_name: tag,
  name: `Release ${tag}`,
  draft: false,
  prerelease: false,
  ...extra,
});

describe('Codeberg', () => {
  test('releases', async () => {
    const asset = {
      name: 'r-1.1.tar.gz',
      browser_download_url: 'https://codeberg.org/o/r/releases/download/v1.1/r-1.1.tar.gz',
      size: 5,
    };
    const server = await startForge({
      [`${api}/releases?limit=50&page=1`]: {
        body: [release('v2.0', { prerelease: true }), release('v1.1', { assets: [asset, 3] }), 'x', null],
      },
    });
    const { value, diagnostics } = await fetchFrom(server);
    expect(value.forge).toMatchObject({ kind: 'codeberg', tag: 'v1.1', url: 'https://codeberg.org/o/r' });
    expect(value.files.map(({ kind, url }) => [kind, url])).toEqual([
      ['sdist', asset.browser_download_url],
      ['archive', `${server.url}/o/r/archive/v1.1.tar.gz`],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('tags where there are no releases, over pages', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ name: `nightly-${index}x` }));
    const server = await startForge({
      [`${api}/releases?limit=50&page=1`]: { body: [] },
      [`${api}/tags?limit=50&page=1`]: { body: many },
      [`${api}/tags?limit=50&page=2`]: { body: [{ name: 'v0.1' }] },
    });
    expect((await fetchFrom(server)).value.version).toBe('0.1');
  });

  test('a repository that moved', async () => {
    const server: LocalServer = await startLocalServer(() => ({
      body: [release('v1.0', { html_url: `${server.url}/new/name/releases/tag/v1.0` })],
    }));
    servers.push(server);
    const staged = await fetchFrom(server);
    expect(staged.value.forge).toMatchObject({ owner: 'new', repo: 'name' });
    expect(staged.diagnostics.map(({ code }) => code)).toEqual(['repository-moved']);
  });

  test.each<[string, LocalAnswer, string]>([
    ['nothing', { status: 404, body: {} }, 'UPSTREAM_NOT_FOUND'],
    ['no list', { body: { message: 'x' } }, 'UPSTREAM_INVALID'],
    ['no JSON', { body: '<html>' }, 'UPSTREAM_INVALID'],
    ['a failing server', { status: 500, body: {} }, 'UPSTREAM_UNAVAILABLE'],
  ])('%s', async (_, answer, code) => {
    const server = await startForge({ [`${api}/releases?limit=50&page=1`]: answer });
    await expect(fetchFrom(server)).rejects.toMatchObject({ code });
  });
});
