import type { Distfile } from '../../core/release.ts';
import type { ArchiveContents } from '../archive/collector.ts';
import type { CacheStore } from '../cache-store.ts';

/** What is known of an archive that was read before: enough to analyse it again without its bytes. */
export interface KnownArchive {
  readonly distfile: Distfile;
  readonly contents: ArchiveContents;
  /** Of the answer that carried it, for conditional requests. */
  readonly etag?: string;
}

type Keep = (path: string, size: number) => boolean;

export async function readKnownArchive(cache: CacheStore, key: string): Promise<KnownArchive | undefined> {
  const record = await cache.read(key);
  if (record === undefined) return undefined;
  const { distfile, etag } = record.note as { distfile?: Distfile; etag?: string };
  const stored = tryParseStored(record.body.toString('utf8'));
  if (distfile === undefined || stored === undefined) return undefined;
  return {
    distfile,
    contents: { top: stored.top, entries: stored.entries, texts: new Map(stored.texts) },
    ...(etag === undefined ? {} : { etag }),
  };
}

export async function writeKnownArchive(cache: CacheStore, key: string, known: KnownArchive): Promise<void> {
  const { top, entries, texts } = known.contents;
  const stored: Stored = { format, top, entries, texts: [...texts] };
  const { distfile, etag } = known;
  await cache.write(key, {
    note: { distfile, ...(etag === undefined ? {} : { etag }) },
    body: JSON.stringify(stored),
  });
}

/** Whether every file that is wanted now was kept then; one that was too large then still is. */
export function holdsAllKept({ entries, texts }: ArchiveContents, keep: Keep, keptFile: number): boolean {
  return entries.every(({ path, size }) => texts.has(path) || size > keptFile || !keep(path, size));
}

/** cacache has checked the text's digest: what is there is what some version of this program wrote. */
function tryParseStored(text: string): Stored | undefined {
  const stored = JSON.parse(text) as Stored;
  return stored.format === format ? stored : undefined;
}

const format = 1;

interface Stored {
  readonly format: number;
  readonly top: string;
  readonly entries: ArchiveContents['entries'];
  readonly texts: readonly (readonly [path: string, text: string])[];
}
