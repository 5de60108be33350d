import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { createNetwork, type NetworkOptions } from '../../../../src/io/network.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import {
  answer,
  answerWithEtag,
  closes,
  inTurn,
  type Route,
  redirect,
  silent,
  stalled,
  startServer,
  truncated,
} from '../../../support/http-server.ts';

const quick: NetworkOptions = {
  timeouts: { connect: 500, headers: 100, body: 100, attempt: 2000 },
  // undici looks at its timers once a second: each silent server costs one.
  retry: { retries: 1, pause: 4, maxWait: 1500, maxElapsed: 5000 },
};

const get = (url: string, options: NetworkOptions = {}, headers?: Record<string, string>) =>
  createNetwork({ ...quick, ...options }).http.get({ url, subject: 'a test', ...(headers && { headers }) });

describe.concurrent('faults that pass', () => {
  test.each<[string, Route]>([
    ['503', answer('busy', {}, 503)],
    ['500 without a body', answer('', {}, 500)],
    ['429 that asks for a moment', answer('slow down', { 'retry-after': '1' }, 429)],
    ['a connection that is closed', closes],
    ['a connection that says nothing', silent],
    ['a body that stops', stalled('{"a": 1}')],
    ['a body that is cut off', truncated('{"a": 1}')],
    [
      'a compressed body that is cut off',
      answer(gzipSync('{"a": 1}').subarray(0, 15), { 'content-encoding': 'gzip' }),
    ],
  ])('%s is tried again', async (_, fault) => {
    const server = await startServer({ '/x': inTurn(fault, answer('fine')) });
    const { body, status, unchanged } = await get(`${server.url}/x`);
    expect({ body, status, unchanged }).toEqual({ body: 'fine', status: 200, unchanged: false });
    expect(server.requests).toHaveLength(2);
  });

  test('Retry-After is waited for, as seconds and as a date', async () => {
    const date = new Date(Date.now() + 2000).toUTCString();
    const server = await startServer({
      '/seconds': inTurn(answer('', { 'retry-after': '1' }, 429), answer('fine')),
      '/date': inTurn(answer('', { 'retry-after': date }, 503), answer('fine')),
    });
    const patient = { retry: { ...quick.retry, maxWait: 5000 } };
    const start = Date.now();
    await Promise.all([get(`${server.url}/seconds`, patient), get(`${server.url}/date`, patient)]);
    expect(Date.now() - start).toBeGreaterThanOrEqual(950);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date));
  });
});

describe.concurrent('faults that stay', () => {
  test.each<[string, Route, object]>([
    [
      '503',
      answer('busy', {}, 503),
      { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringMatching(/answered 503$/) },
    ],
    ['a body that is cut off', truncated('{"a": 1}'), { code: 'UPSTREAM_UNAVAILABLE' }],
    [
      'a server that says nothing',
      silent,
      { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringMatching(/in time$/) },
    ],
    [
      'a stalled body',
      stalled('{}'),
      { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringMatching(/middle of the body$/) },
    ],
    ['429', answer('', {}, 429), { code: 'UPSTREAM_RATE_LIMITED' }],
    [
      'a rate limit by 403',
      answer('', { 'x-ratelimit-remaining': '0' }, 403),
      { code: 'UPSTREAM_RATE_LIMITED' },
    ],
  ])('%s ends in an error after all attempts', async (_, fault, error) => {
    const server = await startServer({ '/x': fault });
    await expect(get(`${server.url}/x`)).rejects.toMatchObject(error);
    expect(server.requests).toHaveLength(2);
  });

  test('a wait beyond our patience ends at once and says when to come back', async () => {
    const server = await startServer({ '/x': answer('', { 'retry-after': '3600' }, 429) });
    await expect(get(`${server.url}/x`)).rejects.toMatchObject({
      code: 'UPSTREAM_RATE_LIMITED',
      hint: expect.stringContaining('in 60 min'),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a body that drips ends with the attempt', async () => {
    const timers: NodeJS.Timeout[] = [];
    const drip: Route = ({ response }) => {
      response.writeHead(200);
      timers.push(setInterval(() => response.write('x'), 20));
    };
    const server = await startServer({ '/x': drip });
    const options = { timeouts: { ...quick.timeouts, attempt: 200 }, retry: { ...quick.retry, retries: 1 } };
    await expect(get(`${server.url}/x`, options)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    for (const timer of timers) clearInterval(timer);
    expect(server.requests).toHaveLength(2);
  });

  test('a host that nobody listens on', async () => {
    await expect(get('http://127.0.0.1:9/x')).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: expect.stringContaining('the connection was refused'),
    });
  });
});

test.each([404, 401, 403, 410, 422])('%i is an answer', async (status) => {
  const server = await startServer({ '/x': answer('no', {}, status) });
  expect(await get(`${server.url}/x`)).toMatchObject({ status, body: 'no' });
  expect(server.requests).toHaveLength(1);
});

test.each(['ftp://127.0.0.1/x', 'file:///etc/passwd', 'no address'])('%s is not fetched', async (url) => {
  await expect(get(url)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
});

test('a document beyond the limit is refused, compressed or not', async () => {
  const server = await startServer({
    '/plain': answer('x'.repeat(1001)),
    '/zipped': answer(gzipSync('x'.repeat(100_000)), { 'content-encoding': 'gzip' }),
  });
  for (const path of ['/plain', '/zipped']) {
    await expect(get(server.url + path, { maxDocument: 1000 })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    });
  }
  expect(server.requests).toHaveLength(2);
});

test('compressed answers are decoded, asked for or not; unknown ones are refused', async () => {
  const server = await startServer({
    '/gzip': answer(gzipSync('text'), { 'content-encoding': 'gzip' }),
    '/deflate': answer(deflateSync('text'), { 'content-encoding': 'Deflate' }),
    '/br': answer(brotliCompressSync('text'), { 'content-encoding': 'br' }),
    '/x': answer('text', { 'content-encoding': 'x' }),
  });
  for (const path of ['/gzip', '/deflate', '/br'])
    expect(await get(server.url + path)).toMatchObject({ body: 'text' });
  await expect(get(`${server.url}/x`)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
});

test('the server learns who asks', async () => {
  const server = await startServer({ '/x': answer('') });
  await get(`${server.url}/x`);
  expect(server.requests[0]?.headers['user-agent']).toMatch(/^ebuildgen\/\d+\.\d+\.\d+ \(\+https:\/\/.*\)$/);
});

describe('redirects', () => {
  test('are followed, and the last address is told', async () => {
    const server = await startServer({
      '/a': redirect('/b'),
      '/b': redirect('c', 308),
      '/c': answer('here'),
    });
    expect(await get(`${server.url}/a`)).toMatchObject({ body: 'here', url: `${server.url}/c` });
  });

  test('that are permanent are remembered, for as long as they hold', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({
      '/old': inTurn(redirect('/new', 301), answer('reused')),
      '/new': inTurn(answerWithEtag('here', '"1"'), answerWithEtag('here', '"1"'), answer('', {}, 404)),
      '/passing': redirect('/new2', 302),
      '/new2': answerWithEtag('there', '"2"'),
    });
    const asked = async (path: string) => {
      const before = server.requests.length;
      const { body } = await get(server.url + path, { cacheFolder });
      return [body, ...server.requests.slice(before).map((request) => request.path)];
    };
    expect(await asked('/old')).toEqual(['here', '/old', '/new']);
    expect(await asked('/old')).toEqual(['here', '/new']);
    expect(await asked('/old')).toEqual(['reused', '/new', '/old']);
    expect(await asked('/old')).toEqual(['reused', '/old']);
    for (const _ of [1, 2]) expect(await asked('/passing')).toEqual(['there', '/passing', '/new2']);
  });

  test.each<[string, string, RegExp]>([
    ['a circle', '/a', /in a circle$/],
    ['file:', 'file:///etc/passwd', /not followed$/],
    ['nonsense', 'http://[', /not followed$/],
  ])('to %s are refused', async (_, location, message) => {
    const server = await startServer({ '/a': redirect('/b'), '/b': redirect(location) });
    await expect(get(`${server.url}/a`)).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      message: expect.stringMatching(message),
    });
  });

  test('end after a while', async () => {
    const routes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`/${i}`, redirect(`/${i + 1}`)]));
    const server = await startServer(routes);
    await expect(get(`${server.url}/0`, { maxRedirects: 5 })).rejects.toMatchObject({
      message: expect.stringMatching(/more than 5 times$/),
    });
    expect(server.requests).toHaveLength(6);
  });

  test('to another origin lose the headers of the caller for good', async () => {
    const other = await startServer({});
    const server = await startServer({
      '/a': redirect(`${other.url}/b`),
      '/same': redirect('/c'),
      '/c': answer(''),
    });
    await get(`${server.url}/a`, {}, { Authorization: 'token secret' });
    await get(`${server.url}/same`, {}, { Authorization: 'token secret' });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('token secret'),
    );
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

test('a token that cannot be sent is a matter of configuration, and is not shown', async () => {
  const error = await get('http://127.0.0.1:9/x', {}, { authorization: 'Bearer hunter2\n' }).catch(
    (cause) => cause,
  );
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('authorization') });
  expect(`${error} ${error.cause}`).not.toContain('hunter2');
});

test('secrets of an address are sent as a header and stay out of messages', async () => {
  const server = await startServer({ '/x': answer('', {}, 500) });
  const url = `${server.url.replace('//', '//user:pass%21@')}/x?token=secret`;
  const error = await get(url).catch((cause: unknown) => cause);
  expect(server.requests[0]?.headers.authorization).toBe('Basic dXNlcjpwYXNzIQ==');
  expect(String(error)).not.toMatch(/user|pass|secret/);
});

describe('the cache', () => {
  test('an unchanged document comes from the disk', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/x': answerWithEtag('first', '"1"') });
    expect(await get(`${server.url}/x`, { cacheFolder })).toMatchObject({ body: 'first', unchanged: false });
    expect(await get(`${server.url}/x`, { cacheFolder })).toMatchObject({
      body: 'first',
      unchanged: true,
      status: 200,
    });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
  });

  test('a changed document replaces it', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({
      '/x': inTurn(answerWithEtag('first', '"1"'), answerWithEtag('second', '"2"')),
    });
    await get(`${server.url}/x`, { cacheFolder });
    expect(await get(`${server.url}/x`, { cacheFolder })).toMatchObject({ body: 'second', unchanged: false });
    expect(await get(`${server.url}/x`, { cacheFolder, mode: 'offline' })).toMatchObject({
      body: 'second',
      unchanged: true,
    });
  });

  test('Last-Modified serves as well', async () => {
    const cacheFolder = temporaryFolder();
    const modified = 'Thu, 01 Jan 2026 00:00:00 GMT';
    const server = await startServer({
      '/x': ({ request, response }) => {
        const known = request.headers['if-modified-since'] === modified;
        response.writeHead(known ? 304 : 200, { 'last-modified': modified }).end(known ? undefined : 'text');
      },
    });
    await get(`${server.url}/x`, { cacheFolder });
    expect(await get(`${server.url}/x`, { cacheFolder })).toMatchObject({ body: 'text', unchanged: true });
  });

  test('offline asks nobody, and knows what was not found', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/x': answer('text') });
    await get(`${server.url}/x`, { cacheFolder });
    await get(`${server.url}/missing`, { cacheFolder });
    const offline = { cacheFolder, mode: 'offline' } as const;
    expect(await get(`${server.url}/x`, offline)).toMatchObject({ body: 'text', unchanged: true });
    expect(await get(`${server.url}/missing`, offline)).toMatchObject({ status: 404 });
    await expect(get(`${server.url}/never`, offline)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(server.requests).toHaveLength(2);
  });

  test('refresh asks without validators', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/x': answerWithEtag('text', '"1"') });
    await get(`${server.url}/x`, { cacheFolder });
    expect(await get(`${server.url}/x`, { cacheFolder, mode: 'refresh' })).toMatchObject({
      unchanged: false,
    });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
  });

  test('a maximal age saves the question', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({ '/x': answerWithEtag('text', '"1"') });
    for (let i = 0; i < 3; i += 1) await get(`${server.url}/x`, { cacheFolder, maxAge: 60_000 });
    expect(server.requests).toHaveLength(1);
  });

  test('answers to different questions are kept apart, and no credentials are kept', async () => {
    const cacheFolder = temporaryFolder();
    const server = await startServer({
      '/x': ({ request, response }) => response.end(request.headers.authorization ?? 'public'),
    });
    await get(`${server.url}/x`, { cacheFolder }, { authorization: 'token hunter2' });
    expect(await get(`${server.url}/x`, { cacheFolder })).toMatchObject({ body: 'public' });
    const { default: cacache } = await import('cacache');
    expect(JSON.stringify(await cacache.ls(cacheFolder))).not.toContain('hunter2');
  });

  test('is tidied up at the end of a run, once in a while', async () => {
    const cacheFolder = temporaryFolder();
    const { default: cacache } = await import('cacache');
    const server = await startServer({ '/x': answerWithEtag('text', '"1"') });
    const longAgo: Parameters<typeof cacache.put>[3] & { readonly time: number } = { time: 1 };
    await cacache.put(cacheFolder, 'old', 'a', longAgo);
    const { http, close } = createNetwork({ ...quick, cacheFolder });
    await http.get({ url: `${server.url}/x`, subject: 'a test' });
    expect(Object.keys(await cacache.ls(cacheFolder))).toHaveLength(2);
    await close();
    expect(Object.keys(await cacache.ls(cacheFolder))).toEqual([expect.stringContaining(server.url)]);
    expect(Date.now() - (await cacache.verify.lastRun(cacheFolder)).getTime()).toBeLessThan(10_000);
  });

  test('a cache that cannot be used costs nothing', async () => {
    const server = await startServer({ '/x': answer('text') });
    expect(await get(`${server.url}/x`, { cacheFolder: '/dev/null/cache' })).toMatchObject({ body: 'text' });
  });
});

test('no more connections than allowed', async () => {
  let open = 0;
  let most = 0;
  const slow: Route = ({ response }) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end('x');
    }, 15);
  };
  const paths = Array.from({ length: 12 }, (_, i) => `/${i}`);
  const server = await startServer(Object.fromEntries(paths.map((path) => [path, slow])));
  const { http } = createNetwork({ ...quick, connections: 3 });
  await Promise.all(paths.map((path) => http.get({ url: server.url + path, subject: 'a test' })));
  expect(most).toBe(3);
});

describe('proxies', () => {
  const withEnvironment = async (variables: Record<string, string>, action: () => Promise<void>) => {
    for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) vi.stubEnv(name, variables[name] ?? '');
    try {
      await action();
    } finally {
      vi.unstubAllEnvs();
    }
  };

  test('http_proxy is used, with or without a scheme, and no_proxy passes it by', async () => {
    const proxy = await startServer({ 'http://pypi.invalid/x': answer('by proxy') });
    const server = await startServer({ '/x': answer('direct') });
    for (const http_proxy of [proxy.url, proxy.url.replace('http://', '')]) {
      await withEnvironment({ http_proxy, no_proxy: '127.0.0.1' }, async () => {
        expect(await get('http://pypi.invalid/x')).toMatchObject({ body: 'by proxy' });
        expect(await get(`${server.url}/x`)).toMatchObject({ body: 'direct' });
      });
    }
    expect(proxy.requests).toHaveLength(2);
  });

  test('https goes through a tunnel', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    proxy.unref();
    const https_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await withEnvironment({ https_proxy }, async () => {
      await expect(get('https://pypi.invalid/x')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    });
    expect(new Set(asked)).toEqual(new Set(['pypi.invalid:443']));
  });

  test('one that is no address is a matter of configuration', async () => {
    await withEnvironment({ http_proxy: 'http://[' }, async () => {
      await expect(get('http://pypi.invalid/x')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    });
  });
});

test('a document that upstream confirms and the cache lost is asked for once more', async () => {
  const cacheFolder = temporaryFolder();
  const server = await startServer({ '/x': answerWithEtag('here', '"1"') });
  const asked = () => get(`${server.url}/x`, { cacheFolder });
  expect(await asked()).toMatchObject({ body: 'here', unchanged: false });
  expect(await asked()).toMatchObject({ body: 'here', unchanged: true });
  const bodies = readdirSync(join(cacheFolder, 'content-v2'), { recursive: true, withFileTypes: true });
  for (const entry of bodies.filter((each) => each.isFile())) {
    writeFileSync(join(entry.parentPath, entry.name), 'theirs');
  }
  expect(await asked()).toMatchObject({ body: 'here', unchanged: false });
  expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    '"1"',
    '"1"',
    undefined,
  ]);
  expect(await asked()).toMatchObject({ body: 'here', unchanged: true });
});
