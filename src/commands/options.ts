import { type Command, InvalidArgumentError, Option } from 'commander';
import { EbuildgenError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';

/** What every command that generates understands; names as commander derives them from the flags. */
export interface GenerateOptions extends OutputOptions {
  readonly output: string;
  readonly repo: readonly string[];
  readonly force: boolean;
  readonly jobs: number;
  readonly dryRun: boolean;
  readonly offline: boolean;
  readonly refresh: boolean;
  readonly distdir?: string;
  readonly format: 'text' | 'json';
  readonly pypiUrl: string;
  readonly githubApiUrl: string;
  readonly githubUrl: string;
}

export interface OutputOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: 'auto' | 'always' | 'never';
}

/** How a command's action reports its exit status. */
export type Settle = (status: number) => void;

export function addGenerateOptions(command: Command, host: Host): Command {
  const { env } = host;
  return command
    .option('-o, --output <dir>', 'the overlay to write into; made if it does not exist', 'overlay-out')
    .option(
      '--repo <dir>',
      "reference repository, ::gentoo first; repeatable (default: Portage's)",
      collect,
      [],
    )
    .option('-f, --force', 'generate also what a reference repository already has', false)
    .addOption(
      new Option('-j, --jobs <n>', 'packages at once')
        .argParser(parseJobs)
        .default(Math.min(8, 2 * host.cores), 'twice the cores, at most 8'),
    )
    .option('-n, --dry-run', 'print the plan and a diff, write nothing', false)
    .option('--offline', 'answer from the cache only', false)
    .option('--refresh', "ignore the cache's freshness", false)
    .option('--distdir <dir>', 'keep downloaded distfiles here, and use those that are there')
    .addOption(
      new Option('--format <format>', 'what stdout carries').choices(['text', 'json']).default('text'),
    )
    .option('--pypi-url <url>', 'the index', env.EBUILDGEN_PYPI_URL ?? 'https://pypi.org')
    .option('--github-api-url <url>', "GitHub's API", env.GITHUB_API_URL ?? 'https://api.github.com')
    .option('--github-url <url>', "GitHub's web address", env.GITHUB_SERVER_URL ?? 'https://github.com');
}

export function addOutputOptions(command: Command): Command {
  return command
    .option('-q, --quiet', 'say nothing but errors', false)
    .option('-v, --verbose', 'say how each fact was found and decided', false)
    .addOption(
      new Option('--color <when>', 'colours; NO_COLOR and FORCE_COLOR are respected')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    );
}

/** Whether to colour what goes to a terminal or not (https://no-color.org, https://force-color.org). */
export function wantsColor(color: OutputOptions['color'], env: Host['env'], isTerminal: boolean): boolean {
  if (color !== 'auto') return color === 'always';
  if (env.NO_COLOR) return false;
  return env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : isTerminal;
}

/** An http or https address without its trailing slash; throws USAGE_INVALID naming the option or variable. */
export function parseAddress(text: string, option: string): string {
  if (!URL.canParse(text) || !/^https?:\/\//.test(text)) {
    throw new EbuildgenError(
      'USAGE_INVALID',
      `\`${option}\` is \`${text}\`, which is not an http or https address`,
    );
  }
  return text.replace(/\/+$/, '');
}

const collect = (value: string, list: readonly string[]) => [...list, value];

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    throw new InvalidArgumentError('Give a whole number from 1 to 64.');
  }
  return jobs;
}
