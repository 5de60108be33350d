import { EbuildgenError } from '../core/errors.ts';

/** A parser's result, or undefined where it found the text invalid. Errors that are bugs go on. */
export function unlessInvalid<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof EbuildgenError) return undefined;
    throw error;
  }
}
