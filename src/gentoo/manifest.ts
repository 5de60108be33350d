import { EbuildgenError } from '../core/errors.ts';
import { compareText } from '../core/text-order.ts';

/** A DIST line of a thin Manifest (GLEP 74): what a distfile must be. */
export interface ManifestEntry {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hexadecimal digests by hash name: `BLAKE2B`, `SHA512`. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** Reads the DIST lines; others, which thin Manifests do not have, are left out. Throws REPOSITORY_INVALID. */
export function parseManifest(text: string): readonly ManifestEntry[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => /^DIST(?:\s|$)/.test(line))
    .map(parseLine);
}

/** One line an entry, sorted by file name, hashes by name; '' without entries, where no Manifest must be written. */
export function formatManifest(entries: readonly ManifestEntry[]): string {
  return [...entries]
    .sort((a, b) => compareText(a.filename, b.filename))
    .map((entry) => `${formatLine(entry)}\n`)
    .join('');
}

/**
 * The entries that the distfiles of one package directory need: `ours` for what was just generated, and of the Manifest
 * that is there those lines whose files other ebuilds of the directory use. Throws SOURCE_INTEGRITY where a file that
 * others use would change its content.
 */
export function mergeManifests(
  existing: readonly ManifestEntry[],
  ours: readonly ManifestEntry[],
  usedByOthers: ReadonlySet<string>,
): readonly ManifestEntry[] {
  const merged = new Map(
    existing.filter(({ filename }) => usedByOthers.has(filename)).map((entry) => [entry.filename, entry]),
  );
  for (const entry of ours) {
    const other = merged.get(entry.filename);
    if (other !== undefined && !isSameFile(other, entry)) {
      throw new EbuildgenError(
        'SOURCE_INTEGRITY',
        `\`${entry.filename}\` is not the file that the Manifest already lists for another version`,
        { hint: 'Give one of the two distfiles another name' },
      );
    }
    merged.set(entry.filename, entry);
  }
  return [...merged.values()].sort((a, b) => compareText(a.filename, b.filename));
}

function parseLine(line: string): ManifestEntry {
  const [, filename = '', size = '', ...pairs] = line.split(/\s+/);
  const entry = { filename, size: Number(size), hashes: new Map<string, string>() };
  for (let index = 0; index < pairs.length; index += 2) {
    entry.hashes.set(pairs[index] ?? '', (pairs[index + 1] ?? '').toLowerCase());
  }
  const fault = whyInvalid(entry) ?? (/^\d{1,15}$/.test(size) ? undefined : 'size');
  if (fault === undefined) return entry;
  throw new EbuildgenError('REPOSITORY_INVALID', `The Manifest line \`${line}\` has no valid ${fault}`);
}

function formatLine(entry: ManifestEntry): string {
  const fault = whyInvalid(entry);
  if (fault !== undefined) {
    throw new EbuildgenError(
      'RENDER_MODEL',
      `Cannot write a Manifest line for \`${entry.filename}\`: its ${fault} is not valid`,
    );
  }
  const hashes = [...entry.hashes].sort(([a], [b]) => compareText(a, b));
  return ['DIST', entry.filename, entry.size, ...hashes.flat()].join(' ');
}

function whyInvalid({ filename, size, hashes }: ManifestEntry): string | undefined {
  if (!/^[^\s/\p{Cc}]+$/u.test(filename) || filename === '.' || filename === '..') return 'file name';
  if (!Number.isSafeInteger(size) || size < 0) return 'size';
  const valid = ([name, digest]: [string, string]) => /^[A-Z0-9_]+$/.test(name) && /^[0-9a-f]+$/.test(digest);
  return hashes.size > 0 && [...hashes].every(valid) ? undefined : 'hash';
}

function isSameFile(a: ManifestEntry, b: ManifestEntry): boolean {
  const shared = [...a.hashes].filter(([name]) => b.hashes.has(name));
  return a.size === b.size && shared.every(([name, digest]) => b.hashes.get(name) === digest);
}
