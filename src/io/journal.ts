import { appendFile, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Journal } from '../core/ports.ts';

/** A journal in a file, which is not there unless a run is under way or was killed; nor is its folder. */
export function createJournal(file: string): Journal {
  return {
    read: () => readFile(file, 'utf8').catch(() => ''),
    append: async (text) => {
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, text);
    },
    clear: async () => {
      await rm(file, { force: true });
      // A lock or what is being written may lie there too.
      await rmdir(dirname(file)).catch(() => undefined);
    },
  };
}
