import { setTimeout as pause } from 'node:timers/promises';
import type { EbuildgenError } from '../../core/errors.ts';
import type { RetryPolicy } from './settings.ts';

/** What came of one attempt. A failure that another attempt cannot mend is thrown instead. */
export type Attempt<T> = { readonly value: T } | Failure;

export interface Failure {
  readonly failed: EbuildgenError;
  /** How long upstream asks to wait, in milliseconds. */
  readonly wait?: number;
  /** Fewer retries than the policy's, where more would hardly help. */
  readonly retries?: number;
}

/**
 * Repeats what failed for the moment, until the policy's patience ends, and then throws the last failure.
 *
 * undici's RetryHandler is not used: it goes on in the middle of a body by Range, which digests and archives read in one
 * pass cannot use and which asserts on servers without ranges; it has no jitter, no bound on the whole wait, and shortens
 * what Retry-After asks for.
 */
export async function withRetries<T>(policy: RetryPolicy, attempt: () => Promise<Attempt<T>>): Promise<T> {
  const start = Date.now();
  let waited = 0;
  for (let count = 0; ; count += 1) {
    const result = await attempt();
    if ('value' in result) return result.value;
    const delay = Math.max(result.wait ?? 0, backoff(policy, count));
    waited += delay;
    const late = Date.now() - start + delay > policy.maxElapsed;
    const last = count >= Math.min(policy.retries, result.retries ?? policy.retries);
    if (last || waited > policy.maxWait || late) throw result.failed;
    await pause(delay);
  }
}

/** Exponential, half of it random, so that many runs do not come back at the same moment. */
function backoff(policy: RetryPolicy, count: number): number {
  const full = policy.pause * 2 ** count;
  return full / 2 + (Math.random() * full) / 2;
}

/** Milliseconds that a Retry-After header asks for: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function tryParseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  // Date.parse takes nearly anything for a date, `-5` among it.
  const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
