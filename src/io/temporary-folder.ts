import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { overlayError } from './overlay-file.ts';

/** Of the root: what is being written lies here until it is renamed into place. Removed when nothing is under way. */
export const temporaryFolder = '.ebuildgen-tmp';

/** Throws OVERLAY_WRITE where a link stands in the temporary folder's place: what lies there is written and removed freely. */
export function checkTemporaryFolder(root: string): void {
  let found: Stats | undefined;
  try {
    found = lstatSync(join(root, temporaryFolder), { throwIfNoEntry: false });
  } catch (cause) {
    throw overlayError('OVERLAY_WRITE', temporaryFolder, 'cannot be written', cause);
  }
  if (found !== undefined && !found.isDirectory())
    throw overlayError('OVERLAY_WRITE', temporaryFolder, 'is no folder');
}
