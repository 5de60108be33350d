import { EbuildgenError } from '../core/errors.ts';

/** The value, or undefined where an EbuildgenError is thrown; a bug of ours still is one. */
export function unlessFails<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof EbuildgenError) return undefined;
    throw error;
  }
}
