import { EbuildgenError } from '../../src/core/errors.ts';
import type { HttpClient, HttpRequest } from '../../src/core/ports.ts';

export interface PlainHttp extends HttpClient {
  /** All requests so far. */
  readonly requests: readonly HttpRequest[];
}

/** An HttpClient over fetch that keeps the port's contract on statuses, and neither caches nor retries. */
export function createPlainHttp(): PlainHttp {
  const requests: HttpRequest[] = [];
  const get: HttpClient['get'] = async (request) => {
    requests.push(request);
    const { url, accept, headers } = request;
    const failed = (code: 'UPSTREAM_UNAVAILABLE' | 'UPSTREAM_RATE_LIMITED', what: string) =>
      new EbuildgenError(code, `\`${url}\` ${what}`);
    const response = await fetch(url, { headers: { ...headers, ...(accept ? { accept } : {}) } }).catch(
      () => {
        throw failed('UPSTREAM_UNAVAILABLE', 'could not be fetched');
      },
    );
    if (response.status >= 500) throw failed('UPSTREAM_UNAVAILABLE', `answered ${response.status}`);
    const limited = response.status === 403 && response.headers.get('x-ratelimit-remaining') === '0';
    if (response.status === 429 || limited)
      throw failed('UPSTREAM_RATE_LIMITED', `answered ${response.status}`);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      url: response.url,
      unchanged: false,
    };
  };
  return { get, requests };
}
