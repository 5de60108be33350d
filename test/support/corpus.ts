import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createSourceTree, type SourceTree } from '../../src/core/source-tree.ts';

const root = new URL('../../../shared/corpus/', import.meta.url);

/** True where the shared folder with real releases is mounted; elsewhere tests that need it skip, and say so. */
export const hasCorpus = existsSync(root);
if (!hasCorpus) console.warn('../shared/corpus is absent: nothing is measured on real releases');

export type ArchiveKind = 'sdist' | 'archive';

export interface CorpusEntry {
  readonly name: string;
  /** A file of the entry as JSON; undefined where it has none. */
  json<Shape>(file: string): Shape | undefined;
  /** What the archive holds: the data files' texts, every other file by its path, setup.py as a stand-in. */
  tree(kind: ArchiveKind): SourceTree | undefined;
}

export function corpusEntries(): readonly CorpusEntry[] {
  return hasCorpus ? readdirSync(root).sort().map(openEntry) : [];
}

type Listing = Partial<Record<ArchiveKind, readonly (readonly [path: string, size: number])[]>>;
type Facts = Partial<Record<ArchiveKind, { readonly setupKeywords?: readonly string[] | null }>>;

function openEntry(name: string): CorpusEntry {
  const folder = new URL(`${name}/`, root);
  const json = <Shape>(file: string): Shape | undefined => {
    const path = new URL(file, folder);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Shape) : undefined;
  };
  return {
    name,
    json,
    tree(kind) {
      const listing = json<Listing>('tree.json')?.[kind];
      if (listing === undefined) return undefined;
      const files = new URL(`files/${kind}/`, folder);
      const texts = new Map(
        readdirSync(files, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry): [string, string] => {
            const path = `${entry.parentPath}/${entry.name}`.replaceAll('//', '/');
            return [path.slice(files.pathname.length), readFileSync(path, 'utf8')];
          }),
      );
      const keywords = json<Facts>('tests.json')?.[kind]?.setupKeywords;
      if (keywords !== undefined && keywords !== null) texts.set('setup.py', standInSetup(keywords));
      return createSourceTree(
        `${name}-1.0`,
        listing.map(([path, size]) => ({ path, size })),
        texts,
      );
    },
  };
}

/** The corpus has no programs: this one gives the keywords that the real setup.py gives, as shared/tools/upstream.mjs does. */
function standInSetup(keywords: readonly string[]): string {
  const built = /^(?:ext_modules|cffi_modules|rust_extensions)$/;
  const lines = keywords.map((keyword) => `    ${keyword}=${built.test(keyword) ? '[object()]' : 'None'},`);
  return `from setuptools import setup\n\nsetup(\n${lines.join('\n')}\n)\n`;
}
