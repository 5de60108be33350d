import { createGunzip } from 'node:zlib';
import { type ExtractEvents, extract } from 'tar-stream';
import { EbuildgenError } from '../../core/errors.ts';
import type { Unpacker } from './byte-reader.ts';
import {
  type CollectorOptions,
  createCollector,
  type Member,
  type MemberCollector,
  type MemberKind,
  unsafeArchive,
} from './collector.ts';
import { faultOfGrowth } from './limits.ts';

/** Unpacks a gzipped tar archive as it streams in: gunzip in Node's thread pool, members by tar-stream. */
export function createTarUnpacker(options: CollectorOptions): Unpacker {
  const collector = createCollector(options);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const tar = extract(acceptOldFormats);
  const failure: { cause?: unknown } = {};
  const fail = (cause: unknown) => {
    failure.cause ??= cause;
    gunzip.destroy();
    tar.destroy();
  };
  const counts = { packed: 0, unpacked: 0 };
  gunzip.on('error', fail);
  gunzip.on('data', (chunk: Buffer) => {
    counts.unpacked += chunk.length;
    const fault = faultOfGrowth(counts.packed, counts.unpacked, options.limits);
    if (fault !== undefined) fail(unsafeArchive(options.filename, fault));
  });
  tar.on('error', fail);
  tar.on('entry', (header, stream, next) => {
    readEntry({ collector, header, stream, next, fail });
  });
  gunzip.pipe(tar);
  const finished = new Promise<void>((resolve) => {
    tar.on('close', resolve);
  });
  return {
    async write(chunk) {
      if (failure.cause !== undefined) return;
      counts.packed += chunk.length;
      if (gunzip.write(chunk)) return;
      const drained = new Promise((resolve) => gunzip.once('drain', resolve));
      await Promise.race([drained, finished]);
    },
    async finish() {
      if (failure.cause === undefined) gunzip.end();
      await finished;
      if (failure.cause !== undefined) throw asUnsupported(failure.cause, options.filename);
      return collector.finish();
    },
    abandon: () => fail(new Error('abandoned')),
  };
}

/** Archives older than POSIX's format, which Python's tarfile reads too; an option that tar-stream's types leave out. */
const acceptOldFormats: Parameters<typeof extract>[0] & { readonly allowUnknownFormat: boolean } = {
  allowUnknownFormat: true,
};

interface Entry {
  readonly collector: MemberCollector;
  readonly header: ExtractEvents['entry'][0];
  readonly stream: ExtractEvents['entry'][1];
  readonly next: ExtractEvents['entry'][2];
  readonly fail: (cause: unknown) => void;
}

const kinds: Readonly<Record<string, MemberKind>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'symlink',
  link: 'hardlink',
};

function readEntry({ collector, header, stream, next, fail }: Entry): void {
  const { name } = header;
  const wanted = attempt(() => collector.add(toMember(header)), fail);
  const chunks: Uint8Array[] = [];
  stream.on('data', (chunk) => {
    if (wanted && chunk instanceof Uint8Array) chunks.push(chunk);
  });
  // An archive that ends inside of a member says so here, and an 'error' that nobody hears ends the process.
  stream.on('error', fail);
  stream.on('end', () => {
    if (wanted) attempt(() => collector.addContent(name, Buffer.concat(chunks)), fail);
    next();
  });
}

/** What is thrown inside of a stream's event would end the process. */
function attempt<T>(action: () => T, fail: (cause: unknown) => void): T | undefined {
  try {
    return action();
  } catch (cause) {
    fail(cause);
    return undefined;
  }
}

function toMember({ name, type, size, linkname }: Entry['header']): Member {
  const kind = name.endsWith('/') && type === 'file' ? 'folder' : (kinds[type] ?? 'other');
  return { name, kind, size: kind === 'file' ? size : 0, ...(linkname ? { target: linkname } : {}) };
}

function asUnsupported(cause: unknown, filename: string): EbuildgenError {
  if (cause instanceof EbuildgenError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EbuildgenError('SOURCE_UNSUPPORTED', `\`${filename}\` is no readable .tar.gz archive: ${why}`, {
    cause,
  });
}
