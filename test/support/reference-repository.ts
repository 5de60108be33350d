import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheEntry } from './memory-repository.ts';

/**
 * Writes a small ::gentoo: `packages` (`dev-python/click-8.1`) for all interpreters that the eclass knows, and `files` by
 * their paths.
 */
export function writeReferenceRepository(
  folder: string,
  packages: readonly string[],
  files: Readonly<Record<string, string>> = {},
): string {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('profiles/repo_name', 'gentoo\n');
  put('metadata/layout.conf', 'masters =\n');
  put('licenses/MIT', 'Permission is hereby granted\n');
  const targets = ['python3_11', 'python3_12', 'python3_13', 'python3_14'];
  for (const each of packages) put(`metadata/md5-cache/${each}`, cacheEntry({ targets }));
  for (const [path, text] of Object.entries(files)) put(path, text);
  return folder;
}
