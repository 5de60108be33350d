import { EbuildgenError } from '../core/errors.ts';
import type { Git, GitResult } from '../core/ports.ts';
import { lastWords, readGit, tryReadGit } from './git-command.ts';

export interface PushTarget {
  /** Name of a remote. */
  readonly remote: string;
  /** The remote's branch, without `refs/heads/`. */
  readonly branch: string;
  readonly identity: readonly string[];
}

/** How often somebody else may be faster. */
const mostAttempts = 5;

/**
 * Pushes HEAD. Where someone pushed meanwhile, our commits are put on top of theirs and pushed again; nothing is ever
 * forced. Throws PUBLISH_FAILED where that does not work out, UPSTREAM_UNAVAILABLE where the remote cannot be reached;
 * the commits stay in the local branch then.
 */
export async function pushHead(git: Git, target: PushTarget): Promise<void> {
  const { remote, branch } = target;
  for (let attempt = 1; ; attempt++) {
    const pushed = await git(['push', '--porcelain', remote, `HEAD:refs/heads/${branch}`]);
    if (pushed.status === 0) return;
    if (!isBehind(pushed)) throw pushError(pushed, target);
    if (attempt === mostAttempts) {
      throw new EbuildgenError(
        'UPSTREAM_UNAVAILABLE',
        `others kept pushing to \`${branch}\` of \`${remote}\``,
      );
    }
    await rebaseOnRemote(git, target);
  }
}

/** Pushes a commit to a branch that is ours alone. Throws as pushHead does. */
export async function pushCommit(git: Git, commit: string, target: PushTarget): Promise<void> {
  const { remote, branch } = target;
  const pushed = await git(['push', '--porcelain', remote, `${commit}:refs/heads/${branch}`]);
  if (pushed.status !== 0) throw pushError(pushed, target);
}

/** Whether the remote's branch has commits that ours has not; a lock there means that one is just coming. */
function isBehind({ stdout }: GitResult): boolean {
  return /^!\t.*\t(?:\[rejected\] \((?:fetch first|non-fast-forward|stale info)\)|\[remote rejected\] \((?:cannot lock ref|failed to update ref|reference already exists).*\))$/m.test(
    stdout,
  );
}

function pushError({ stdout, stderr }: GitResult, { remote, branch }: PushTarget): EbuildgenError {
  const refused = /^!\t.*\t(?<why>\[.*)$/m.exec(stdout)?.groups?.why;
  const words = lastWords(stderr);
  if (refused !== undefined) {
    return new EbuildgenError(
      'PUBLISH_FAILED',
      `\`${remote}\` refused \`${branch}\`: ${refused} · ${words}`,
      {
        hint: 'look at the rules of that branch; `--pull-request` proposes the changes instead',
      },
    );
  }
  const passing = /could not resolve|timed out|connection|unable to access|early EOF|hung up|HTTP 5\d\d/i;
  const final =
    /authentication failed|permission denied|denied to|not found|not appear to be a git|could not read Username|HTTP 40\d|error: 40\d/i;
  const code = passing.test(words) && !final.test(words) ? 'UPSTREAM_UNAVAILABLE' : 'PUBLISH_FAILED';
  return new EbuildgenError(code, `\`git push ${remote}\` failed: ${words}`);
}

async function rebaseOnRemote(git: Git, { remote, branch, identity }: PushTarget): Promise<void> {
  await readGit(git, ['fetch', '--quiet', '--no-tags', remote, `refs/heads/${branch}`]);
  const { status, stderr } = await git([...identity, 'rebase', '--quiet', '--autostash', 'FETCH_HEAD']);
  if (status === 0) return;
  await git(['rebase', '--abort']);
  throw new EbuildgenError(
    'PUBLISH_FAILED',
    `the changes do not fit on what someone pushed to \`${branch}\` meanwhile: ${lastWords(stderr)}`,
    { hint: `\`git pull --rebase ${remote} ${branch}\`, then run \`ebuildgen update\` and publish again` },
  );
}

/** Whether HEAD has commits that the remote's branch has not, as far as can be told without fetching. */
export async function isAhead(git: Git, { remote, branch }: PushTarget): Promise<boolean> {
  const head = await tryReadGit(git, ['rev-parse', '--quiet', '--verify', 'HEAD']);
  if (head === undefined) return false;
  const tip = await readRemoteTip(git, { remote, branch });
  if (tip === undefined) return true;
  return tip !== head && (await git(['merge-base', '--is-ancestor', tip, 'HEAD'])).status === 0;
}

/** The commit that a remote's branch is at; undefined where there is no such branch. Throws as pushHead does. */
export async function readRemoteTip(
  git: Git,
  { remote, branch }: Pick<PushTarget, 'remote' | 'branch'>,
): Promise<string | undefined> {
  const listed = await git(['ls-remote', '--quiet', remote, `refs/heads/${branch}`]);
  if (listed.status !== 0) throw pushError(listed, { remote, branch, identity: [] });
  return listed.stdout.split('\t')[0] || undefined;
}
