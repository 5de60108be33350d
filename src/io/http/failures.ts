import { EbuildgenError } from '../../core/errors.ts';
import type { Failure } from './retry.ts';
import { tryParseRetryAfter } from './retry.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why an answer is no answer for now: a rate limit, or a server's fault. undefined where it is one. */
export function failureOfAnswer(answer: Answer, address: string, now = Date.now()): Failure | undefined {
  const { status, headers } = answer;
  const wait = waitAskedFor(headers, now);
  if (status === 429 || (status === 403 && isRateLimit(headers))) return rateLimited(address, status, wait);
  if (status < 500) return undefined;
  const failed = new EbuildgenError('UPSTREAM_UNAVAILABLE', `\`${address}\` answered ${status}`, {
    hint: 'Upstream has trouble; try again later',
  });
  return { failed, ...(wait === undefined ? {} : { wait }) };
}

function rateLimited(address: string, status: number, wait: number | undefined): Failure {
  const when = wait === undefined ? 'later' : `in ${formatSeconds(wait)}`;
  const failed = new EbuildgenError(
    'UPSTREAM_RATE_LIMITED',
    `\`${address}\` answered ${status}: too many requests`,
    { hint: `Try again ${when}; on GitHub a token in GITHUB_TOKEN raises the limit` },
  );
  return { failed, ...(wait === undefined ? {} : { wait }) };
}

function isRateLimit(headers: Answer['headers']): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}

/** Milliseconds from Retry-After, else to the moment GitHub's x-ratelimit-reset names (seconds since 1970). */
function waitAskedFor(headers: Answer['headers'], now: number): number | undefined {
  const asked = tryParseRetryAfter(headers['retry-after'], now);
  if (asked !== undefined) return asked;
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined || !/^\d{1,12}$/.test(reset)) {
    return undefined;
  }
  return Math.max(0, Number(reset) * 1000 - now);
}

function formatSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/**
 * A broken connection, a timeout or a body that does not end as it should, as a failure to try again; undefined for what is
 * not the network's fault. Throws CONFIG_INVALID where the question itself cannot be sent.
 */
export function tryNetworkFailure(cause: unknown, address: string): Failure | undefined {
  if (!(cause instanceof Error) || cause instanceof EbuildgenError) return undefined;
  const code = codeOf(cause);
  if (code === 'UND_ERR_INVALID_ARG') throw unsendable(cause, address);
  if (!isNetworkCode(code) && cause.name !== 'TimeoutError') return undefined;
  const failed = new EbuildgenError(
    'UPSTREAM_UNAVAILABLE',
    `\`${address}\` could not be fetched: ${reasons[code] ?? cause.message}`,
    { cause, hint: 'Check the network and proxy settings, or try again later' },
  );
  const retries = retriesByCode.get(code) ?? (isTrustCode(code) ? 0 : undefined);
  return { failed, ...(retries === undefined ? {} : { retries }) };
}

/** A header's value that HTTP does not allow: undici names the header and never the value. */
function unsendable(cause: Error, address: string): EbuildgenError {
  return new EbuildgenError('CONFIG_INVALID', `\`${address}\` cannot be asked: ${cause.message}`, {
    cause,
    hint: 'Look for line breaks and odd characters in tokens, as in GITHUB_TOKEN',
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host was not found',
  EAI_AGAIN: 'the host could not be looked up',
  UND_ERR_CONNECT_TIMEOUT: 'connecting took too long',
  UND_ERR_HEADERS_TIMEOUT: 'the server did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'the server stopped in the middle of the body',
  UND_ERR_SOCKET: 'the server closed the connection in the middle of the answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is shorter or longer than announced',
  Z_BUF_ERROR: 'the compressed body ends too early',
};

/** AggregateError (several addresses of a host tried in vain) carries the code of its first. */
function codeOf(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined) return String(code);
  return error instanceof AggregateError && error.errors[0] instanceof Error ? codeOf(error.errors[0]) : '';
}

const systemCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EPROTO',
]);

/** Where nobody is, somebody rarely comes within a minute: most runs without a network end here. */
const retriesByCode: ReadonlyMap<string, number> = new Map([
  ['ECONNREFUSED', 2],
  ['ENOTFOUND', 1],
  ['ENETUNREACH', 1],
  ['EHOSTUNREACH', 1],
]);

/** Certificates and the like: no attempt mends them, and the message says what is wrong. */
function isTrustCode(code: string): boolean {
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code);
}

function isNetworkCode(code: string): boolean {
  return systemCodes.has(code) || isTrustCode(code) || /^(?:UND_ERR_|HPE_|Z_)/.test(code);
}
