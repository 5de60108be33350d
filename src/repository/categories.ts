import type { RepositoryFiles } from '../core/ports.ts';
import { parseLines } from './text-lines.ts';

/** Top-level folders that are no category, whatever they hold. */
const NO_CATEGORY: ReadonlySet<string> = new Set([
  'distfiles',
  'eclass',
  'licenses',
  'local',
  'metadata',
  'packages',
  'profiles',
  'scripts',
]);

export interface Category {
  readonly name: string;
  /** False where only the metadata cache has it. */
  readonly folder: boolean;
  readonly cached: boolean;
}

/**
 * The categories of a repository, sorted: folders that its metadata cache or profiles/categories lists, or that look
 * like `dev-python` (an overlay takes most of its categories from its masters).
 */
export function listCategories(files: RepositoryFiles): readonly Category[] {
  const folders = new Set(listFolders(files, ''));
  const cached = new Set(listFolders(files, 'metadata/md5-cache'));
  const listed = new Set(parseLines(files.readText('profiles/categories')));
  const looksLikeCategory = (name: string) => listed.has(name) || name === 'virtual' || name.includes('-');
  return [...new Set([...folders, ...cached])]
    .filter((name) => /^[A-Za-z0-9_][\w+.-]*$/.test(name) && !NO_CATEGORY.has(name))
    .filter((name) => cached.has(name) || looksLikeCategory(name))
    .sort()
    .map((name) => ({ name, folder: folders.has(name), cached: cached.has(name) }));
}

/** Names of the folders in a folder, without the slash. */
export function listFolders(files: RepositoryFiles, path: string): readonly string[] {
  return files
    .list(path)
    .filter((name) => name.endsWith('/'))
    .map((name) => name.slice(0, -1));
}
