import { isPythonPackage } from './python-package.ts';

/** The variables of an ebuild that the index keeps. */
export interface EbuildFacts {
  readonly slot: string;
  readonly keywords: string;
  readonly iuse: string;
  /** See python-package.ts. */
  readonly isPythonPackage: boolean;
  /** Names of the packages of dev-python in RDEPEND; absent where that is not known. */
  readonly pythonNeeds?: readonly string[];
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
    isPythonPackage: isPythonEntry(text),
    pythonNeeds: pythonNeedsOf(readValue(text, 'RDEPEND') ?? ''),
  };
}

function pythonNeedsOf(rdepend: string): readonly string[] {
  return [...rdepend.matchAll(/(?<operator>[<>=~]*)dev-python\/(?<name>\w[\w+-]*)/g)].map(({ groups }) => {
    const { operator = '', name = '' } = groups ?? {};
    return operator === '' ? name : name.replace(/-\d[\w-]*$/, '');
  });
}

function isPythonEntry(text: string): boolean {
  const eclasses = `\t${readValue(text, '_eclasses_') ?? ''}`;
  if (!eclasses.includes('\tpython-utils-r1\t') && !eclasses.includes('\tdistutils-r1\t')) return false;
  return isPythonPackage({
    inherits: (eclass) => eclasses.includes(`\t${eclass}\t`),
    rdepend: readValue(text, 'RDEPEND') ?? '',
    depend: readValue(text, 'DEPEND') ?? '',
  });
}

/** The entry is searched rather than split: most of it is dependencies, which nobody asks for. */
function readValue(text: string, key: string): string | undefined {
  const prefix = `${key}=`;
  const line = text.startsWith(prefix) ? 0 : text.indexOf(`\n${prefix}`) + 1;
  if (line === 0 && !text.startsWith(prefix)) return;
  const end = text.indexOf('\n', line);
  return text.slice(line + prefix.length, end < 0 ? undefined : end).trim();
}
