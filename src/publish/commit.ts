import { EbuildgenError } from '../core/errors.ts';
import type { Git } from '../core/ports.ts';
import {
  type CommitMessage,
  type CommittedFile,
  formatCommit,
  parseNameStatus,
  parseStatus,
} from './commit-message.ts';
import { readGit, tryReadGit } from './git-command.ts';

/** Whether a file is ebuildgen's to publish, by its path relative to the overlay. */
export type IsOurs = (path: string) => boolean;

export interface StagedOverlay {
  /** Relative to the overlay; empty where nothing changed. */
  readonly files: readonly CommittedFile[];
  /** What changed in the overlay besides, which is left to whoever changed it. */
  readonly left: readonly string[];
}

/** Paths as they are, one after the other on standard input: no magic of pathspecs, no limit of the command line. */
const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];

/** Stages what changed of our files in the overlay, as far as .gitignore lets it. Throws PUBLISH_FAILED. */
export async function stageOverlay(git: Git, isOurs: IsOurs): Promise<StagedOverlay> {
  const prefix = await readGit(git, ['rev-parse', '--show-prefix']);
  const status = await readGit(git, [
    ...['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=all'],
    ...['--', '.'],
  ]);
  const changed = parseStatus(status, prefix);
  const ours = changed.filter(({ path }) => isOurs(path));
  // git does not find what is neither in the index nor on disk.
  const present = ours.filter(({ code }) => code !== 'D ').map(({ path }) => path);
  if (present.length > 0) {
    await readGit(git, ['--literal-pathspecs', 'add', '--all', ...fromInput], present.join('\0'));
  }
  const staged = await readGit(git, [
    ...['diff', '--cached', '--name-status', '--no-renames', '--relative', '-z'],
    ...['--', '.'],
  ]);
  return {
    files: parseNameStatus(staged).filter(({ path }) => isOurs(path)),
    left: changed.filter(({ path }) => !isOurs(path)).map(({ path }) => path),
  };
}

/** Throws PUBLISH_FAILED where there is no repository, or one in the middle of something. */
export async function checkRepository(git: Git): Promise<void> {
  if ((await tryReadGit(git, ['rev-parse', '--is-inside-work-tree'])) !== 'true') {
    throw new EbuildgenError('PUBLISH_FAILED', 'the overlay is in no git repository', {
      hint: 'run `git init` and `git remote add origin URL` in it, once',
    });
  }
  for (const [head, what] of Object.entries(unfinished)) {
    if ((await tryReadGit(git, ['rev-parse', '--quiet', '--verify', head])) !== undefined) {
      throw new EbuildgenError('PUBLISH_FAILED', `a ${what} is under way in the overlay's repository`, {
        hint: `end it with \`git ${what} --continue\` or \`--abort\``,
      });
    }
  }
}

const unfinished = { MERGE_HEAD: 'merge', REBASE_HEAD: 'rebase', CHERRY_PICK_HEAD: 'cherry-pick' } as const;

export interface Commit {
  readonly files: readonly CommittedFile[];
  readonly message: CommitMessage;
  /** See identityArguments. */
  readonly identity: readonly string[];
}

/** Commits what stageOverlay staged, and nothing that a person staged besides. */
export async function commitOverlay(git: Git, { files, message, identity }: Commit): Promise<void> {
  const text = `--message=${formatCommit(message)}`;
  const args = ['--literal-pathspecs', ...identity, 'commit', '--quiet', text, '--only', ...fromInput];
  await readGit(git, args, files.map(({ path }) => path).join('\0'));
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Options that make git know who commits: none where it does, else the fallback's. Throws PUBLISH_FAILED. */
export async function identityArguments(
  git: Git,
  fallback: Identity | undefined,
): Promise<readonly string[]> {
  const known = await tryReadGit(git, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
  const author = await tryReadGit(git, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT']);
  if (known !== undefined && author !== undefined) return [];
  if (fallback !== undefined)
    return ['-c', `user.name=${fallback.name}`, '-c', `user.email=${fallback.email}`];
  throw new EbuildgenError('PUBLISH_FAILED', 'git does not know who commits', {
    hint: 'set `git config user.name` and `git config user.email`',
  });
}
