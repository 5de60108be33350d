import type { Distfile } from '../../core/release.ts';
import type { ByteReader } from '../archive/byte-reader.ts';
import type { CacheStore } from '../cache-store.ts';
import type { Passed } from './download.ts';

/** A small file with its bytes: an attestation, a crate. */
export interface KnownFile {
  readonly distfile: Distfile;
  readonly body: Uint8Array;
  readonly etag?: string;
}

/** Larger files are downloaded again. In bytes. */
const maxKeptBody = 32 * 1024 * 1024;

export async function readKnownFile(cache: CacheStore, key: string): Promise<KnownFile | undefined> {
  const record = await cache.read(key);
  if (record === undefined) return undefined;
  const { distfile, etag } = record.note as { distfile?: Distfile; etag?: string };
  if (distfile === undefined) return undefined;
  return { distfile, body: record.body, ...(etag === undefined ? {} : { etag }) };
}

export async function rememberFile(
  cache: CacheStore,
  key: string,
  { distfile, result: body, etag }: Passed<Uint8Array>,
): Promise<KnownFile> {
  if (body.length <= maxKeptBody) {
    await cache.write(key, { note: { distfile, ...(etag === undefined ? {} : { etag }) }, body });
  }
  return { distfile, body };
}

/** Keeps all bytes. */
export function createBodyReader(): ByteReader<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return {
    async write(chunk) {
      chunks.push(chunk);
    },
    finish: async () => Buffer.concat(chunks),
    abandon() {
      chunks.length = 0;
    },
  };
}
