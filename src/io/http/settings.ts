/** How the network is used. Times are in milliseconds, sizes in bytes. */
export interface HttpSettings {
  /**
   * `revalidate`: ask, with the cache's validators. `refresh`: ask as if the cache were empty.
   * `offline`: answer from the cache alone.
   */
  readonly mode: 'revalidate' | 'refresh' | 'offline';
  /** An answer confirmed less than this long ago is taken without asking. */
  readonly maxAge: number;
  /** Where answers are kept; undefined keeps nothing. */
  readonly cacheFolder: string | undefined;
  /** Requests under way at once, over all hosts. */
  readonly connections: number;
  readonly timeouts: Timeouts;
  readonly retry: RetryPolicy;
  /** Redirects followed for one request. */
  readonly maxRedirects: number;
  /** A document's size after decompression. */
  readonly maxDocument: number;
}

export interface Timeouts {
  readonly connect: number;
  /** From the request to the end of the response's headers. */
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly body: number;
  /** One attempt altogether: what drips one byte a second must end too. */
  readonly attempt: number;
}

export interface RetryPolicy {
  /** After the first attempt. */
  readonly retries: number;
  /** The first pause; each further one is twice as long, with jitter of half of it. */
  readonly pause: number;
  /** All pauses together, those that upstream asks for included. */
  readonly maxWait: number;
  /** No attempt starts later than this after the first. */
  readonly maxElapsed: number;
}

export const defaultSettings: HttpSettings = {
  mode: 'revalidate',
  maxAge: 0,
  cacheFolder: undefined,
  connections: 8,
  timeouts: { connect: 10_000, headers: 30_000, body: 30_000, attempt: 600_000 },
  retry: { retries: 5, pause: 500, maxWait: 60_000, maxElapsed: 900_000 },
  maxRedirects: 10,
  maxDocument: 128 * 1024 * 1024,
};
