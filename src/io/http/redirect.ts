import { EbuildgenError } from '../../core/errors.ts';
import { addressForMessages } from './address.ts';

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** RFC 9110, 15.4: the others say nothing about the next time. */
export function isPermanent(status: number): boolean {
  return status === 301 || status === 308;
}

/** The address that a response sends the client to; undefined where it is no redirect. */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!redirectStatuses.has(status) || location === undefined) return undefined;
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (target === undefined || !isAllowed(from, target)) {
    const to = target === undefined ? location : addressForMessages(target);
    throw new EbuildgenError(
      'UPSTREAM_INVALID',
      `\`${addressForMessages(from)}\` redirects to \`${to}\`, which is not followed`,
      { hint: 'Only http and https are followed, and never from https to http' },
    );
  }
  return target;
}

function isAllowed(from: URL, to: URL): boolean {
  if (to.protocol === 'https:') return true;
  if (to.protocol !== 'http:') return false;
  return from.protocol === 'http:' || loopback.test(to.hostname);
}
