import { EbuildgenError } from '../core/errors.ts';
import type { Git } from '../core/ports.ts';
import { commitOverlay, type Identity, identityArguments, stageOverlay } from './commit.ts';
import type { CommitMessage } from './commit-message.ts';
import { readGit, tryReadGit } from './git-command.ts';
import { isAhead, type PushTarget, pushHead, readRemoteTip } from './push.ts';

export interface PublishOptions {
  readonly remote: string;
  /** The remote's branch; by default it is called like the one that is checked out. */
  readonly branch?: string;
  /** Who commits where git's configuration does not say. */
  readonly identity?: Identity;
  /** Opens a pull request and gives its address; present where changes are to be proposed, not pushed. */
  readonly propose?: (proposal: Proposal) => Promise<string>;
}

/** A branch that was pushed to be merged into another. */
export interface Proposal {
  readonly branch: string;
  readonly base: string;
  /** Address of the remote. */
  readonly remoteUrl: string;
  readonly message: CommitMessage;
}

export interface Published {
  readonly outcome: 'nothing' | 'pushed' | 'proposed';
  /** The commit that was pushed. */
  readonly commit?: string;
  readonly branch: string;
  readonly subject?: string;
  /** Of the pull request. */
  readonly url?: string;
}

/**
 * Commits what changed in the overlay and pushes it, or proposes it. With nothing to commit, a commit that could not be
 * pushed before is. Throws PUBLISH_FAILED and UPSTREAM_UNAVAILABLE.
 */
export async function publish(git: Git, options: PublishOptions): Promise<Published> {
  const remoteUrl = await readRemoteUrl(git, options.remote);
  const message = await stageOverlay(git);
  const branch = await chooseBranch(git, options.branch);
  const identity = message === undefined ? [] : await identityArguments(git, options.identity);
  const target = { remote: options.remote, branch, identity };
  if (options.propose !== undefined) {
    if (message === undefined) return { outcome: 'nothing', branch };
    return proposeChanges(git, { target, message, remoteUrl, propose: options.propose });
  }
  if (message !== undefined) await commitOverlay(git, message, identity);
  else if (!(await isAhead(git, target))) return { outcome: 'nothing', branch };
  await pushHead(git, target);
  const commit = await readGit(git, ['rev-parse', 'HEAD']);
  const subject = await readGit(git, ['log', '-1', '--format=%s']);
  return { outcome: 'pushed', commit, branch, subject };
}

async function readRemoteUrl(git: Git, remote: string): Promise<string> {
  // A name only: options and addresses, with the transports that those can name, have no business here.
  const url = /^[A-Za-z0-9_][\w.-]*$/.test(remote)
    ? await tryReadGit(git, ['remote', 'get-url', remote])
    : undefined;
  if (url !== undefined) return url;
  throw new EbuildgenError('PUBLISH_FAILED', `the overlay's repository has no remote \`${remote}\``, {
    hint: 'add one with `git remote add origin URL`, or name another with `--remote`',
  });
}

async function chooseBranch(git: Git, asked: string | undefined): Promise<string> {
  if (asked !== undefined) {
    const valid =
      (await git(['check-ref-format', `refs/heads/${asked}`])).status === 0 && !asked.startsWith('-');
    if (valid) return asked;
    throw new EbuildgenError('USAGE_INVALID', `\`${asked}\` cannot be the name of a branch`);
  }
  const current = await tryReadGit(git, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  if (current !== undefined) return current;
  throw new EbuildgenError('PUBLISH_FAILED', 'no branch is checked out (detached HEAD)', {
    hint: 'name the branch to push to with `--branch`, or check one out',
  });
}

interface ProposalJob {
  /** The branch that the changes are for. */
  readonly target: PushTarget;
  readonly message: CommitMessage;
  readonly remoteUrl: string;
  readonly propose: NonNullable<PublishOptions['propose']>;
}

/**
 * Commits to a branch of its own, named after the content: what was proposed already is not proposed again. Afterwards
 * the branch that was checked out is so again, without the changes.
 */
async function proposeChanges(git: Git, job: ProposalJob): Promise<Published> {
  const { target, message, remoteUrl, propose } = job;
  const tree = await readGit(git, ['write-tree']);
  const branch = `ebuildgen/update-${tree.slice(0, 12)}`;
  const known = await readRemoteTip(git, { remote: target.remote, branch });
  const commit = known ?? (await pushProposal(git, { ...job, branch }));
  const url = await propose({ branch, base: target.branch, remoteUrl, message });
  return { outcome: 'proposed', commit, branch, subject: message.subject, url };
}

async function pushProposal(
  git: Git,
  { target, message, branch }: ProposalJob & { readonly branch: string },
): Promise<string> {
  const { remote, identity } = target;
  const before =
    (await tryReadGit(git, ['symbolic-ref', '--quiet', '--short', 'HEAD'])) ??
    (await readGit(git, ['rev-parse', 'HEAD']));
  await readGit(git, ['checkout', '--quiet', '-B', branch]);
  await commitOverlay(git, message, identity);
  const commit = await readGit(git, ['rev-parse', 'HEAD']);
  await readGit(git, ['checkout', '--quiet', before, '--']);
  const pushed = await git(['push', '--porcelain', remote, `${commit}:refs/heads/${branch}`]);
  if (pushed.status === 0) return commit;
  throw new EbuildgenError(
    'PUBLISH_FAILED',
    `\`${branch}\` could not be pushed to \`${remote}\`: ${pushed.stderr.trim().slice(-300)}`,
  );
}
