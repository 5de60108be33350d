/** The variables of an ebuild that the index keeps. */
export interface EbuildFacts {
  readonly slot: string;
  readonly keywords: string;
  readonly iuse: string;
  /** Inherits distutils-r1, directly or not. */
  readonly distutils: boolean;
}

/**
 * Reads an md5-dict cache entry (`KEY=value` lines). Undefined for text that is none: an entry always has a SLOT. A line
 * that belongs to no wanted key, or is broken, does not matter.
 */
export function tryParseCacheEntry(text: string): EbuildFacts | undefined {
  const slot = readValue(text, 'SLOT');
  if (slot === undefined || !/^[A-Za-z0-9_][\w+./-]*$/.test(slot)) return;
  return {
    slot,
    keywords: readValue(text, 'KEYWORDS') ?? '',
    iuse: readValue(text, 'IUSE') ?? '',
    distutils: /(?:^|\t)distutils-r1\t/.test(readValue(text, '_eclasses_') ?? ''),
  };
}

/** The entry is searched rather than split: most of it is dependencies, which nobody asks for. */
function readValue(text: string, key: string): string | undefined {
  const prefix = `${key}=`;
  const line = text.startsWith(prefix) ? 0 : text.indexOf(`\n${prefix}`) + 1;
  if (line === 0 && !text.startsWith(prefix)) return;
  const end = text.indexOf('\n', line);
  return text.slice(line + prefix.length, end < 0 ? undefined : end).trim();
}
