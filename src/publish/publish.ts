import { EbuildgenError } from '../core/errors.ts';
import type { Git } from '../core/ports.ts';
import {
  type Commit,
  checkRepository,
  commitOverlay,
  type Identity,
  type IsOurs,
  identityArguments,
  stageOverlay,
} from './commit.ts';
import { type CommitMessage, describeCommit } from './commit-message.ts';
import { readGit, tryReadGit } from './git-command.ts';
import { isAhead, type PushTarget, pushCommit, pushHead, readRemoteTip } from './push.ts';

export interface PublishOptions {
  readonly remote: string;
  readonly isOurs: IsOurs;
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
  /** Files of the overlay that changed, too, and are not ours to publish. */
  readonly left: readonly string[];
}

/**
 * Commits what changed in the overlay and pushes it, or proposes it. With nothing to commit, a commit that could not be
 * pushed before is. Throws PUBLISH_FAILED and UPSTREAM_UNAVAILABLE.
 */
export async function publish(git: Git, options: PublishOptions): Promise<Published> {
  await checkRepository(git);
  const remoteUrl = await readRemoteUrl(git, options.remote);
  const { files, left } = await stageOverlay(git, options.isOurs);
  const branch = await chooseBranch(git, options.branch);
  const identity = files.length === 0 ? [] : await identityArguments(git, options.identity);
  const target = { remote: options.remote, branch, identity };
  const commit = { files, message: describeCommit(files), identity };
  const { propose } = options;
  if (propose === undefined) return { ...(await pushChanges(git, { target, commit })), left };
  if (files.length === 0) return { outcome: 'nothing', branch, left };
  return { ...(await proposeChanges(git, { target, commit, remoteUrl, propose })), left };
}

interface Job {
  /** The branch that the changes are for. */
  readonly target: PushTarget;
  readonly commit: Commit;
}

type Done = Omit<Published, 'left'>;

async function pushChanges(git: Git, { target, commit }: Job): Promise<Done> {
  const { branch } = target;
  if (commit.files.length > 0) await commitOverlay(git, commit);
  else if (!(await isAhead(git, target))) return { outcome: 'nothing', branch };
  await pushHead(git, target);
  const head = await readGit(git, ['rev-parse', 'HEAD']);
  const subject = await readGit(git, ['log', '-1', '--format=%s']);
  return { outcome: 'pushed', commit: head, branch, subject };
}

async function readRemoteUrl(git: Git, remote: string): Promise<string> {
  // A name only: options and addresses, with the transports that those can name, have no business here.
  const url = /^[A-Za-z0-9_][\w.-]*$/.test(remote)
    ? await tryReadGit(git, ['remote', 'get-url', remote])
    : undefined;
  if (url !== undefined) return url;
  throw new EbuildgenError('PUBLISH_FAILED', `the overlay's repository has no remote \`${remote}\``, {
    hint: 'add one with `git remote add origin URL` in the overlay, or name another with `--remote`',
  });
}

async function chooseBranch(git: Git, asked: string | undefined): Promise<string> {
  const branch = asked ?? (await tryReadGit(git, ['symbolic-ref', '--quiet', '--short', 'HEAD']));
  if (branch !== undefined) {
    const valid =
      (await git(['check-ref-format', `refs/heads/${branch}`])).status === 0 && !branch.startsWith('-');
    if (valid) return branch;
    throw new EbuildgenError('USAGE_INVALID', `\`${branch}\` cannot be the name of a branch`);
  }
  throw new EbuildgenError('PUBLISH_FAILED', 'no branch is checked out (detached HEAD)', {
    hint: 'name the branch to push to with `--branch`, or check one out',
  });
}

interface ProposalJob extends Job {
  readonly remoteUrl: string;
  readonly propose: NonNullable<PublishOptions['propose']>;
}

/**
 * Commits to a branch of its own, named after the content: what was proposed already is not proposed again. Afterwards
 * the branch that was checked out is so again, without the changes.
 */
async function proposeChanges(git: Git, job: ProposalJob): Promise<Done> {
  const { target, commit, remoteUrl, propose } = job;
  const { message } = commit;
  const tree = await readGit(git, ['write-tree']);
  const branch = `ebuildgen/update-${tree.slice(0, 12)}`;
  const known = await readRemoteTip(git, { remote: target.remote, branch });
  const pushed = known ?? (await pushProposal(git, job, branch));
  const url = await propose({ branch, base: target.branch, remoteUrl, message });
  return { outcome: 'proposed', commit: pushed, branch, subject: message.subject, url };
}

async function pushProposal(git: Git, { target, commit }: Job, branch: string): Promise<string> {
  const before =
    (await tryReadGit(git, ['symbolic-ref', '--quiet', '--short', 'HEAD'])) ??
    (await readGit(git, ['rev-parse', 'HEAD']));
  await readGit(git, ['checkout', '--quiet', '-B', branch]);
  const made = await commitAndRead(git, commit).finally(() => git(['checkout', '--quiet', before, '--']));
  await pushCommit(git, made, { ...target, branch });
  return made;
}

async function commitAndRead(git: Git, commit: Commit): Promise<string> {
  await commitOverlay(git, commit);
  return readGit(git, ['rev-parse', 'HEAD']);
}
