import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RepositoryFiles, RepositoryPorts } from '../core/ports.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Reads repositories from the disk and keeps their indexes in `cacheFolder`; without one nothing is kept. */
export function createRepositoryPorts(cacheFolder: string | undefined): RepositoryPorts {
  const pathOf = (key: string) => (cacheFolder === undefined ? undefined : join(cacheFolder, `${key}.json`));
  return {
    open: openRepository,
    readCache(key) {
      const path = pathOf(key);
      return path === undefined ? undefined : readOrNothing(path);
    },
    writeCache(key, text) {
      const path = pathOf(key);
      if (path !== undefined) replaceFile(path, text);
    },
  };
}

function openRepository(folder: string): RepositoryFiles {
  const root = resolve(folder);
  return {
    root,
    readText(path) {
      const full = `${root}/${path}`;
      const stat = statOrNothing(full);
      return stat?.isFile() === true && stat.size <= MAX_FILE_BYTES ? readOrNothing(full) : undefined;
    },
    list: (path) => listFolder(`${root}/${path}`),
    stamp(path) {
      const stat = statOrNothing(`${root}/${path}`);
      return stat === undefined ? undefined : `${stat.mtimeMs}:${stat.size}`;
    },
  };
}

/** Without throwIfNoEntry, Node makes no error object for a missing file; other failures count as missing too. */
function statOrNothing(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return;
  }
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return;
  }
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => {
        const isFolder = entry.isSymbolicLink()
          ? statOrNothing(`${folder}/${entry.name}`)?.isDirectory()
          : entry.isDirectory();
        return isFolder === true ? `${entry.name}/` : entry.name;
      })
      .sort();
  } catch {
    return [];
  }
}

/** Two runs may store at once, so each writes a file of its own and renames it. */
function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch {
    removeOrLeave(draft);
  }
}

function removeOrLeave(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is no folder: there is nothing to remove.
  }
}
