import { EbuildgenError } from '../core/errors.ts';
import type { Host, Ports } from '../core/host.ts';
import type { OverlayConfig } from '../model/config.ts';
import type { PackageResult } from '../model/result.ts';
import type { RunContext } from '../pipeline/context.ts';
import { openRun } from '../pipeline/open-run.ts';
import { formatDiff } from '../report/diff.ts';
import type { Verbosity } from '../report/severity.ts';
import {
  formatAdviceCount,
  formatDiagnostics,
  formatMissingHint,
  formatRemarks,
  formatResultLine,
} from '../report/text.ts';
import { type GenerateOptions, parseAddress, wantsColor } from './options.ts';

/** Opens the ports for a run over `packages` packages, and closes them after it. */
export async function withPorts<T>(
  options: GenerateOptions,
  { host, packages }: { readonly host: Host; readonly packages: number },
  work: (ports: Ports) => Promise<T>,
): Promise<T> {
  checkOptions(options);
  const bar = host.stderr.isTerminal && !options.quiet && options.format === 'text' && packages > 1;
  const ports = await host.openPorts({
    offline: options.offline,
    refresh: options.refresh,
    jobs: options.jobs,
    progressBar: bar,
    ...(options.distdir === undefined ? {} : { distdir: options.distdir }),
  });
  try {
    return await work(ports);
  } finally {
    await ports.close();
  }
}

function checkOptions(options: GenerateOptions): void {
  if (options.offline && options.refresh) {
    throw new EbuildgenError('USAGE_INVALID', '`--offline` and `--refresh` exclude each other');
  }
}

/** Keeps other runs off the overlay. A dry run writes nothing, so it needs no lock either. */
export async function inLockedOverlay<T>(
  ports: Ports,
  { dryRun, output }: Pick<GenerateOptions, 'dryRun' | 'output'>,
  work: () => Promise<T>,
): Promise<T> {
  if (dryRun) return work();
  const unlock = await ports.lockOverlay(output, 'ebuildgen');
  try {
    return await work();
  } finally {
    await unlock();
  }
}

/** Opens what all packages of a run share, and tells what was noticed on the way. */
export async function openSession(
  options: GenerateOptions,
  { host, ports, config }: { readonly host: Host; readonly ports: Ports; readonly config?: OverlayConfig },
): Promise<RunContext> {
  const { value, diagnostics } = await openRun(ports, {
    ...(config === undefined ? {} : { config }),
    output: options.output,
    repositories: options.repo,
    configRoot: host.env.PORTAGE_CONFIGROOT ?? '/',
    dryRun: options.dryRun,
    force: options.force,
    explain: options.verbose,
    jobs: options.jobs,
    pypiUrl: parseAddress(options.pypiUrl, '--pypi-url'),
    githubApiUrl: parseAddress(options.githubApiUrl, '--github-api-url'),
    githubUrl: parseAddress(options.githubUrl, '--github-url'),
    ...githubToken(host),
  });
  const color = wantsColor(options.color, host.env, host.stderr.isTerminal);
  host.stderr.write(formatDiagnostics(diagnostics, 'ebuildgen', { verbosity: verbosityOf(options), color }));
  return value;
}

/** Results go to stdout, what a person should look at to stderr. */
export function createTeller(options: GenerateOptions, host: Host): (result: PackageResult) => void {
  const color = (isTerminal: boolean) => wantsColor(options.color, host.env, isTerminal);
  const verbosity = verbosityOf(options);
  return (result) => {
    if (!options.quiet) host.stdout.write(formatResultLine(result, color(host.stdout.isTerminal)));
    if (options.dryRun) host.stdout.write(formatDiff(result.files));
    host.stderr.write(formatRemarks(result, verbosity, color(host.stderr.isTerminal)));
  };
}

/** What to do about what was found, and that there is something to tell upstream; what it is, -v and JSON say. */
export function tellAdvice(results: readonly PackageResult[], options: GenerateOptions, host: Host): void {
  if (options.format !== 'text' || options.quiet) return;
  host.stderr.write(formatMissingHint(results));
  if (!options.verbose) host.stderr.write(formatAdviceCount(results));
}

export function verbosityOf({ quiet, verbose }: GenerateOptions): Verbosity {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}

/** From the environment, never from a flag: those are in everybody's list of processes. */
export function githubToken({ env }: Pick<Host, 'env'>): { readonly githubToken?: string } {
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  return token ? { githubToken: token } : {};
}
