import { Octokit, RequestError } from 'octokit';
import { EbuildgenError } from '../core/errors.ts';
import { formatCommit } from './commit-message.ts';
import type { Proposal } from './publish.ts';

export interface PullRequestOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  /** OWNER/REPO; by default what the remote's address says. */
  readonly repository?: string;
}

/** Branches of earlier proposals, which a newer one takes the place of. */
const branchPrefix = 'ebuildgen/update-';

/**
 * Opens a pull request, unless the branch has one, closes those of earlier updates and gives the address. Throws
 * PUBLISH_FAILED with what GitHub said.
 */
export async function openPullRequest(proposal: Proposal, options: PullRequestOptions): Promise<string> {
  const { owner, repo } = parseRepository(options.repository ?? proposal.remoteUrl);
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: 'ebuildgen',
    request: { fetch: options.fetch },
    retry: { enabled: false },
    throttle: { enabled: false },
  });
  const { pulls } = octokit.rest;
  const { branch, base, message } = proposal;
  try {
    const open = await octokit.paginate(pulls.list, { owner, repo, state: 'open', base, per_page: 100 });
    const ours = open.filter(
      ({ head }) =>
        head.ref.startsWith(branchPrefix) &&
        head.repo?.full_name.toLowerCase() === `${owner}/${repo}`.toLowerCase(),
    );
    const same = ours.find(({ head }) => head.ref === branch);
    const { html_url: url, number } =
      same ??
      (await pulls.create({ owner, repo, base, head: branch, title: message.subject, body: bodyOf(message) }))
        .data;
    for (const old of ours.filter((pull) => pull.number !== number)) {
      await pulls.update({ owner, repo, pull_number: old.number, state: 'closed' });
    }
    return url;
  } catch (error) {
    throw apiError(error, `${owner}/${repo}`);
  }
}

/** In a block, where upstream's names are no mentions, links or markup. */
function bodyOf(message: Proposal['message']): string {
  const text = formatCommit(message).replaceAll('`', "'");
  return `Made by \`ebuildgen update\`.\n\n\`\`\`\n${text}\`\`\`\n`;
}

/** `owner/repo`, `https://github.com/owner/repo.git`, `git@github.com:owner/repo.git`. */
export function parseRepository(text: string): { readonly owner: string; readonly repo: string } {
  const { owner, repo } =
    /(?:^|[/:])(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)\/(?<repo>[A-Za-z0-9._-]+?)(?:\.git)?\/?$/.exec(text)
      ?.groups ?? {};
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new EbuildgenError('PUBLISH_FAILED', 'the remote is no repository on GitHub', {
    hint: 'set GITHUB_REPOSITORY to OWNER/REPO',
  });
}

/** Octokit's own error is left behind: it holds the request with its headers. */
function apiError(error: unknown, repository: string): unknown {
  if (!(error instanceof RequestError)) return error;
  const { status, message } = error;
  const words = `GitHub answered ${status} for \`${repository}\`: ${message.split('\n')[0]?.slice(0, 300)}`;
  if (status >= 500 || status === 429) return new EbuildgenError('UPSTREAM_UNAVAILABLE', words);
  const hint = hints[status];
  return new EbuildgenError('PUBLISH_FAILED', words, hint === undefined ? {} : { hint });
}

const hints: Readonly<Record<number, string>> = {
  401: 'correct GITHUB_TOKEN',
  403: 'give the token `pull-requests: write`, and allow GitHub Actions to create pull requests in the settings',
  404: 'give the token access to the repository',
};
