import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { failureOfAnswer, tryNetworkFailure } from '../../../src/io/http/failures.ts';
import { redirectTarget } from '../../../src/io/http/redirect.ts';
import { tryParseRetryAfter } from '../../../src/io/http/retry.ts';
import { createNetwork, defaultCacheFolder } from '../../../src/io/network.ts';

test.each<[NodeJS.ProcessEnv, string]>([
  [{ XDG_CACHE_HOME: '/cache' }, '/cache/ebuildgen'],
  [{ XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache/ebuildgen')],
  [{}, join(homedir(), '.cache/ebuildgen')],
])('the cache of %j is %s', (environment, expected) => {
  expect(defaultCacheFolder(environment)).toBe(expected);
});

/** Packages that a module imports before anything of it is used, itself or through other files. */
function eagerPackages(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const statements = readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*?'(?<specifier>[^']+)';$/gm);
  return [...statements].flatMap(({ groups }) => {
    const specifier = groups!.specifier!;
    return specifier.startsWith('.') ? eagerPackages(join(dirname(file), specifier), seen) : [specifier];
  });
}

test.each(['network.ts', 'files.ts', 'lock.ts', 'python-parser.ts'])(
  '%s loads no package before its first use',
  (file) => {
    const packages = eagerPackages(fileURLToPath(new URL(`../../../src/io/${file}`, import.meta.url)));
    expect(packages.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(packages.length).toBeGreaterThan(0);
  },
);

test('a network that was never used closes', async () => {
  await createNetwork({ cacheFolder: '/nonexistent' }).close();
});

const now = Date.parse('2026-11-20T12:00:00Z');

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ['0', 0],
  [' 120 ', 120_000],
  ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['9'.repeat(400), undefined],
])('Retry-After: %s asks for %s ms', (value, expected) => {
  expect(tryParseRetryAfter(value, now)).toBe(expected);
});

test.each<[string, number, Record<string, string>, object | undefined]>([
  ['an answer', 200, { 'retry-after': '5' }, undefined],
  ['a refusal that is no rate limit', 403, { 'x-ratelimit-remaining': '10' }, undefined],
  [
    'a secondary limit',
    403,
    { 'retry-after': '5' },
    { wait: 5000, failed: { code: 'UPSTREAM_RATE_LIMITED' } },
  ],
  [
    'a primary limit',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90) },
    { wait: 90_000 },
  ],
  ['a reset in the past', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, { wait: 0 }],
  [
    'a reset that is no time',
    429,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'x' },
    { failed: { code: 'UPSTREAM_RATE_LIMITED' } },
  ],
  ['a fault', 502, {}, { failed: { code: 'UPSTREAM_UNAVAILABLE' } }],
])('%s: %i', (_, status, headers, expected) => {
  const failure = failureOfAnswer({ status, headers }, 'https://x.test', now);
  if (expected === undefined) expect(failure).toBeUndefined();
  else expect(failure).toMatchObject(expected);
});

test.each<[from: string, location: string, to: string | undefined]>([
  ['https://a.test/x', '/y', 'https://a.test/y'],
  ['http://a.test/x', 'https://b.test/', 'https://b.test/'],
  ['http://a.test/x', 'http://b.test/', 'http://b.test/'],
  ['https://a.test/x', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ['https://a.test/x', 'http://a.test/x', undefined],
  ['https://a.test/x', 'http://127.0.0.1.evil.test/', undefined],
  ['https://a.test/x', 'javascript:alert(1)', undefined],
])('%s may redirect to %s: %s', (from, location, to) => {
  const target = () => redirectTarget(302, location, new URL(from))?.href;
  if (to === undefined) expect(target).toThrow(expect.objectContaining({ code: 'UPSTREAM_INVALID' }));
  else expect(target()).toBe(to);
});

test.each<[code: string, retries: number | undefined]>([
  ['ECONNRESET', undefined],
  ['UND_ERR_SOCKET', undefined],
  ['HPE_INVALID_CONSTANT', undefined],
  ['ECONNREFUSED', 2],
  ['ENOTFOUND', 1],
  ['CERT_HAS_EXPIRED', 0],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 0],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 0],
])('%s is a failure of the network, retried %s times at most', (code, retries) => {
  const failure = tryNetworkFailure(Object.assign(new Error('why'), { code }), 'https://x.test');
  expect(failure?.failed.code).toBe('UPSTREAM_UNAVAILABLE');
  expect(failure?.retries).toBe(retries);
});

test.each([Object.assign(new Error('full'), { code: 'ENOSPC' }), new TypeError('a bug'), 'no error'])(
  '%s is no failure of the network',
  (cause) => {
    expect(tryNetworkFailure(cause, 'https://x.test')).toBeUndefined();
  },
);

test('a host with several addresses fails with the reason of the first', () => {
  const refused = Object.assign(new Error('::1'), { code: 'ECONNREFUSED' });
  const failure = tryNetworkFailure(new AggregateError([refused]), 'https://x.test');
  expect(failure?.failed.message).toBe('`https://x.test` could not be fetched: the connection was refused');
});
