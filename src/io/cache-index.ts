import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What cacache's index says of a key. */
interface IndexEntry {
  /** Of the body. */
  readonly path: string;
  /** Subresource Integrity (W3C): an algorithm and a digest in base64. */
  readonly integrity: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Looks a key up in cacache's index (`index-v5`: a file a key, a line an entry, the last one counts) without the thread
 * pool: an update that finds nothing new is little else than this. undefined for whatever is not as expected: cacache
 * itself has to be asked then.
 */
export function tryReadIndex(folder: string, key: string): IndexEntry | undefined {
  const name = digest('sha256', key, 'hex');
  try {
    const lines = readFileSync(join(folder, 'index-v5', ...spread(name)), 'utf8').split('\n');
    const entries = lines.flatMap((line) => tryReadLine(line, key) ?? []);
    const newest = entries.at(-1);
    if (typeof newest?.integrity !== 'string') return undefined;
    const { integrity, metadata } = newest;
    const [algorithm = ''] = integrity.split('-');
    const hex = Buffer.from(integrity.slice(algorithm.length + 1), 'base64').toString('hex');
    const path = join(folder, 'content-v2', algorithm, ...spread(hex));
    return isRecord(metadata) ? { path, integrity, metadata } : { path, integrity };
  } catch {
    return undefined;
  }
}

export function isIntact(body: Uint8Array, integrity: string): boolean {
  const [algorithm = ''] = integrity.split('-');
  return digest(algorithm, body, 'base64') === integrity.slice(algorithm.length + 1);
}

type Line = Readonly<Record<'key' | 'integrity' | 'metadata', unknown>>;

/** A line is the SHA-1 of an entry, a tab and the entry as JSON. */
function tryReadLine(line: string, key: string): Line | undefined {
  const [hash, json] = line.split('\t');
  if (json === undefined || digest('sha1', json, 'hex') !== hash) return undefined;
  const entry: unknown = JSON.parse(json);
  if (!isRecord(entry) || entry.key !== key) return undefined;
  return { key, integrity: entry.integrity, metadata: entry.metadata };
}

const spread = (hex: string) => [hex.slice(0, 2), hex.slice(2, 4), hex.slice(4)];

const digest = (algorithm: string, data: string | Uint8Array, encoding: 'hex' | 'base64') =>
  createHash(algorithm).update(data).digest(encoding);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
