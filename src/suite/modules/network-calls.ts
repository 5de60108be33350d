import type { ModuleFacts } from './module-facts.ts';

/** A place where a test calls a real host. */
export interface NetworkCall {
  readonly path: string;
  /** ``requests.get of `pypi.org` ``. */
  readonly call: string;
}

/**
 * Calls that name a host of the internet, one a file: a client's function with a literal URL, sockets and clones. Files
 * that speak of a stand-in for the network are passed over, and all where a conftest.py does.
 */
export function networkCalls(files: readonly ModuleFacts[]): readonly NetworkCall[] {
  const isGuarded = files.some(({ path, text }) => path.endsWith('conftest.py') && STAND_IN.test(text));
  return isGuarded ? [] : files.flatMap(callIn);
}

const STAND_IN = new RegExp(
  [
    String.raw`^[ \t]*(from|import)[ \t]+(responses|respx|requests_mock|httpretty|vcr|pook|mocket|betamax|aioresponses|mock|unittest\.mock)\b`,
    String.raw`(@|with )(mock\.)?patch\b`,
    String.raw`\b(requests_mock|httpx_mock|mocker|monkeypatch|MockTransport|MockAdapter|MagicMock|ASGITransport|TestClient)\b`,
    String.raw`\b(disable_socket|block_network|cassette|pytester|testdir)\b`,
  ].join('|'),
  'm',
);

/** Files with tests only: what helpers hold may never be called. */
function callIn({ path, text, tests }: ModuleFacts): NetworkCall[] {
  if (tests.length === 0 || STAND_IN.test(text)) return [];
  const calls = CALLS.flatMap((pattern) => [...text.matchAll(pattern)]).map(({ groups, index }) => ({
    name: groups?.name ?? '',
    host: groups?.host ?? '',
    before: text.slice(text.lastIndexOf('\n', index) + 1, index),
  }));
  const call = calls.find(({ host, before }) => !isReserved(host) && !/#|^\s*(>>>|@)/.test(before));
  return call === undefined ? [] : [{ path, call: `${call.name} of \`${call.host}\`` }];
}

/** Literal arguments alone: what stands in a variable may be anything. */
const CALLS = [
  /\b(?<name>(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options|stream)|urlopen|urlretrieve|clone_from)\(\s{0,99}(?:url=)?["']https?:\/\/(?<host>[\w.-]{1,100})/g,
  /\b(?<name>create_connection|getaddrinfo|gethostbyname)\((?:\s{0,99}\()?\s{0,99}["'](?<host>[\w.-]{1,100})["']/g,
];

/** RFC 2606, RFC 6761 and private addresses; names without a dot are this machine's. */
function isReserved(host: string): boolean {
  return (
    !host.includes('.') ||
    /(^|\.)(localhost|test|example|invalid|local|internal)$|(^|\.)example\.(com|org|net|edu)$/i.test(host) ||
    /^(127|10|0|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(host)
  );
}
