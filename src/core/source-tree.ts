import { EbuildgenError } from './errors.ts';

/** One member of an unpacked archive. Paths are relative to the archive's top folder, `/`-separated, never `..`. */
export interface SourceEntry {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The contents of a source archive: every path, and the text of those files that the analyzer asked for. */
export interface SourceTree {
  /** Name of the single top folder, or '' where the archive has none. */
  readonly top: string;
  /** All regular files, sorted by path. */
  readonly entries: readonly SourceEntry[];
  has(path: string): boolean;
  /** True where a file lies below this folder. */
  hasFolder(path: string): boolean;
  /** Text of a file, decoded as UTF-8 (malformed bytes become U+FFFD); undefined where absent or not kept. */
  tryReadText(path: string): string | undefined;
  /** Like tryReadText, but throws METADATA_INVALID. */
  readText(path: string): string;
}

/** Builds a tree from the files' list and the kept texts. `entries` need not be sorted. */
export function createSourceTree(
  top: string,
  entries: readonly SourceEntry[],
  texts: ReadonlyMap<string, string>,
): SourceTree {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  const paths = new Set(sorted.map((entry) => entry.path));
  const folders = new Set<string>();
  for (const path of paths) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const folder = path.slice(0, cut);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return {
    top,
    entries: sorted,
    has: (path) => paths.has(path),
    hasFolder: (path) => path === '' || folders.has(path),
    tryReadText: (path) => texts.get(path),
    readText(path) {
      const text = texts.get(path);
      if (text === undefined)
        throw new EbuildgenError('METADATA_INVALID', `\`${path}\` is not in the archive`);
      return text;
    },
  };
}

/** The tree below `folder` ('' or '.' is the tree itself): a project in a subfolder of a monorepo. */
export function subtree(tree: SourceTree, folder: string): SourceTree {
  if (folder === '' || folder === '.') return tree;
  const prefix = `${folder}/`;
  const inside = tree.entries.filter((entry) => entry.path.startsWith(prefix));
  const texts = new Map<string, string>();
  for (const { path } of inside) {
    const text = tree.tryReadText(path);
    if (text !== undefined) texts.set(path.slice(prefix.length), text);
  }
  const entries = inside.map(({ path, size }) => ({ path: path.slice(prefix.length), size }));
  return createSourceTree(`${tree.top}/${folder}`, entries, texts);
}
