import type { SourceTree } from '../../core/source-tree.ts';
import type { TomlTable } from '../../toml/values.ts';
import type { MatchBudget } from './glob.ts';

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
  /** Of all patterns and lists of the package. */
  readonly budget: MatchBudget;
}

export type FileSource = Pick<WheelSource, 'tree' | 'budget'>;

/** Files at a path (a file) or below it (a folder); '' is everything. Nothing once the budget is used up. */
export function filesAt({ tree, budget }: FileSource, path: string): readonly string[] {
  if (tree.has(path)) return [path];
  if (!tree.hasFolder(path)) return [];
  const prefix = path === '' ? '' : `${path}/`;
  const found: string[] = [];
  for (let at = firstFrom(tree, prefix); budget.steps > 0; at += 1) {
    const file = tree.entries[at]?.path;
    if (file?.startsWith(prefix) !== true) break;
    found.push(file);
    budget.steps -= COST_OF_FILE;
  }
  return found;
}

/** In steps of the budget. */
const COST_OF_FILE = 5;

/** Where in the sorted entries the first is that does not come before a path. */
function firstFrom({ entries }: SourceTree, path: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((entries[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a path lies in one of these folders, however deep. */
export function liesIn(path: string, folders: Pick<ReadonlySet<string>, 'has'>): boolean {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    if (folders.has(path.slice(0, cut))) return true;
  return false;
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
