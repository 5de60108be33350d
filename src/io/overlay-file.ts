import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EbuildgenError, type ErrorCode } from '../core/errors.ts';

/** The state file of ten thousand packages is a tenth of it. In bytes. */
const longestFile = 64 * 1024 * 1024;

/**
 * Text of a file below `root`; undefined where there is none. Throws OVERLAY_READ where the path is no file, a device for
 * one, which would never end. Synchronous, as listing is: an overlay is thousands of files of a kilobyte, and on the way
 * through the thread pool each costs several times what reading it does.
 */
export function readOverlayFile(root: string, path: string): string | undefined {
  const file = join(root, path);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isFile()) throw overlayError('OVERLAY_READ', path, 'is no file');
    if (found.size > longestFile) throw overlayError('OVERLAY_READ', path, 'is too large to be read');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw cause instanceof EbuildgenError
      ? cause
      : overlayError('OVERLAY_READ', path, 'cannot be read', cause);
  }
}

type OverlayCode = Extract<ErrorCode, 'OVERLAY_READ' | 'OVERLAY_WRITE'>;

export function overlayError(code: OverlayCode, path: string, what: string, cause?: unknown): EbuildgenError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new EbuildgenError(code, `\`${path}\` ${what}${why}`, { cause });
}

export function isAbsent(cause: unknown): boolean {
  return hasCode(cause, 'ENOENT', 'ENOTDIR');
}

export function hasCode(cause: unknown, ...codes: readonly string[]): boolean {
  return cause instanceof Error && codes.includes((cause as NodeJS.ErrnoException).code ?? '');
}
