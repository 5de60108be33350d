import { createGunzip } from 'node:zlib';
import { type ExtractEvents, extract } from 'tar-stream';
import { EbuildgenError } from '../../core/errors.ts';
import type { Unpacker } from './byte-reader.ts';
import {
  type CollectorOptions,
  createCollector,
  type MemberCollector,
  type MemberKind,
} from './collector.ts';

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
    const fault = faultOfSize(counts, options);
    if (fault !== undefined) fail(fault);
  });
  tar.on('error', fail);
  tar.on('entry', (header, stream, next) => {
    try {
      readEntry({ collector, header, stream, next });
    } catch (cause) {
      fail(cause);
    }
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
}

const kinds: Readonly<Record<string, MemberKind>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'symlink',
  link: 'hardlink',
};

function readEntry({ collector, header, stream, next }: Entry): void {
  const { name, linkname } = header;
  const kind = name.endsWith('/') && header.type === 'file' ? 'folder' : (kinds[header.type] ?? 'other');
  const size = kind === 'file' ? header.size : 0;
  const wanted = collector.add({ name, kind, size, ...(linkname ? { target: linkname } : {}) });
  const chunks: Uint8Array[] = [];
  stream.on('data', (chunk) => {
    if (wanted && chunk instanceof Uint8Array) chunks.push(chunk);
  });
  stream.on('end', () => {
    if (wanted) collector.addContent(name, Buffer.concat(chunks));
    next();
  });
}

function faultOfSize(
  { packed, unpacked }: { packed: number; unpacked: number },
  { limits, filename }: CollectorOptions,
): EbuildgenError | undefined {
  const bomb = unpacked > limits.ratioFrom && unpacked > packed * limits.ratio;
  if (!bomb && unpacked <= limits.unpacked) return undefined;
  const fault = bomb ? `more than ${limits.ratio} times its size` : `more than ${limits.unpacked} bytes`;
  return new EbuildgenError('SOURCE_UNSAFE', `\`${filename}\` unpacks to ${fault}; it is not unpacked`);
}

function asUnsupported(cause: unknown, filename: string): EbuildgenError {
  if (cause instanceof EbuildgenError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EbuildgenError('SOURCE_UNSUPPORTED', `\`${filename}\` is no readable .tar.gz archive: ${why}`, {
    cause,
  });
}
