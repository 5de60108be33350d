import { EbuildgenError } from '../core/errors.ts';
import type { Git } from '../core/ports.ts';
import { type CommitMessage, describeCommit, formatCommit, parseNameStatus } from './commit-message.ts';
import { readGit, tryReadGit } from './git-command.ts';

/** Everything below the overlay. */
const overlayPaths = ['--', '.'];

/** What a run keeps in the overlay while it works. git does not take it as `:(exclude)` where .gitignore has it too. */
const temporaryPaths = ['--', '.ebuildgen-tmp'];

/** Stages what changed in the overlay and says what it is; undefined where nothing did. Throws PUBLISH_FAILED. */
export async function stageOverlay(git: Git): Promise<CommitMessage | undefined> {
  await checkRepository(git);
  await readGit(git, ['add', '--all', ...overlayPaths]);
  await readGit(git, ['rm', '-r', '--cached', '--quiet', '--ignore-unmatch', ...temporaryPaths]);
  const changed = await readGit(git, [
    ...['diff', '--cached', '--name-status', '--no-renames', '--relative', '-z'],
    ...overlayPaths,
  ]);
  return changed === '' ? undefined : describeCommit(parseNameStatus(changed));
}

async function checkRepository(git: Git): Promise<void> {
  if ((await tryReadGit(git, ['rev-parse', '--is-inside-work-tree'])) !== 'true') {
    throw new EbuildgenError('PUBLISH_FAILED', 'the overlay is in no git repository', {
      hint: 'run `git init` in it and add a remote',
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

/** Commits what stageOverlay staged, and nothing that a person staged elsewhere. `identity` as identityArguments gives it. */
export async function commitOverlay(
  git: Git,
  message: CommitMessage,
  identity: readonly string[],
): Promise<void> {
  const args = [...identity, 'commit', '--quiet', '--file=-', '--only', ...overlayPaths];
  await readGit(git, args, formatCommit(message));
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
