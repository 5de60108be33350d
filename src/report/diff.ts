import { createTwoFilesPatch } from 'diff';
import { printable } from '../core/errors.ts';
import type { FileChange } from '../model/result.ts';

/** Unified diffs of what a dry run would change, as `git diff` shows them; empty where nothing would. */
export function formatDiff(changes: readonly FileChange[]): string {
  return changes
    .filter(({ change }) => change === 'created' || change === 'updated')
    .map(({ path, before, after }) =>
      printable(
        createTwoFilesPatch(
          before === undefined ? '/dev/null' : `a/${path}`,
          `b/${path}`,
          before ?? '',
          after ?? '',
          undefined,
          undefined,
          {
            context: 3,
            headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
          },
        ),
      ),
    )
    .join('');
}
