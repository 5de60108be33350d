import pLimit from 'p-limit';
import { type Dispatcher, EnvHttpProxyAgent, fetch, request as send } from 'undici';
import { EbuildgenError } from '../../core/errors.ts';
import { addressForMessages, credentialsHeader, parseAddress, withoutCredentials } from './address.ts';
import { failureOfAnswer, tryNetworkFailure } from './failures.ts';
import { proxiesOf } from './proxies.ts';
import { isPermanent, redirectTarget } from './redirect.ts';
import { type Attempt, withRetries } from './retry.ts';
import type { HttpSettings } from './settings.ts';
import { userAgent } from './user-agent.ts';

type Headers = Readonly<Record<string, string>>;

interface TransportRequest {
  readonly url: string;
  readonly subject: string;
  /** Of any origin: accept, accept-encoding, validators. */
  readonly headers: Headers;
  /** For the first origin alone: authorization and whatever else a caller gives. */
  readonly secretHeaders?: Headers;
}

export interface Reply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Headers;
  /** Where the answer came from, after redirects, without credentials. */
  readonly url: URL;
  /** Whether upstream said that it is there to stay: redirects led there, and all of them are permanent. */
  readonly moved: boolean;
  readonly body: Dispatcher.ResponseData['body'];
}

/** Reads an answer; throws what another attempt cannot mend. It runs once for each attempt. */
type Consume<T> = (reply: Reply) => Promise<Attempt<T>>;

/** Gets something over HTTP and has `consume` read the answer's body, all of it again where the connection breaks. */
export interface Transport {
  get<T>(request: TransportRequest, consume: Consume<T>): Promise<T>;
  /** Over the same connections and proxies, without retries: for a client that writes. */
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

export function createTransport(settings: HttpSettings): Transport {
  const agent = createAgent(settings);
  const limit = pLimit(settings.connections);
  return {
    get: (request, consume) =>
      withRetries(settings.retry, () => limit(() => attempt({ agent, settings, request }, consume))),
    fetch: createFetch(agent, settings),
    close: () => agent.close(),
  };
}

/** undici's own types and Node's are of two versions of one library. */
type Fetch = (input: string | URL | Request, init: object) => Promise<Response>;

function createFetch(agent: EnvHttpProxyAgent, { timeouts }: HttpSettings): typeof globalThis.fetch {
  const send = fetch as unknown as Fetch;
  return (input, init = {}) =>
    send(input, { signal: AbortSignal.timeout(timeouts.attempt), ...init, dispatcher: agent });
}

function createAgent({ timeouts, connections }: HttpSettings): EnvHttpProxyAgent {
  const tls = { timeout: timeouts.connect };
  try {
    return new EnvHttpProxyAgent({
      connections,
      connect: tls,
      proxyTls: tls,
      requestTls: tls,
      headersTimeout: timeouts.headers,
      bodyTimeout: timeouts.body,
      // Plain http goes through a proxy as such: most proxies let CONNECT pass to port 443 only.
      proxyTunnel: false,
      ...proxiesOf(process.env),
    });
  } catch (cause) {
    throw new EbuildgenError(
      'CONFIG_INVALID',
      'the proxy that `https_proxy` or `http_proxy` names is no address',
      {
        cause,
        hint: 'Write it as `http://host:port`',
      },
    );
  }
}

interface Exchange {
  readonly agent: EnvHttpProxyAgent;
  readonly settings: HttpSettings;
  readonly request: TransportRequest;
}

async function attempt<T>(exchange: Exchange, consume: Consume<T>): Promise<Attempt<T>> {
  const start = parseAddress(exchange.request.url, exchange.request.subject);
  let reply: Reply | undefined;
  try {
    reply = await follow(exchange, start);
    const failure = failureOfAnswer(reply, addressForMessages(reply.url));
    if (failure !== undefined) return failure;
    return await consume(reply);
  } catch (cause) {
    const failure = tryNetworkFailure(cause, addressForMessages(start));
    if (failure === undefined) throw cause;
    return failure;
  } finally {
    if (reply !== undefined) leave(reply.body);
  }
}

/** Drops what was not read of a body: a short rest is read, to keep the connection; a long one closes it. */
function leave(body: Reply['body']): void {
  body.dump({ limit: 16 * 1024 }).catch(() => undefined);
}

/** Follows redirects ourselves: undici's interceptor would go from https to http, and knows no loops. */
async function follow({ agent, settings, request }: Exchange, start: URL): Promise<Reply> {
  const signal = AbortSignal.timeout(settings.timeouts.attempt);
  const seen = new Set<string>();
  let url = start;
  let moved = true;
  let secrets: Headers = { ...request.secretHeaders, ...credentialsHeader(start) };
  while (seen.size <= settings.maxRedirects) {
    seen.add(url.href);
    const reply = await exchangeOnce(agent, url, { signal, headers: { ...request.headers, ...secrets } });
    const target = redirectTarget(reply.status, reply.headers.location, url);
    if (target === undefined) return { ...reply, moved: moved && url !== start };
    leave(reply.body);
    moved &&= isPermanent(reply.status) && target.origin === url.origin;
    if (seen.has(target.href)) throw redirectError(start, 'redirects in a circle');
    if (target.origin !== url.origin) secrets = {};
    url = target;
  }
  throw redirectError(start, `redirects more than ${settings.maxRedirects} times`);
}

interface SendOptions {
  readonly signal: AbortSignal;
  readonly headers: Headers;
}

async function exchangeOnce(
  agent: EnvHttpProxyAgent,
  url: URL,
  options: SendOptions,
): Promise<Omit<Reply, 'moved'>> {
  const bare = withoutCredentials(url);
  const response = await send(bare, {
    dispatcher: agent,
    signal: options.signal,
    headers: { 'user-agent': userAgent(), ...options.headers },
  });
  const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return {
    status: response.statusCode,
    headers: Object.fromEntries(pairs),
    url: bare,
    body: response.body,
  };
}

function redirectError(url: URL, what: string): EbuildgenError {
  return new EbuildgenError('UPSTREAM_INVALID', `\`${addressForMessages(url)}\` ${what}`);
}
