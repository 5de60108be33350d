import type { ArchiveContents } from './collector.ts';

/** Makes something of bytes as they come in. */
export interface ByteReader<T> {
  /** Never throws: what is wrong with the bytes comes out of `finish`, after somebody has looked at their digests. */
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<T>;
  /** Gives up; releases what is held. */
  abandon(): void;
}

/** Reads an archive; throws SOURCE_UNSAFE and SOURCE_UNSUPPORTED. */
export type Unpacker = ByteReader<ArchiveContents>;
