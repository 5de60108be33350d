import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { EbuildgenError } from '../../core/errors.ts';
import type { Unpacker } from './byte-reader.ts';
import {
  type ArchiveContents,
  type CollectorOptions,
  createCollector,
  type Member,
  type MemberCollector,
  type MemberKind,
  unsafeArchive,
} from './collector.ts';
import { faultOfGrowth } from './limits.ts';

/** A zip archive's table of contents is at its end: the whole of it is held in memory, bounded. */
const maxZipSize = 256 * 1024 * 1024;

export function createZipUnpacker(options: CollectorOptions): Unpacker {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    async write(chunk) {
      size += chunk.length;
      if (size > maxZipSize) chunks.length = 0;
      else chunks.push(chunk);
    },
    async finish() {
      if (size <= maxZipSize) return unzip(Buffer.concat(chunks), options);
      throw unsupported(options.filename, `it is larger than ${maxZipSize} bytes`);
    },
    abandon() {
      chunks.length = 0;
    },
  };
}

async function unzip(archive: Buffer, options: CollectorOptions): Promise<ArchiveContents> {
  const collector = createCollector(options);
  try {
    const zip = await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: true });
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      const fault = faultOfGrowth(archive.length, unpacked, options.limits);
      if (fault !== undefined) throw unsafeArchive(options.filename, fault);
      await readEntry(zip, entry, collector);
    }
  } catch (cause) {
    if (cause instanceof EbuildgenError) throw cause;
    throw unsupported(options.filename, cause instanceof Error ? cause.message : String(cause), cause);
  }
  return collector.finish();
}

async function readEntry(zip: ZipFile, entry: Entry, collector: MemberCollector): Promise<void> {
  // With decodeStrings yauzl would refuse hostile names itself, in words that tar archives do not get.
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const kind = kindOf(entry, name);
  const member: Member = { name, kind, size: kind === 'file' ? entry.uncompressedSize : 0 };
  if (kind === 'symlink') {
    collector.add({ ...member, target: (await readContent(zip, entry, 4096)).toString('utf8') });
  } else if (collector.add(member)) {
    collector.addContent(name, await readContent(zip, entry, entry.uncompressedSize));
  }
}

const unixKinds: ReadonlyMap<number, MemberKind> = new Map([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'folder'],
  [0o120000, 'symlink'],
]);

/** Unix archivers put st_mode into the upper half of the external attributes (APPNOTE 4.4.15). */
function kindOf(entry: Entry, name: string): MemberKind {
  if (name.endsWith('/')) return 'folder';
  const unix = entry.versionMadeBy >>> 8 === 3;
  return unixKinds.get(unix ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0) ?? 'other';
}

async function readContent(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size += chunk.length;
    if (size > limit) throw new Error(`a member is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unsupported(filename: string, why: string, cause?: unknown): EbuildgenError {
  return new EbuildgenError('SOURCE_UNSUPPORTED', `\`${filename}\` is no readable zip archive: ${why}`, {
    cause,
  });
}
