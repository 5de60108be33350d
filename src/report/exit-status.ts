import { exitCodeFor } from '../core/errors.ts';
import type { PackageResult } from '../model/result.ts';

/** From bad to worse: a bug of ours, wrong usage, a package that failed, upstream that can be tried again later. */
const severity = [0, 3, 1, 2, 70];

/** Exit status of a run: that of its worst package. */
export function exitStatus(results: readonly PackageResult[]): number {
  return results
    .map(({ error }) => (error === undefined ? 0 : exitCodeFor(error)))
    .reduce<number>((worst, code) => (severity.indexOf(code) > severity.indexOf(worst) ? code : worst), 0);
}
