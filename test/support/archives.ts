import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

type TarMember = Partial<Header> & { readonly name: string; readonly body?: string | Uint8Array };

/** An uncompressed tar archive with exactly these members, hostile ones included. */
export async function tar(members: readonly TarMember[]): Promise<Buffer> {
  const packing = pack();
  for (const { body, ...header } of members) packing.entry(header, Buffer.from(body ?? ''));
  packing.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packing) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

export async function tarGz(members: readonly TarMember[]): Promise<Buffer> {
  return gzipSync(await tar(members));
}

export interface ZipMember {
  readonly name: string;
  readonly body?: string | Uint8Array;
  /** st_mode, as Unix archivers note it. */
  readonly mode?: number;
  /** What the headers say instead of the truth. */
  readonly size?: number;
}

/** A zip archive with exactly these members; nothing is checked. */
export function zip(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const body = Buffer.from(member.body ?? '');
    const packed = deflateRawSync(body);
    const common = zipFields(body, packed, { size: member.size ?? body.length, name: name.length });
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
    directory.push(zipDirectoryEntry(common, name, { mode: member.mode ?? 0o100644, offset }));
    parts.push(local);
    offset += local.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, table, end]);
}

/** The 26 bytes that local header and directory entry share (APPNOTE 4.3.7), from `version needed` on. */
function zipFields(body: Buffer, packed: Buffer, { size, name }: { size: number; name: number }): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(body), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name, 22);
  return fields;
}

function zipDirectoryEntry(
  common: Buffer,
  name: Buffer,
  { mode, offset }: { mode: number; offset: number },
): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((mode << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  const madeByUnix = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from('504b0102', 'hex'), madeByUnix, common, tail, name]);
}
