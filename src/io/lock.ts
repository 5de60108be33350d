import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { EbuildgenError } from '../core/errors.ts';
import { temporaryFolder } from './files.ts';

export interface LockOptions {
  /** What this run does, for the run that finds the lock: `ebuildgen update`. */
  readonly purpose: string;
  /** Called where somebody removed the lock while we held it, or this process slept too long to keep it. */
  readonly onLost: (error: Error) => void;
}

/**
 * Takes an overlay for this run alone, so that two runs do not write into each other's packages; the value gives it back.
 * Throws OVERLAY_CONFLICT naming the other run. A lock whose run is dead goes stale in ten seconds.
 */
export async function lockFolder(root: string, options: LockOptions): Promise<() => Promise<void>> {
  const { default: lockfile } = await import('proper-lockfile');
  const folder = join(resolve(root), temporaryFolder);
  const owner = join(folder, 'owner');
  const take = async () => {
    await mkdir(folder, { recursive: true });
    return lockfile.lock(folder, { lockfilePath: join(folder, 'lock'), onCompromised: options.onLost });
  };
  const release = await take().catch(async (cause: unknown) => {
    throw await lockError(root, owner, cause);
  });
  await writeFile(owner, describeRun(options.purpose));
  // Whoever commits the overlay while it is locked shall not commit the lock.
  const ignore = join(folder, '.gitignore');
  await writeFile(ignore, '*\n');
  return async () => {
    await rm(owner, { force: true });
    await rm(ignore, { force: true });
    await release().catch(() => undefined);
    await rmdir(folder).catch(() => undefined);
  };
}

function describeRun(purpose: string): string {
  return `${purpose}, process ${process.pid} on ${hostname()}, since ${new Date().toISOString()}\n`;
}

async function lockError(root: string, owner: string, cause: unknown): Promise<EbuildgenError> {
  if (!(cause instanceof Error) || (cause as NodeJS.ErrnoException).code !== 'ELOCKED') {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new EbuildgenError('OVERLAY_WRITE', `\`${root}\` cannot be locked: ${why}`, { cause });
  }
  const other = (await readFile(owner, 'utf8').catch(() => 'an unknown process')).trim().slice(0, 300);
  return new EbuildgenError('OVERLAY_CONFLICT', `\`${root}\` is being written by another run: ${other}`, {
    cause,
    hint: 'Wait until it has ended, then run again',
  });
}
