import { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../core/ports.ts';
import type { CacheStore } from '../cache-store.ts';
import { addressForMessages, parseAddress, withoutCredentials } from './address.ts';
import { decodeBody } from './decode.ts';
import type { HttpSettings } from './settings.ts';
import type { Reply, Transport } from './transport.ts';

/** What the cache keeps of a document besides its body. */
interface Kept extends Omit<HttpResponse, 'unchanged' | 'body'> {
  /** When upstream last said that it holds (ms since 1970). */
  readonly confirmed: number;
  /** Whether `url` is the address to ask from now on, as after a repository was renamed. */
  readonly moved: boolean;
}

interface KeptDocument extends Kept {
  /** Read when it is wanted: it should not wait for upstream's answer in memory. undefined where it is damaged. */
  readBody(): string | undefined;
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
  const young = kept !== undefined && Date.now() - kept.confirmed < settings.maxAge;
  const known = young || settings.mode === 'offline' ? keptResponse(kept) : undefined;
  if (known !== undefined) return known;
  if (settings.mode === 'offline') throw notKept(request);
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
  readonly kept: KeptDocument | undefined;
  readonly url: string;
}

async function ask(parts: Parts, question: Question): Promise<HttpResponse> {
  // What upstream confirmed and we lost is asked for once more, as if it had never been here.
  return (await tryAsk(parts, question)) ?? (await askAnew(parts, question));
}

async function askAnew(parts: Parts, question: Question): Promise<HttpResponse> {
  const answer = await tryAsk(parts, { ...question, kept: undefined });
  if (answer !== undefined) return answer;
  throw new EbuildgenError('UPSTREAM_INVALID', `upstream answered 304 for ${question.request.subject}`);
}

/** undefined where the answer is that what we kept holds, and we have it no longer. */
async function tryAsk(
  { settings, cache, transport }: Parts,
  { request, key, kept, url }: Question,
): Promise<HttpResponse | undefined> {
  return transport.get<HttpResponse | undefined>(
    {
      url,
      subject: request.subject,
      headers: { ...acceptHeaders(request), ...validators(kept) },
      ...(request.headers === undefined ? {} : { secretHeaders: lowerCaseNames(request.headers) }),
    },
    async (reply) => {
      if (reply.status === 304 && kept !== undefined) {
        const response = keptResponse(kept);
        if (settings.maxAge > 0 && response !== undefined)
          await writeKept(cache, key, { ...kept, confirmed: Date.now(), body: response.body });
        return { value: response };
      }
      const body = await readReply(reply, settings.maxDocument, request.subject);
      const { status, headers } = reply;
      const answer = { status, headers, body, url: reply.url.href };
      const moved = reply.moved || url !== request.url;
      if (keptStatuses.has(status)) await writeKept(cache, key, { ...answer, confirmed: Date.now(), moved });
      return { value: { ...answer, unchanged: false } };
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

function notKept(request: HttpRequest): EbuildgenError {
  const address = addressForMessages(parseAddress(request.url, request.subject));
  return new EbuildgenError(
    'UPSTREAM_UNAVAILABLE',
    `\`${address}\` is not in the cache, for ${request.subject}`,
    {
      hint: 'Run once without --offline',
    },
  );
}

function keptResponse(kept: KeptDocument | undefined): HttpResponse | undefined {
  const body = kept?.readBody();
  if (kept === undefined || body === undefined) return undefined;
  const { status, headers, url } = kept;
  return { status, headers, body, url, unchanged: true };
}

async function readReply(reply: Reply, maxDocument: number, subject: string): Promise<string> {
  const address = addressForMessages(reply.url);
  const source = decodeBody(reply.body, reply.headers['content-encoding'] ?? '', address);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxDocument) throw tooLarge(address, maxDocument, subject);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(address: string, limit: number, subject: string): EbuildgenError {
  return new EbuildgenError(
    'UPSTREAM_INVALID',
    `\`${address}\` is larger than ${limit} bytes, for ${subject}`,
  );
}

/** Headers that the next run or a caller may need; the others (cookies among them) are not kept. */
const keptHeaders = ['etag', 'last-modified', 'content-type', 'link', 'x-pypi-last-serial'];

async function writeKept(
  cache: CacheStore,
  key: string,
  kept: Kept & Pick<HttpResponse, 'body'>,
): Promise<void> {
  const { status, url, confirmed, moved } = kept;
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => (kept.headers[name] === undefined ? [] : [[name, kept.headers[name]]])),
  );
  await cache.write(key, {
    note: { status, url, confirmed, headers, ...(moved ? { moved } : {}) },
    body: kept.body,
  });
}

async function readKept(cache: CacheStore, key: string): Promise<KeptDocument | undefined> {
  const record = await cache.find(key);
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
    readBody: () => record.readBody()?.toString('utf8'),
  };
}
