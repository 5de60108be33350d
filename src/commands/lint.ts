import { Command, Option } from 'commander';
import type { Host } from '../core/host.ts';
import type { LintCommandOptions } from './lint-options.ts';
import { addOutputOptions, type Settle } from './options.ts';

/** `ebuildgen lint TARGET...` */
export function lintCommand(host: Host, settle: Settle): Command {
  const { env } = host;
  const command = new Command('lint')
    .summary('report packaging pitfalls')
    .description(
      'Report packaging pitfalls of folders, pyproject.toml files, sdists, wheels, PyPI projects and repositories.',
    )
    .argument('[target...]', 'PATH, NAME[==VERSION], OWNER/REPO[@TAG], or - for a pyproject.toml on stdin')
    .option('--from <overlay>', 'lint all that an overlay was generated from; `overlay` is that of --output')
    .option('-o, --output <dir>', 'the overlay that `--from overlay` means', 'overlay-out')
    .option('--select <codes>', 'only these rules; prefixes and lists, repeatable: PO1,PK203', collect, [])
    .option('--ignore <codes>', 'not these rules; the longer prefix decides', collect, [])
    .option('--strict', 'warnings count as errors', false)
    .option('--diff', 'print what --fix would change', false)
    .option('--fix', 'correct pyproject.toml where that is certain', false)
    .option('--list', 'print all rules', false)
    .option('--explain <code>', 'print what a rule means, with an example')
    .addOption(
      new Option('--format <format>', 'what stdout carries')
        .choices(['text', 'json', 'sarif', 'markdown', 'github'])
        .default('text'),
    )
    .option('--offline', 'answer from the cache only', false)
    .option('--refresh', "ignore the cache's freshness", false)
    .option('--pypi-url <url>', 'the index', env.EBUILDGEN_PYPI_URL ?? 'https://pypi.org')
    .option('--github-api-url <url>', "GitHub's API", env.GITHUB_API_URL ?? 'https://api.github.com')
    .option('--github-url <url>', "GitHub's web address", env.GITHUB_SERVER_URL ?? 'https://github.com')
    .addHelpText('after', examples)
    .action(async (targets: readonly string[], options: LintCommandOptions) => {
      // Loaded when it runs: help and version must not wait for the pipeline.
      const { lint } = await import('./run-lint.ts');
      settle(await lint(targets, options, host));
    });
  return addOutputOptions(command);
}

const collect = (value: string, list: readonly string[]) => [...list, value];

const examples = `
Examples:
  ebuildgen lint .                      the project in this folder
  ebuildgen lint --diff pyproject.toml  what --fix would change
  ebuildgen lint requests psf/requests  the newest releases on PyPI and on GitHub
  ebuildgen lint --format sarif . > lint.sarif
`;
