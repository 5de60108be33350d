import type { RepositoryFiles } from '../core/ports.ts';
import { type Category, listCategories, listFolders } from './categories.ts';
import { fingerprint } from './fingerprint.ts';

/** What `emerge --sync` and Gentoo's mirrors write anew with every change of the tree. */
const SYNC_STAMPS = ['metadata/timestamp', 'metadata/timestamp.chk', 'metadata/timestamp.commit'];

const SINGLE_PATHS = [
  'eclass',
  'eclass/distutils-r1.eclass',
  'eclass/python-utils-r1.eclass',
  'licenses',
  'metadata/layout.conf',
  'profiles',
  'profiles/arch.list',
  'profiles/base',
  'profiles/base/make.defaults',
  'profiles/base/use.mask',
  'profiles/categories',
  'profiles/desc/python_targets.desc',
  'profiles/package.deprecated',
  'profiles/package.mask',
  'profiles/profiles.desc',
  'profiles/repo_name',
  'profiles/updates',
];

/** Nobody works in a tree of so many packages that has a metadata cache: it is a copy of a mirror. */
const LARGE_TREE = 5000;

/**
 * A short text that differs once anything the index holds has changed. A tree that a sync stamps, a git mirror with a
 * metadata cache, or a large tree with one is taken at its word, beside the folders of its categories; in any other (an
 * overlay that somebody works in) every package is looked at, and every ebuild where there is no metadata cache.
 */
export function repositoryState(files: RepositoryFiles): string {
  const syncStamps = SYNC_STAMPS.map((path) => files.readText(path) ?? '');
  const head = readHead(files);
  const categories = listCategories(files);
  const folders = categories.flatMap(({ name, cached, folder }) => [
    ...(cached ? [`metadata/md5-cache/${name}`] : []),
    ...(folder ? [name] : []),
  ]);
  const stamped = syncStamps.some((stamp) => stamp !== '') || (head !== '' && categories.some(isCached));
  const packages = stamped ? [] : listPackagePaths(files, categories);
  const paths = [...SINGLE_PATHS, ...folders, ...packages].map(
    (path) => `${path} ${files.stamp(path) ?? ''}`,
  );
  return fingerprint([files.root, ...syncStamps, head, ...paths].join('\n'));
}

function listPackagePaths(files: RepositoryFiles, categories: readonly Category[]): readonly string[] {
  const packages = categories
    .filter(({ folder }) => folder)
    .flatMap(({ name, cached }) =>
      listFolders(files, name).map((child) => ({ path: `${name}/${child}`, cached })),
    );
  if (packages.length > LARGE_TREE && categories.every(isCached)) return [];
  return packages.flatMap(({ path, cached }) => {
    const ebuilds = cached ? [] : files.list(path).filter((file) => file.endsWith('.ebuild'));
    return [path, `${path}/metadata.xml`, ...ebuilds.map((file) => `${path}/${file}`)];
  });
}

const isCached = ({ cached }: Category): boolean => cached;

/** The commit that is checked out; '' outside of git and in a linked worktree, whose .git is a file. */
function readHead(files: RepositoryFiles): string {
  const head = files.readText('.git/HEAD')?.trim() ?? '';
  const branch = /^ref: (?<branch>refs\/[\w./+-]+)$/.exec(head)?.groups?.branch;
  if (branch === undefined || branch.includes('..')) return head;
  return files.readText(`.git/${branch}`)?.trim() ?? `${head} ${files.stamp('.git/packed-refs') ?? ''}`;
}
