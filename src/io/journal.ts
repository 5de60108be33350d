import { appendFile, mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal } from '../core/ports.ts';
import { overlayError, readOverlayFile } from './overlay-file.ts';
import { checkTemporaryFolder, temporaryFolder } from './temporary-folder.ts';

/** A journal in a file, which is not there unless a run is under way or was killed; nor is its folder. */
export function createJournal(root: string): Journal {
  const path = `${temporaryFolder}/journal.jsonl`;
  const [folder, file] = [join(root, temporaryFolder), join(root, path)];
  return {
    read: async () => {
      checkTemporaryFolder(root);
      return readOverlayFile(root, path) ?? '';
    },
    append: async (text) => {
      checkTemporaryFolder(root);
      try {
        await mkdir(folder, { recursive: true });
        await appendFile(file, text);
      } catch (cause) {
        throw overlayError('OVERLAY_WRITE', path, 'cannot be written', cause);
      }
    },
    clear: async () => {
      await rm(file, { force: true });
      // A lock or what is being written may lie there too.
      await rmdir(folder).catch(() => undefined);
    },
  };
}
