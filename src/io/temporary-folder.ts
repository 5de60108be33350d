import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EbuildgenError } from '../core/errors.ts';
import { overlayError } from './overlay-file.ts';

/** Of the root: what is being written lies here until it is renamed into place. Removed when nothing is under way. */
export const temporaryFolder = '.ebuildgen-tmp';

/**
 * Throws OVERLAY_WRITE where a link stands in the place of the temporary folder, or directly in it: what lies there is read,
 * written and removed freely, and an overlay that somebody else made may bring it along.
 */
export function checkTemporaryFolder(root: string): void {
  const folder = join(root, temporaryFolder);
  try {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) throw overlayError('OVERLAY_WRITE', temporaryFolder, 'is no folder');
    const link = readdirSync(folder, { withFileTypes: true }).find((entry) => entry.isSymbolicLink());
    if (link !== undefined)
      throw overlayError('OVERLAY_WRITE', `${temporaryFolder}/${link.name}`, 'is a symbolic link');
  } catch (cause) {
    if (cause instanceof EbuildgenError) throw cause;
    throw overlayError('OVERLAY_WRITE', temporaryFolder, 'cannot be written', cause);
  }
}
