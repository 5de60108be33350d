import type { HttpClient } from '../../core/ports.ts';

/**
 * A `fetch` for octokit that asks through the HttpClient, so that its cache, proxy, limits, retries and errors hold for
 * the API too. GET only.
 */
export function fetchThrough(http: HttpClient): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if ((init?.method ?? 'GET') !== 'GET') throw new TypeError('only GET requests are sent');
    const { accept, ...headers } = Object.fromEntries(new Headers(init?.headers ?? {}));
    const response = await http.get({
      url,
      subject: `requests on ${new URL(url).origin}`,
      ...(accept === undefined ? {} : { accept }),
      headers,
    });
    return new Response(response.body === '' ? null : response.body, {
      status: response.status,
      headers: { ...withoutTransport(response.headers), 'content-type': 'application/json' },
    });
  };
}

const transportHeaders = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

/**
 * The body is text already: what described its way here would only mislead. The API speaks JSON alone; octokit throws
 * at a type that it cannot read, and takes for text what is no JSON.
 */
function withoutTransport(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !transportHeaders.has(name)));
}
