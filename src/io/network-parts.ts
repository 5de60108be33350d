import type { DistfileFetcher, HttpClient } from '../core/ports.ts';
import { createCacheStore, noCacheStore } from './cache-store.ts';
import { createDistdir } from './distfile/distdir.ts';
import { createDistfileFetcher } from './distfile/fetcher.ts';
import { createHttpClient } from './http/client.ts';
import type { HttpSettings } from './http/settings.ts';
import type { Transport } from './http/transport.ts';

export interface Network {
  readonly http: HttpClient;
  readonly distfiles: DistfileFetcher;
  readonly fetch: typeof globalThis.fetch;
  /** Closes connections and, once a month, tidies up the cache. The process ends without it too. */
  close(): Promise<void>;
}

/** Apart from `network.ts` because it loads cacache and the archive libraries. */
export function buildNetwork(settings: HttpSettings, distdirFolder: string | undefined): Network {
  const { cacheFolder } = settings;
  const transport = createLazyTransport(settings);
  const cache = cacheFolder === undefined ? noCacheStore : createCacheStore(cacheFolder);
  const distdir = distdirFolder === undefined ? undefined : createDistdir(distdirFolder);
  return {
    http: createHttpClient({ settings, transport, cache }),
    distfiles: createDistfileFetcher({ settings, transport, cache, distdir }),
    fetch: transport.fetch,
    async close() {
      await transport.close();
      await cache.tidy();
    },
  };
}

/** undici is loaded for the first request: what the cache answers, and what is not asked offline, does without. */
function createLazyTransport(settings: HttpSettings): Transport {
  let made: Promise<Transport> | undefined;
  const load = () => {
    made ??= import('./http/transport.ts').then(({ createTransport }) => createTransport(settings));
    return made;
  };
  return {
    get: async (request, consume) => (await load()).get(request, consume),
    fetch: async (...args) => (await load()).fetch(...args),
    close: async () => (await made)?.close(),
  };
}
