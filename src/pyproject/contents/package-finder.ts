import { createNameFilter, type MatchBudget } from './glob.ts';
import type { FileSource } from './wheel-file.ts';

export interface FindOptions {
  /** Folder to search; '' is the top. */
  readonly where: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** True for `find_namespace_packages`: folders without `__init__.py` count too. */
  readonly namespaces: boolean;
}

/** Folders of a tree with the names of what lies right in them. */
export interface Folders {
  readonly folders: (path: string) => readonly string[];
  readonly files: (path: string) => readonly string[];
  readonly has: (file: string) => boolean;
  /** Of all searches. */
  readonly budget: MatchBudget;
}

export function indexFolders({ tree, budget }: FileSource): Folders {
  const folders = new Map<string, Set<string>>();
  const files = new Map<string, string[]>();
  for (const { path } of tree.entries) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    getOrAdd(files, parts.join('/'), () => []).push(name);
    for (; parts.length > 0; ) {
      const folder = parts.pop() ?? '';
      getOrAdd(folders, parts.join('/'), () => new Set<string>()).add(folder);
    }
  }
  return {
    folders: (path) => [...(folders.get(path) ?? [])],
    files: (path) => files.get(path) ?? [],
    has: tree.has,
    budget,
  };
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key) ?? create();
  map.set(key, known);
  return known;
}

/** In steps of the budget: the names of its files and folders are looked through. */
const COST_OF_FOLDER = 50;

/** Deeper than any real package is not searched. */
const MAX_DEPTH = 40;

/**
 * Dotted names of packages below `where`, as `setuptools.find_packages` finds them: an excluded package's children are
 * still searched, unless `name*` or `name.*` is excluded too.
 */
export function findPackages(index: Folders, options: FindOptions): readonly string[] {
  const include = createNameFilter(options.include, index.budget);
  const exclude = createNameFilter(['ez_setup', '*__pycache__', ...options.exclude], index.budget);
  const pruned = new Set(options.exclude);
  const found: string[] = [];
  const pending = childrenOf(index, { path: options.where, dotted: '' });
  for (const next of pending) {
    const { path, dotted } = next;
    index.budget.steps -= COST_OF_FOLDER;
    if (index.budget.steps < 0) break;
    if (!options.namespaces && !index.files(path).includes('__init__.py')) continue;
    if (include(dotted) && !exclude(dotted)) found.push(dotted);
    const deeper = dotted.split('.').length < MAX_DEPTH;
    if (deeper && !pruned.has(`${dotted}*`) && !pruned.has(`${dotted}.*`))
      pending.push(...childrenOf(index, next));
  }
  return found;
}

interface FoundFolder {
  readonly path: string;
  readonly dotted: string;
}

/** Folders right below another that can be packages at all: a dot cannot be in a package's name. */
function childrenOf(index: Folders, { path, dotted }: FoundFolder): FoundFolder[] {
  return index
    .folders(path)
    .filter((name) => !name.includes('.'))
    .map((name) => ({
      path: path === '' ? name : `${path}/${name}`,
      dotted: dotted === '' ? name : `${dotted}.${name}`,
    }));
}
