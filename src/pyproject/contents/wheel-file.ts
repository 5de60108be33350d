import type { SourceTree } from '../../core/source-tree.ts';
import type { TomlTable } from '../../toml/values.ts';

/** A file of the built wheel that lands in site-packages. */
export interface WheelFile {
  /** Relative to site-packages. */
  readonly path: string;
  /** The declaration that puts it there: `[tool.poetry] include`. */
  readonly cause: string;
}

/** What the readers of the backends' declarations go by. */
export interface WheelSource {
  readonly tree: SourceTree;
  /** The distribution's name as written. */
  readonly project: string;
  /** Absent where the tree has no pyproject.toml. */
  readonly pyproject: TomlTable | undefined;
}

/** Files at a path (a file) or below it (a folder); '' is everything. */
export function filesAt(tree: SourceTree, path: string): readonly string[] {
  if (path === '') return tree.entries.map((entry) => entry.path);
  if (tree.has(path)) return [path];
  const prefix = `${path}/`;
  return tree.entries.flatMap((entry) => (entry.path.startsWith(prefix) ? [entry.path] : []));
}

/** All files and all folders, each once. */
export function allPaths(tree: SourceTree): readonly string[] {
  const paths = new Set<string>();
  for (const { path } of tree.entries)
    for (let cut = path.length; cut > 0; cut = path.lastIndexOf('/', cut - 1)) paths.add(path.slice(0, cut));
  return [...paths];
}

/** `./a//b/` → `a/b`; undefined for a path that leaves the tree. */
export function tidyPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** `path` without the folder that it lies in; the path itself where it lies elsewhere. */
export function pathBelow(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** Files that no backend ships. */
export function isByteCode(path: string): boolean {
  return /\.py[cod]$|(?:^|\/)__pycache__\//.test(path);
}
