import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Close the connection instead of answering. */
  readonly drop?: boolean;
}

export interface LocalRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface LocalServer {
  readonly url: string;
  readonly requests: LocalRequest[];
  stop(): Promise<void>;
}

/** A real HTTP server on the loopback interface. `answer` may be called for any path; undefined is 404. */
export async function startLocalServer(
  answer: (request: LocalRequest) => LocalAnswer | undefined,
): Promise<LocalServer> {
  const requests: LocalRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers };
    requests.push(request);
    const { status = 200, headers = {}, body = '', drop } = answer(request) ?? { status: 404, body: {} };
    if (drop) {
      incoming.socket.destroy();
      return;
    }
    const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
    outgoing.writeHead(status, { 'content-type': type, ...headers });
    outgoing.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
