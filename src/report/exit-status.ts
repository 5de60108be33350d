import { exitCodeFor } from '../core/errors.ts';
import type { LintResult } from '../model/lint.ts';
import type { PackageResult } from '../model/result.ts';

/** From bad to worse: a bug of ours, wrong usage, a package that failed, upstream that can be tried again later. */
const severity = [0, 3, 1, 2, 70];

/** Exit status of a run: that of its worst package. */
export function exitStatus(results: readonly PackageResult[]): number {
  return worstStatus(results.map(({ error }) => (error === undefined ? 0 : exitCodeFor(error))));
}

/** Exit status of `lint`: 1 where a rule found an error, or what kept a target from being looked at. */
export function lintExitStatus(results: readonly LintResult[]): number {
  return worstStatus(
    results.map(({ error, findings }) => {
      if (error !== undefined) return exitCodeFor(error);
      return findings.some(({ severity: found }) => found === 'error') ? 1 : 0;
    }),
  );
}

function worstStatus(codes: readonly number[]): number {
  return codes.reduce((worst, code) => (severity.indexOf(code) > severity.indexOf(worst) ? code : worst), 0);
}
