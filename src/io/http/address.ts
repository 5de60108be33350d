import { EbuildgenError } from '../../core/errors.ts';

/** Parses an address to fetch; throws UPSTREAM_INVALID where it is none or not http(s). */
export function parseAddress(url: string, subject: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'http:') return parsed;
  const shown = parsed === undefined ? url.slice(0, 200) : addressForMessages(parsed);
  throw new EbuildgenError('UPSTREAM_INVALID', `\`${shown}\` is no http address, for ${subject}`);
}

/** Origin and path: what may stand in messages and logs. Passwords and signed queries are secrets. */
export function addressForMessages(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** The address without user, password and fragment. */
export function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

/** The Authorization header that an address's user and password stand for. */
export function credentialsHeader(url: URL): Readonly<Record<string, string>> {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
