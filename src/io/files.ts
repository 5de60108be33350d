import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { lstat, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EbuildgenError } from '../core/errors.ts';
import type { FileStore } from '../core/ports.ts';
import { createJournal } from './journal.ts';
import { hasCode, isAbsent, overlayError, readOverlayFile } from './overlay-file.ts';
import { checkTemporaryFolder, temporaryFolder } from './temporary-folder.ts';

/**
 * Files below a folder on disk, which need not exist yet. Writes are atomic: a reader sees the old file or the new one,
 * whatever happens to this process. Writing and removing never go through a symbolic link.
 */
export function createFileStore(root: string): FileStore {
  const store: Store = { root: resolve(root), writers: 0, cleaned: false };
  return {
    root: store.root,
    readText: async (path) => readOverlayFile(store.root, checkPath(path)),
    list: async (folder) => list(store, folder),
    write: (path, text) => inStaging(store, path, (staged) => placeFile(store, path, { staged, text })),
    writeFolder: (folder, files) =>
      inStaging(store, folder, (staged) => placeFolder(store, folder, { staged, files })),
    remove: (path) => remove(store, path),
    journal: createJournal(store.root),
  };
}

interface Store {
  readonly root: string;
  /** Writes under way. */
  writers: number;
  /** Whether what an interrupted run left behind has been removed. */
  cleaned: boolean;
}

function list({ root }: Store, folder: string): readonly string[] {
  const path = folder === '' ? '.' : checkPath(folder);
  try {
    const found = readdirSync(join(root, path), { withFileTypes: true });
    return found.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  } catch (cause) {
    if (isAbsent(cause)) return [];
    throw overlayError('OVERLAY_READ', path, 'cannot be read', cause);
  }
}

async function remove({ root }: Store, path: string): Promise<void> {
  const target = await safeTarget(root, path);
  try {
    await unlink(target);
    if (dirname(target) !== root) await rmdir(dirname(target));
  } catch (cause) {
    if (!isAbsent(cause) && !isNotEmpty(cause)) throw writeError(path, 'cannot be removed', cause);
  }
}

/** Gives `work` a fresh name in the temporary folder, and removes what it leaves there. */
async function inStaging(store: Store, path: string, work: (staged: string) => Promise<void>): Promise<void> {
  checkTemporaryFolder(store.root);
  const staging = join(store.root, temporaryFolder, 'writes');
  const staged = join(staging, randomBytes(8).toString('hex'));
  try {
    openStaging(store, staging);
    await work(staged);
  } catch (cause) {
    if (cause instanceof EbuildgenError) throw cause;
    throw writeError(path, 'cannot be written', cause);
  } finally {
    await rm(staged, { recursive: true, force: true }).catch(() => undefined);
    closeStaging(store, staging);
  }
}

/** Synchronous, as closing is: another write of this process may begin between the two. */
function openStaging(store: Store, staging: string): void {
  store.writers += 1;
  if (!store.cleaned) rmSync(staging, { recursive: true, force: true });
  store.cleaned = true;
  mkdirSync(staging, { recursive: true });
}

function closeStaging(store: Store, staging: string): void {
  store.writers -= 1;
  if (store.writers > 0) return;
  try {
    rmdirSync(staging);
    rmdirSync(dirname(staging));
  } catch (cause) {
    // A lock lies there too.
    if (!isAbsent(cause) && !isNotEmpty(cause)) throw cause;
  }
}

interface StagedFile {
  readonly staged: string;
  readonly text: string;
}

async function placeFile({ root }: Store, path: string, { staged, text }: StagedFile): Promise<void> {
  const target = await safeTarget(root, path);
  await writeSynced(staged, text);
  await mkdir(dirname(target), { recursive: true });
  await rename(staged, target);
}

interface StagedFolder {
  readonly staged: string;
  readonly files: ReadonlyMap<string, string>;
}

async function placeFolder({ root }: Store, folder: string, { staged, files }: StagedFolder): Promise<void> {
  const target = await safeTarget(root, folder);
  for (const [path, text] of files) {
    const file = join(staged, checkPath(path));
    await mkdir(dirname(file), { recursive: true });
    await writeSynced(file, text);
  }
  await mkdir(dirname(target), { recursive: true });
  // rename() would replace an empty folder without a word.
  if (await exists(target)) throw writeError(folder, 'is there already');
  await rename(staged, target);
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644);
  try {
    await handle.writeFile(text);
    await handle.chmod(0o644);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The path on disk to write to or remove; throws OVERLAY_WRITE where a part of it is a link, or leads out. */
async function safeTarget(root: string, path: string): Promise<string> {
  let current = root;
  for (const part of checkPath(path).split('/')) {
    current = join(current, part);
    const found = await lstat(current).catch(() => undefined);
    if (found === undefined) break;
    if (found.isSymbolicLink()) throw writeError(path, `goes through the symbolic link \`${current}\``);
  }
  return join(root, path);
}

/** Paths of the store are relative and plain: no `..`, no empty parts, no NUL, nothing in the temporary folder. */
function checkPath(path: string): string {
  const parts = path.replace(/\/$/, '').split('/');
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
  if (plain && parts[0] !== temporaryFolder) return parts.join('/');
  throw writeError(path, 'is no path inside of the folder');
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function writeError(path: string, what: string, cause?: unknown): EbuildgenError {
  return overlayError('OVERLAY_WRITE', path, what, cause);
}

function isNotEmpty(cause: unknown): boolean {
  return hasCode(cause, 'ENOTEMPTY', 'EEXIST');
}
