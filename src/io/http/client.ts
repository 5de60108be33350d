import { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../core/ports.ts';
import type { CacheStore } from '../cache-store.ts';
import { addressForMessages, parseAddress, withoutCredentials } from './address.ts';
import { decodeBody } from './decode.ts';
import type { HttpSettings } from './settings.ts';
import type { Reply, Transport } from './transport.ts';

/** A document as the cache keeps it. */
interface Kept extends Omit<HttpResponse, 'unchanged'> {
  /** When upstream last said that it holds (ms since 1970). */
  readonly confirmed: number;
  /** Whether `url` is the address to ask from now on, as after a repository was renamed. */
  readonly moved: boolean;
}

interface Parts {
  readonly settings: HttpSettings;
  readonly transport: Transport;
  readonly cache: CacheStore;
}

/** Statuses that say something about the address itself, and that a later run offline may repeat. */
const keptStatuses: ReadonlySet<number> = new Set([200, 404, 410]);

export function createHttpClient(parts: Parts): HttpClient {
  return { get: (request) => get(parts, request) };
}

async function get(parts: Parts, request: HttpRequest): Promise<HttpResponse> {
  const { settings, cache } = parts;
  const key = cacheKey(request);
  const kept = settings.mode === 'refresh' ? undefined : await readKept(cache, key);
  if (settings.mode === 'offline') return offlineAnswer(kept, request);
  if (kept !== undefined && Date.now() - kept.confirmed < settings.maxAge) return asResponse(kept, true);
  const url = kept === undefined ? undefined : newAddress(kept, request);
  const there = url === undefined ? undefined : await ask(parts, { request, key, kept, url });
  const isGone = there === undefined || there.status !== 200;
  return isGone ? ask(parts, { request, key, kept, url: request.url }) : there;
}

/** A document's address since it moved. One that a password leads to is asked for in full each time. */
function newAddress({ moved, url }: Kept, request: HttpRequest): string | undefined {
  const { username, password } = parseAddress(request.url, request.subject);
  return moved && username === '' && password === '' ? url : undefined;
}

interface Question {
  readonly request: HttpRequest;
  readonly key: string;
  readonly kept: Kept | undefined;
  readonly url: string;
}

async function ask(
  { settings, cache, transport }: Parts,
  { request, key, kept, url }: Question,
): Promise<HttpResponse> {
  return transport.get(
    {
      url,
      subject: request.subject,
      headers: { ...acceptHeaders(request), ...validators(kept) },
      ...(request.headers === undefined ? {} : { secretHeaders: lowerCaseNames(request.headers) }),
    },
    async (reply) => {
      if (reply.status === 304 && kept !== undefined) {
        if (settings.maxAge > 0) await writeKept(cache, key, { ...kept, confirmed: Date.now() });
        return { value: asResponse(kept, true) };
      }
      const read = await readReply(reply, settings.maxDocument, request.subject);
      const fresh = { ...read, moved: reply.moved || url !== request.url };
      if (keptStatuses.has(fresh.status)) await writeKept(cache, key, fresh);
      return { value: asResponse(fresh, false) };
    },
  );
}

function acceptHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  return { accept: request.accept ?? '*/*', 'accept-encoding': 'gzip' };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function validators(kept: Kept | undefined): Readonly<Record<string, string>> {
  if (kept?.status !== 200) return {};
  const etag = kept.headers.etag;
  const modified = kept.headers['last-modified'];
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** Requests with and without credentials have keys of their own; the credentials are no part of them. */
function cacheKey(request: HttpRequest): string {
  const url = withoutCredentials(parseAddress(request.url, request.subject));
  const who = request.headers === undefined ? 'anyone' : 'someone';
  return `document:1:${who}:${request.accept ?? ''}:${url.href}`;
}

function offlineAnswer(kept: Kept | undefined, request: HttpRequest): HttpResponse {
  if (kept !== undefined) return asResponse(kept, true);
  const address = addressForMessages(parseAddress(request.url, request.subject));
  throw new EbuildgenError(
    'UPSTREAM_UNAVAILABLE',
    `\`${address}\` is not in the cache, for ${request.subject}`,
    {
      hint: 'Run once without --offline',
    },
  );
}

function asResponse({ status, headers, body, url }: Kept, unchanged: boolean): HttpResponse {
  return { status, headers, body, url, unchanged };
}

async function readReply(reply: Reply, maxDocument: number, subject: string): Promise<Omit<Kept, 'moved'>> {
  const address = addressForMessages(reply.url);
  const source = decodeBody(reply.body, reply.headers['content-encoding'] ?? '', address);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxDocument) throw tooLarge(address, maxDocument, subject);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  return { status: reply.status, headers: reply.headers, body, url: reply.url.href, confirmed: Date.now() };
}

function tooLarge(address: string, limit: number, subject: string): EbuildgenError {
  return new EbuildgenError(
    'UPSTREAM_INVALID',
    `\`${address}\` is larger than ${limit} bytes, for ${subject}`,
  );
}

/** Headers that the next run or a caller may need; the others (cookies among them) are not kept. */
const keptHeaders = ['etag', 'last-modified', 'content-type', 'link', 'x-pypi-last-serial'];

async function writeKept(cache: CacheStore, key: string, kept: Kept): Promise<void> {
  const { status, url, confirmed, moved } = kept;
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => (kept.headers[name] === undefined ? [] : [[name, kept.headers[name]]])),
  );
  await cache.write(key, {
    note: { status, url, confirmed, headers, ...(moved ? { moved } : {}) },
    body: kept.body,
  });
}

async function readKept(cache: CacheStore, key: string): Promise<Kept | undefined> {
  const record = await cache.read(key);
  if (record === undefined) return undefined;
  const { status, url, confirmed, headers, moved } = record.note;
  if (typeof status !== 'number' || typeof url !== 'string' || typeof confirmed !== 'number')
    return undefined;
  return {
    status,
    url,
    confirmed,
    moved: moved === true,
    headers: headers as Readonly<Record<string, string>>,
    body: record.body.toString('utf8'),
  };
}
