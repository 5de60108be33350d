import type { Diagnostic, Staged } from '../core/diagnostic.ts';

/** A value with nothing noticed, or with what was. */
export function staged<T>(value: T, diagnostics: readonly Diagnostic[] = []): Staged<T> {
  return { value, diagnostics };
}

/** Many results as one; values in order. */
export function allStaged<T>(results: readonly Staged<T>[]): Staged<readonly T[]> {
  return {
    value: results.map((result) => result.value),
    diagnostics: results.flatMap((result) => result.diagnostics),
  };
}
