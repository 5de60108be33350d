import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { defaultSettings, type HttpSettings, type RetryPolicy, type Timeouts } from './http/settings.ts';
import type { Network } from './network-parts.ts';

export interface NetworkOptions extends Partial<Omit<HttpSettings, 'timeouts' | 'retry'>> {
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  /** Where downloaded archives are kept under their names; files that are there already are not downloaded. */
  readonly distdir?: string;
}

/** The ports to the network. They share connections and the disk cache; nothing heavy is loaded before the first use. */
export function createNetwork(options: NetworkOptions = {}): Network {
  let parts: Promise<Network> | undefined;
  const load = () => {
    parts ??= import('./network-parts.ts').then(({ buildNetwork }) =>
      buildNetwork(completeSettings(options), options.distdir),
    );
    return parts;
  };
  return {
    http: { get: async (request) => (await load()).http.get(request) },
    distfiles: {
      fetchSource: async (request) => (await load()).distfiles.fetchSource(request),
      fetchFile: async (request) => (await load()).distfiles.fetchFile(request),
    },
    fetch: async (...args) => (await load()).fetch(...args),
    close: async () => (await parts)?.close(),
  };
}

/** `$XDG_CACHE_HOME/ebuildgen`, by default `~/.cache/ebuildgen` (XDG base directories: relative values are ignored). */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment.XDG_CACHE_HOME;
  const root = base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache');
  return join(root, 'ebuildgen');
}

function completeSettings({ distdir: _, ...options }: NetworkOptions): HttpSettings {
  return {
    ...defaultSettings,
    ...options,
    timeouts: { ...defaultSettings.timeouts, ...options.timeouts },
    retry: { ...defaultSettings.retry, ...options.retry },
  };
}
