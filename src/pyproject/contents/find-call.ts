import type { SourceTree } from '../../core/source-tree.ts';
import { isKind, listOf, type PythonCall, type PythonValue } from '../program/value.ts';
import { createMatchBudget } from './glob.ts';
import { type FindOptions, type Folders, findPackages, indexFolders } from './package-finder.ts';
import { tidyPath } from './wheel-file.ts';

/** Functions of setuptools that search packages → whether folders without `__init__.py` count. */
export const FINDERS: Readonly<Record<string, boolean>> = {
  'setuptools.find_packages': false,
  'setuptools.PackageFinder.find': false,
  'setuptools.find_namespace_packages': true,
  'setuptools.PEP420PackageFinder.find': true,
};

/** `find_packages(where, exclude, include)` on a tree; undefined where an argument is not known. */
export function callFinder(
  name: string,
  { positional, keywords }: Pick<PythonCall, 'positional' | 'keywords'>,
  tree: SourceTree,
): PythonValue | undefined {
  const argument = (index: number, key: string) => keywords.get(key) ?? positional[index];
  const where = readFolder(argument(0, 'where') ?? '.');
  const exclude = readTexts(argument(1, 'exclude'), []);
  const include = readTexts(argument(2, 'include'), ['*']);
  if (where === undefined || exclude === undefined || include === undefined) return undefined;
  const namespaces = Object.hasOwn(FINDERS, name) && FINDERS[name] === true;
  return findOnce(tree, { where, exclude, include, namespaces });
}

/** A program that searches more often, each time for something else, is not read any further. */
const MAX_SEARCHES = 40;

interface Searched {
  readonly index: Folders;
  readonly results: Map<string, PythonValue>;
}

const searched = new WeakMap<SourceTree, Searched>();

/** Searching walks the whole tree, and a loop may ask for the same again. */
function findOnce(tree: SourceTree, options: FindOptions): PythonValue | undefined {
  const known = searched.get(tree) ?? {
    index: indexFolders({ tree, budget: createMatchBudget() }),
    results: new Map(),
  };
  searched.set(tree, known);
  const key = JSON.stringify(options);
  const result = known.results.get(key);
  if (result !== undefined || known.results.size >= MAX_SEARCHES) return result;
  const packages = listOf(findPackages(known.index, options));
  known.results.set(key, packages);
  return packages;
}

function readFolder(value: PythonValue): string | undefined {
  const path = isKind(value, 'path') ? value.path : value;
  return typeof path === 'string' ? tidyPath(path) : undefined;
}

function readTexts(value: PythonValue | undefined, absent: readonly string[]): readonly string[] | undefined {
  if (value === undefined || value === null) return absent;
  if (!isKind(value, 'list')) return undefined;
  const texts = value.items.filter((item) => typeof item === 'string');
  return texts.length === value.items.length ? texts : undefined;
}
