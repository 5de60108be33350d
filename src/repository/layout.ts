import type { RepositoryFiles } from '../core/ports.ts';
import { parseAssignments, parseLines, splitWords } from './text-lines.ts';

export interface RepositoryLayout {
  readonly name: string;
  /** Names of the repositories that this one takes eclasses, licences and profiles from. */
  readonly masters: readonly string[];
}

/** Whether a folder looks like an ebuild repository at all. */
export function isRepository(files: RepositoryFiles): boolean {
  return ['profiles/', 'metadata/'].some((folder) => files.list('').includes(folder));
}

/** Reads metadata/layout.conf and profiles/repo_name; a repository without a name is called by its folder. */
export function readLayout(files: RepositoryFiles): RepositoryLayout {
  const layout = parseAssignments(parseLines(files.readText('metadata/layout.conf')));
  const folder = files.root.slice(files.root.lastIndexOf('/') + 1);
  const name = layout.get('repo-name') ?? parseLines(files.readText('profiles/repo_name'))[0] ?? folder;
  return { name, masters: splitWords(layout.get('masters')).filter((master) => master !== name) };
}
