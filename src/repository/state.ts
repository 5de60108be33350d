import type { RepositoryFiles } from '../core/ports.ts';
import { listCategories, listFolders } from './categories.ts';
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

/**
 * A short text that differs once anything the index holds has changed. A tree that a sync stamps, or a git mirror with a
 * metadata cache, is taken at its word, beside the folders of its categories; in any other (an overlay that somebody
 * works in) every package is looked at, and every ebuild where there is no metadata cache.
 */
export function repositoryState(files: RepositoryFiles): string {
  const syncStamps = SYNC_STAMPS.map((path) => files.readText(path) ?? '');
  const head = readHead(files);
  const categories = listCategories(files);
  const stamped =
    syncStamps.some((stamp) => stamp !== '') || (head !== '' && categories.some(({ cached }) => cached));
  const folders = categories.flatMap(({ name, cached, folder }) => [
    ...(cached ? [`metadata/md5-cache/${name}`] : []),
    ...(folder ? [name] : []),
    ...(folder && !stamped ? listPackagePaths(files, name, cached) : []),
  ]);
  const paths = [...SINGLE_PATHS, ...folders].map((path) => `${path} ${files.stamp(path) ?? ''}`);
  return fingerprint([files.root, ...syncStamps, head, ...paths].join('\n'));
}

function listPackagePaths(files: RepositoryFiles, category: string, cached: boolean): readonly string[] {
  return listFolders(files, category).flatMap((name) => {
    const folder = `${category}/${name}`;
    const ebuilds = cached ? [] : files.list(folder).filter((file) => file.endsWith('.ebuild'));
    return [folder, `${folder}/metadata.xml`, ...ebuilds.map((file) => `${folder}/${file}`)];
  });
}

/** The commit that is checked out; '' outside of git and in a linked worktree, whose .git is a file. */
function readHead(files: RepositoryFiles): string {
  const head = files.readText('.git/HEAD')?.trim() ?? '';
  const branch = /^ref: (?<branch>refs\/[\w./+-]+)$/.exec(head)?.groups?.branch;
  if (branch === undefined || branch.includes('..')) return head;
  return files.readText(`.git/${branch}`)?.trim() ?? `${head} ${files.stamp('.git/packed-refs') ?? ''}`;
}
