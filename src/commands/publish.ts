import { Command } from 'commander';
import type { Host } from '../core/host.ts';
import { addOutputOptions, type Settle } from './options.ts';
import type { PublishCommandOptions } from './run-publish.ts';

/** `ebuildgen publish` */
export function publishCommand(host: Host, settle: Settle): Command {
  const command = new Command('publish')
    .summary('commit and push, or open a pull request with, what update changed')
    .description(
      "Commit what changed of the packages that ebuildgen made and of the overlay's own files, with a message that lists the packages, and push it. Files of yours are left alone.",
    )
    .option('-o, --output <dir>', 'the overlay, in a git repository', 'overlay-out')
    .option('--remote <name>', 'the remote to push to', 'origin')
    .option('--branch <name>', 'its branch (default: called like the one that is checked out)')
    .option('--pull-request', 'push to a branch of its own and open a pull request', false)
    .option('--github-api-url <url>', "GitHub's API", host.env.GITHUB_API_URL ?? 'https://api.github.com')
    .addHelpText('after', examples)
    .action(async (options: PublishCommandOptions) => {
      // Loaded when it runs: help and version must not wait for it.
      const { runPublish } = await import('./run-publish.ts');
      settle(await runPublish(options, host));
    });
  return addOutputOptions(command);
}

const examples = `
Examples:
  ebuildgen publish -o ~/overlay
  GITHUB_TOKEN=... ebuildgen publish -o ~/overlay --pull-request
`;
