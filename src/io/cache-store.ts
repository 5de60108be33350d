import { readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import cacache from 'cacache';
import { isIntact, tryReadIndex } from './cache-index.ts';

/** A record of the disk cache: what was kept and what we noted about it. */
interface CacheRecord {
  readonly note: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Bodies on disk by key. What cannot be read counts as absent, what cannot be written is not kept: it is only a cache. */
export interface CacheStore {
  read(key: string): Promise<CacheRecord | undefined>;
  /** The note alone, for who may not need the body, or later. */
  find(key: string): Promise<FoundRecord | undefined>;
  write(key: string, record: NewRecord): Promise<void>;
  /** Now and then removes what is old or damaged; most calls do nothing. */
  tidy(): Promise<void>;
}

export interface FoundRecord {
  readonly note: CacheRecord['note'];
  /** undefined where it is damaged or gone. */
  readBody(): Buffer | undefined;
}

interface NewRecord {
  readonly note: CacheRecord['note'];
  readonly body: Uint8Array | string;
}

const day = 24 * 60 * 60 * 1000;

export function createCacheStore(folder: string): CacheStore {
  let made: Promise<unknown> | undefined;
  return {
    async read(key) {
      const found = await unlessItFails(findRecord(folder, key));
      const body = found?.readBody();
      return found === undefined || body === undefined ? undefined : { note: found.note, body };
    },
    find: (key) => unlessItFails(findRecord(folder, key)),
    async write(key, { note, body }) {
      // What was answered to a token is nobody else's business.
      made ??= unlessItFails(mkdir(folder, { recursive: true, mode: 0o700 }));
      await made;
      // A full or read-only disk costs the next run its head start and nothing more.
      await unlessItFails(cacache.put(folder, key, Buffer.from(body), { metadata: note }));
    },
    tidy: () => unlessItFails(tidy(folder)),
  };
}

/** What cacache.get does, in one read instead of five operations of the thread pool. */
async function findRecord(folder: string, key: string): Promise<FoundRecord | undefined> {
  const found = tryReadIndex(folder, key) ?? (await cacache.get.info(folder, key));
  if (found === null) return undefined;
  const { path, integrity, metadata = {} } = found;
  return { note: metadata, readBody: () => tryReadBody(path, integrity) };
}

function tryReadBody(path: string, integrity: string): Buffer | undefined {
  try {
    const body = readFileSync(path);
    if (isIntact(body, integrity)) return body;
    // cacache leaves alone what is there already, whatever it holds.
    rmSync(path);
    return undefined;
  } catch {
    return undefined;
  }
}

/** cacache only ever adds. Once a month its own garbage collection runs, without the records of a quarter ago. */
async function tidy(folder: string): Promise<void> {
  const last = await unlessItFails(cacache.verify.lastRun(folder));
  if (last !== undefined && Date.now() - last.getTime() < 30 * day) return;
  const recent = ({ time }: { readonly time: number }) => Date.now() - time < 90 * day;
  // A function, whatever the types say.
  await cacache.verify(folder, { filter: recent as never });
}

function unlessItFails<T>(action: Promise<T>): Promise<T | undefined> {
  return action.catch(() => undefined);
}

/** Keeps nothing. */
export const noCacheStore: CacheStore = {
  read: async () => undefined,
  find: async () => undefined,
  write: async () => undefined,
  tidy: async () => undefined,
};
