import type { PackageResult } from '../model/result.ts';
import { formatResultLine, formatTotals } from './text.ts';

/** Shown in this order; what nothing happened to is only counted. */
const shown = [
  'created',
  'updated',
  'skipped',
  'failed',
] as const satisfies readonly PackageResult['status'][];

/** What became of an update, for stdout: a line for each package that something happened to, and the totals. */
export function formatUpdateTable(results: readonly PackageResult[], color: boolean): string {
  const lines = shown.flatMap((status) =>
    results
      .filter((result) => result.status === status)
      .map((result) => formatResultLine(withReason(result), color)),
  );
  return `${lines.join('')}${formatTotals(results)}`;
}

/** Why it failed in short; stderr has it all. */
function withReason(result: PackageResult): PackageResult {
  const removed = result.files
    .filter(({ path, change }) => change === 'removed' && path.endsWith('.ebuild'))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  const reason =
    result.error?.message.split('\n')[0] ??
    result.reason ??
    (removed.length === 0 ? undefined : `removed ${removed.join(', ')}`);
  return reason === undefined ? result : { ...result, reason };
}
