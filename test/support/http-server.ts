import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request; `attempt` counts the requests of the same path from 1. */
export type Route = (exchange: Exchange) => void;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly attempt: number;
}

export interface TestServer {
  readonly url: string;
  /** `METHOD path` of every request, in order, with its headers. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
}

/** A real HTTP server on loopback that ends with the tests. A path without a route answers 404. */
export async function startServer(routes: Readonly<Record<string, Route>>): Promise<TestServer> {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const attempt = requests.filter((seen) => seen.path === path).length;
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined) response.writeHead(404).end('not here');
    else route({ request, response, attempt });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Concurrent tests have no hook of their own to close it in; it keeps nobody from ending.
  server.unref();
  server.on('connection', (socket) => socket.unref());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Answers with a body and headers. */
export function answer(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Route {
  return ({ response }) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
  };
}

/** Answers as a server with ETags does. */
export function answerWithEtag(body: string | Uint8Array, etag: string): Route {
  return ({ request, response }) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-length': Buffer.byteLength(body) }).end(body);
  };
}

/** The first answers are these routes, one each; the last one stays. */
export function inTurn(...routes: readonly Route[]): Route {
  return (exchange) => routes[Math.min(exchange.attempt, routes.length) - 1]!(exchange);
}

/** Announces the whole body, sends half of it and closes the connection. */
export function truncated(body: string | Uint8Array): Route {
  return ({ response }) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  };
}

/** Sends the headers and the first bytes, and nothing more. */
export function stalled(body: string | Uint8Array): Route {
  return ({ response }) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1));
  };
}

export function redirect(location: string, status = 302): Route {
  return ({ response }) => {
    response.writeHead(status, { location }).end();
  };
}

export const closes: Route = ({ response }) => {
  response.destroy();
};

export const silent: Route = () => undefined;
