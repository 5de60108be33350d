import { mkdir, readFile, readlink, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EbuildgenError } from '../core/errors.ts';
import { checkTemporaryFolder, temporaryFolder } from './temporary-folder.ts';

export interface LockOptions {
  /** What this run does, for the run that finds the lock: `ebuildgen update`. */
  readonly purpose: string;
  /** Called where somebody removed the lock while we held it, or this process slept too long to keep it. */
  readonly onLost: (error: Error) => void;
}

/**
 * Takes an overlay for this run alone, so that two runs do not write into each other's packages; the value gives it back.
 * Throws OVERLAY_CONFLICT naming the other run. The lock of a run that died on this machine is taken over; one of a run
 * elsewhere, on a shared disk, goes stale in ten seconds.
 */
export async function lockFolder(root: string, options: LockOptions): Promise<() => Promise<void>> {
  const { default: lockfile } = await import('proper-lockfile');
  const folder = join(resolve(root), temporaryFolder);
  checkTemporaryFolder(resolve(root));
  const take = async () => {
    await mkdir(folder, { recursive: true });
    return lockfile.lock(folder, { lockfilePath: join(folder, 'lock'), onCompromised: options.onLost });
  };
  const release = await take()
    .catch(async (cause: unknown) => {
      if (isLocked(cause) && (await breakDeadLock(folder))) return take();
      throw cause;
    })
    .catch(async (cause: unknown) => {
      throw await lockError(root, folder, cause);
    });
  // Whoever commits the overlay while it is locked shall not commit the lock.
  const notes = { owner: await describeRun(options.purpose), '.gitignore': '*\n' };
  const unlock = async () => {
    for (const name of Object.keys(notes)) await rm(join(folder, name), { force: true, recursive: true });
    // Of a run that was killed while it broke a lock.
    await rmdir(join(folder, 'breaking')).catch(() => undefined);
    await release().catch(() => undefined);
    await rmdir(folder).catch(() => undefined);
  };
  try {
    for (const [name, text] of Object.entries(notes)) await writeFresh(join(folder, name), text);
  } catch (cause) {
    await unlock().catch(() => undefined);
    throw await lockError(root, folder, cause);
  }
  return unlock;
}

/** Whatever lies there goes, and is not written through: `wx` follows no link. */
async function writeFresh(path: string, text: string): Promise<void> {
  await rm(path, { force: true, recursive: true });
  await writeFile(path, text, { flag: 'wx' });
}

async function describeRun(purpose: string): Promise<string> {
  return `${purpose}, ${await describeProcess(process.pid)}, since ${new Date().toISOString()}\n`;
}

/** Numbers of processes mean something on one machine, and in one container of it. */
async function describeProcess(pid: number): Promise<string> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => 'pid');
  return `process ${pid} on ${hostname()} ${namespace}`;
}

/**
 * Removes the lock of a process of this machine that is no more; says whether it did. One run at a time: another that
 * comes to the same conclusion a moment later must not remove the lock that the first has taken by then.
 */
async function breakDeadLock(folder: string): Promise<boolean> {
  const breaking = join(folder, 'breaking');
  try {
    await mkdir(breaking);
  } catch {
    return false;
  }
  try {
    const [owner, lock] = [join(folder, 'owner'), join(folder, 'lock')];
    // Whoever has just taken a lock needs a moment to say so. Timers may fire a little early, hence the margin.
    await pause(Math.max(0, settled - (await ageOf(lock))) + 50);
    if ((await ageOf(lock)) < settled || !(await isDead(await readOwner(folder)))) return false;
    await rm(owner, { force: true });
    await rm(lock, { recursive: true });
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(breaking).catch(() => undefined);
  }
}

/** Milliseconds. */
const settled = 1500;

const ageOf = async (path: string) => Date.now() - (await stat(path)).mtimeMs;

const readOwner = (folder: string) => readFile(join(folder, 'owner'), 'utf8').catch(() => undefined);

/** A run that did not come to say who it is, or was killed while it wrote that, died as well. */
async function isDead(owner: string | undefined): Promise<boolean> {
  if (!owner?.endsWith('\n')) return true;
  const pid = Number(/, process (?<pid>\d{1,9}) on /.exec(owner)?.groups?.pid);
  if (!(pid > 0) || !owner.includes(`, ${await describeProcess(pid)}, `)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function isLocked(cause: unknown): boolean {
  return cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'ELOCKED';
}

async function lockError(root: string, folder: string, cause: unknown): Promise<EbuildgenError> {
  if (!isLocked(cause)) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new EbuildgenError('OVERLAY_WRITE', `\`${root}\` cannot be locked: ${why}`, { cause });
  }
  const other = (await readOwner(folder))?.trim().slice(0, 300) || 'a process that just began';
  return new EbuildgenError('OVERLAY_CONFLICT', `\`${root}\` is being written by another run: ${other}`, {
    cause,
    hint: 'Wait until it has ended, then run again',
  });
}
