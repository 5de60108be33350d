import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EbuildgenError } from '../../core/errors.ts';

/** A file on its way into the distdir. It has its name only once it is whole and verified. */
export interface Incoming {
  write(chunk: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** A folder of downloaded files, Portage's DISTDIR or one like it. */
export interface Distdir {
  /** The file's bytes; undefined where it is not there. */
  tryRead(filename: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  receive(filename: string): Promise<Incoming>;
}

export function createDistdir(folder: string): Distdir {
  return {
    async tryRead(filename) {
      const path = join(folder, checkName(filename));
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? createReadStream(path, { highWaterMark: 256 * 1024 }) : undefined;
    },
    receive: (filename) => receive(folder, checkName(filename)),
  };
}

async function receive(folder: string, filename: string): Promise<Incoming> {
  const orFail = <T>(action: Promise<T>) => action.catch((cause: unknown) => fail(folder, filename, cause));
  const temporary = join(folder, `.${filename}.${randomBytes(6).toString('hex')}.part`);
  const handle = await orFail(mkdir(folder, { recursive: true }).then(() => open(temporary, 'wx', 0o644)));
  return {
    write: (chunk) => orFail(handle.writeFile(chunk)),
    async commit() {
      await orFail(handle.sync());
      await handle.close();
      await orFail(rename(temporary, join(folder, filename)));
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

function fail(folder: string, filename: string, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new EbuildgenError('OVERLAY_WRITE', `\`${filename}\` cannot be kept in \`${folder}\`: ${why}`, {
    cause,
  });
}

function checkName(filename: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/^[^/\\\u0000-\u001f\u007f.][^/\\\u0000-\u001f\u007f]{0,250}$/.test(filename)) return filename;
  throw new EbuildgenError('SOURCE_UNSAFE', `\`${filename.slice(0, 300)}\` is no name for a file`);
}
