import cacache from 'cacache';

/** A record of the disk cache: what was kept and what we noted about it. */
export interface CacheRecord {
  readonly note: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Bodies on disk by key. What cannot be read counts as absent, what cannot be written is not kept: it is only a cache. */
export interface CacheStore {
  read(key: string): Promise<CacheRecord | undefined>;
  write(
    key: string,
    record: { readonly note: CacheRecord['note']; readonly body: Uint8Array | string },
  ): Promise<void>;
}

export function createCacheStore(folder: string): CacheStore {
  return {
    async read(key) {
      try {
        const { data, metadata } = await cacache.get(folder, key);
        return { note: metadata ?? {}, body: data };
      } catch {
        return undefined;
      }
    },
    async write(key, { note, body }) {
      try {
        await cacache.put(folder, key, Buffer.from(body), { metadata: note });
      } catch {
        // A full or read-only disk costs the next run its head start and nothing more.
      }
    },
  };
}

/** Keeps nothing. */
export const noCacheStore: CacheStore = {
  read: async () => undefined,
  write: async () => undefined,
};
