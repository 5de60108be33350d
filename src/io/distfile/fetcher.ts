import { EbuildgenError } from '../../core/errors.ts';
import type { DistfileFetcher, DistfileRequest, FetchedDistfile } from '../../core/ports.ts';
import type { ByteReader } from '../archive/byte-reader.ts';
import { contentsToTree } from '../archive/collector.ts';
import { archiveLimits } from '../archive/limits.ts';
import { createUnpacker } from '../archive/unpacker.ts';
import type { CacheStore } from '../cache-store.ts';
import { parseAddress, withoutCredentials } from '../http/address.ts';
import type { HttpSettings } from '../http/settings.ts';
import type { Transport } from '../http/transport.ts';
import type { Distdir } from './distdir.ts';
import { download, type Passed, readLocal } from './download.ts';
import { createBodyReader, type KnownFile, readKnownFile, rememberFile } from './file-cache.ts';
import { matches } from './integrity.ts';
import { holdsAllKept, type KnownArchive, readKnownArchive, writeKnownArchive } from './tree-cache.ts';

export interface FetcherParts {
  readonly settings: Pick<HttpSettings, 'mode'>;
  readonly transport: Transport;
  readonly cache: CacheStore;
  readonly distdir: Distdir | undefined;
}

type FileRequest = Omit<DistfileRequest, 'keep'>;

export function createDistfileFetcher(parts: FetcherParts): DistfileFetcher {
  return {
    fetchSource: (request) => fetchSource(parts, request),
    fetchFile: (request) => fetchFile(parts, request),
  };
}

/**
 * Takes, in this order: the distdir's file, what the cache holds of the archive, the network. An archive whose digest the
 * index gives is known by it for ever; one without (a forge's tag) is asked for again with its ETag.
 */
async function fetchSource(parts: FetcherParts, request: DistfileRequest): Promise<FetchedDistfile> {
  const key = cacheKey('archive', request);
  const known = await usableArchive(parts, request, key);
  const local = await tryDistdir(parts, request, known);
  if (local !== undefined) return local;
  const asked = parts.settings.mode !== 'offline' && request.sha256 === undefined;
  if (known !== undefined && parts.distdir === undefined && !asked) return fromKnown(known, request);
  if (parts.settings.mode === 'offline') throw offlineError(request);
  const passed = await download({
    transport: parts.transport,
    distdir: parts.distdir,
    request,
    createReader: () => createUnpacker({ ...request, limits: archiveLimits }),
    ...(known?.etag === undefined || parts.distdir !== undefined ? {} : { etag: known.etag }),
  });
  if (passed !== undefined) return remember(parts.cache, key, passed);
  if (known !== undefined) return fromKnown(known, request);
  throw unaskedAnswer(request);
}

async function usableArchive(
  { settings, cache }: FetcherParts,
  request: DistfileRequest,
  key: string,
): Promise<KnownArchive | undefined> {
  if (settings.mode === 'refresh' && request.sha256 === undefined) return undefined;
  const known = await readKnownArchive(cache, key);
  if (known === undefined || !matches(request, known.distfile)) return undefined;
  return holdsAllKept(known.contents, request.keep, archiveLimits.keptFile) ? known : undefined;
}

/** A file of the distdir counts only where its digest can be checked: against the index, or what we saw before. */
async function tryDistdir(
  { distdir, cache }: FetcherParts,
  request: DistfileRequest,
  known: KnownArchive | undefined,
): Promise<FetchedDistfile | undefined> {
  const sha256 = request.sha256 ?? known?.distfile.digests.SHA256;
  if (sha256 === undefined) return undefined;
  const source = await distdir?.tryRead(request.filename);
  if (source === undefined) return undefined;
  const checked = { ...request, sha256 };
  if (known !== undefined) {
    const passed = await unlessDifferent(readLocal(source, checked, ignoreBytes));
    return passed === undefined ? undefined : fromKnown(known, request);
  }
  const reader = await createUnpacker({ ...request, limits: archiveLimits });
  const passed = await unlessDifferent(readLocal(source, checked, reader));
  return passed === undefined ? undefined : remember(cache, cacheKey('archive', request), passed);
}

async function unlessDifferent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof EbuildgenError && error.code === 'SOURCE_INTEGRITY') return undefined;
    throw error;
  }
}

const ignoreBytes: ByteReader<undefined> = {
  write: async () => undefined,
  finish: async () => undefined,
  abandon: () => undefined,
};

async function remember(
  cache: CacheStore,
  key: string,
  { distfile, result, etag }: Passed<KnownArchive['contents']>,
): Promise<FetchedDistfile> {
  await writeKnownArchive(cache, key, {
    distfile,
    contents: result,
    ...(etag === undefined ? {} : { etag }),
  });
  return { distfile, tree: contentsToTree(result) };
}

function fromKnown({ distfile, contents }: KnownArchive, { filename, url }: FileRequest): FetchedDistfile {
  return { distfile: { ...distfile, filename, url }, tree: contentsToTree(contents) };
}

function cacheKey(kind: string, { url, sha256, subject }: FileRequest): string {
  if (sha256 !== undefined) return `${kind}:1:sha256:${sha256.toLowerCase()}`;
  return `${kind}:1:url:${withoutCredentials(parseAddress(url, subject)).href}`;
}

async function fetchFile(
  parts: FetcherParts,
  request: FileRequest,
): ReturnType<DistfileFetcher['fetchFile']> {
  const { settings, cache, transport, distdir } = parts;
  const key = cacheKey('file', request);
  const immutable = request.sha256 !== undefined;
  const known = settings.mode === 'refresh' && !immutable ? undefined : await readKnownFile(cache, key);
  const here = known !== undefined && matches(request, known.distfile) && distdir === undefined;
  if (here && (immutable || settings.mode === 'offline')) return named(known, request);
  if (settings.mode === 'offline') throw offlineError(request);
  const etag = here ? known.etag : undefined;
  const passed = await download({
    transport,
    distdir,
    request,
    createReader: async () => createBodyReader(),
    ...(etag === undefined ? {} : { etag }),
  });
  if (passed !== undefined) return rememberFile(cache, key, passed);
  if (known !== undefined) return named(known, request);
  throw unaskedAnswer(request);
}

function named({ distfile, body }: KnownFile, { filename, url }: FileRequest): KnownFile {
  return { distfile: { ...distfile, filename, url }, body };
}

function unaskedAnswer({ filename }: FileRequest): EbuildgenError {
  return new EbuildgenError('UPSTREAM_INVALID', `\`${filename}\`: the server answered 304 to no question`);
}

function offlineError({ filename, subject }: FileRequest): EbuildgenError {
  return new EbuildgenError('UPSTREAM_UNAVAILABLE', `\`${filename}\` of ${subject} is not in the cache`, {
    hint: 'Run once without --offline',
  });
}
