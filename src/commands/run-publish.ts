import { EbuildgenError, printable } from '../core/errors.ts';
import type { Host, Ports } from '../core/host.ts';
import type { FileStore } from '../core/ports.ts';
import { preparePublication } from '../pipeline/package/published-files.ts';
import { readStop } from '../pipeline/update/update-stop.ts';
import { type Published, type PublishOptions, publish } from '../publish/publish.ts';
import { type OutputOptions, parseAddress } from './options.ts';
import { githubToken } from './session.ts';

export interface PublishCommandOptions extends OutputOptions {
  readonly output: string;
  readonly remote: string;
  readonly branch?: string;
  readonly pullRequest: boolean;
  readonly githubApiUrl: string;
}

/** Publishes the overlay, tells what came of it, and gives the exit status. */
export async function runPublish(options: PublishCommandOptions, host: Host): Promise<number> {
  const proposeBy = createPropose(options, host);
  const ports = await host.openPorts({ offline: false, refresh: false, jobs: 1, progressBar: false });
  try {
    const store = ports.openStore(options.output);
    await checkOverlay(store);
    const stop = await readStop(store);
    if (stop !== undefined) {
      host.stderr.write(`ebuildgen: stopped: ${stop}\n`);
      return 0;
    }
    const unlock = await ports.lockOverlay(options.output, 'ebuildgen publish');
    try {
      const isOurs = await preparePublication(store, ports.sha256);
      const { remote, branch } = options;
      const published = await publish(ports.openGit(options.output), {
        remote,
        isOurs,
        ...(branch === undefined ? {} : { branch }),
        ...fallbackIdentity(host),
        ...(proposeBy === undefined ? {} : { propose: proposeBy(ports) }),
      });
      if (!options.quiet) {
        host.stderr.write(formatLeft(published.left));
        host.stdout.write(formatPublished(published));
      }
      const outputs = host.env.GITHUB_OUTPUT;
      if (outputs) await ports.appendText(outputs, formatOutputs(published));
      return 0;
    } finally {
      await unlock();
    }
  } finally {
    await ports.close();
  }
}

/** A folder that is none must not become one by being locked. */
async function checkOverlay(store: FileStore): Promise<void> {
  if ((await store.readText('profiles/repo_name')) !== undefined) return;
  throw new EbuildgenError(
    'USAGE_INVALID',
    `\`${store.root}\` is no overlay: it has no \`profiles/repo_name\``,
    {
      hint: '`-o DIR` names the overlay; `ebuildgen init DIR` makes one',
    },
  );
}

/** undefined where changes are to be pushed. Throws USAGE_INVALID without a token. */
function createPropose(
  options: PublishCommandOptions,
  host: Host,
): ((ports: Ports) => NonNullable<PublishOptions['propose']>) | undefined {
  if (!options.pullRequest) return undefined;
  const { githubToken: token } = githubToken(host);
  if (token === undefined) {
    throw new EbuildgenError('USAGE_INVALID', '`--pull-request` needs a token', {
      hint: 'set GITHUB_TOKEN or GH_TOKEN',
    });
  }
  const apiUrl = parseAddress(options.githubApiUrl, '--github-api-url');
  const repository = host.env.GITHUB_REPOSITORY;
  return ({ fetch }) =>
    async (proposal) => {
      const { openPullRequest } = await import('../publish/pull-request.ts');
      return openPullRequest(proposal, { apiUrl, token, fetch, ...(repository ? { repository } : {}) });
    };
}

/** The account that GitHub Actions acts as. Elsewhere a person commits, and has a name. */
function fallbackIdentity({ env }: Host): Pick<PublishOptions, 'identity'> {
  if (env.GITHUB_ACTIONS !== 'true') return {};
  return {
    identity: {
      name: 'github-actions[bot]',
      email: '41898282+github-actions[bot]@users.noreply.github.com',
    },
  };
}

function formatPublished({ outcome, branch, commit = '', subject = '', url = '' }: Published): string {
  if (outcome === 'nothing') return 'nothing to publish\n';
  const where = outcome === 'pushed' ? branch : url;
  return `${oneLine(`${outcome} ${commit.slice(0, 12)} ${subject} → ${where}`)}\n`;
}

/** Names of files and other people's commits may hold anything. */
const oneLine = (text: string) => printable(text).replace(/\s/g, ' ');

/** What a person may have expected to be published, too. */
function formatLeft(left: readonly string[]): string {
  if (left.length === 0) return '';
  const shown = left.slice(0, 3).map((path) => `\`${oneLine(path)}\``);
  const names = [...shown, ...(left.length > 3 ? [`${left.length - 3} more`] : [])].join(', ');
  return `ebuildgen: note: left to you, as ebuildgen did not write it: ${names}\n`;
}

/** Outputs of a step of GitHub Actions. A line break in a value would begin another output. */
function formatOutputs({ outcome, commit = '', branch, url = '' }: Published): string {
  const outputs = { outcome, commit, branch, 'pull-request': url };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value.replace(/\s/g, '')}\n`)
    .join('');
}
