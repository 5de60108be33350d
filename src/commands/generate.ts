import { EbuildgenError } from '../core/errors.ts';
import type { Host, Ports } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import type { PackageResult } from '../model/result.ts';
import { generatePackages } from '../pipeline/generate-packages.ts';
import { openRun } from '../pipeline/open-run.ts';
import { formatDiff } from '../report/diff.ts';
import { exitStatus } from '../report/exit-status.ts';
import { formatJson } from '../report/json.ts';
import {
  formatDiagnostics,
  formatRemarks,
  formatResultLine,
  formatTotals,
  type Verbosity,
} from '../report/text.ts';
import { type GenerateOptions, parseAddress, wantsColor } from './options.ts';

/** Generates what was asked for, tells it, and gives the exit status. */
export async function generate(
  refs: readonly ReleaseRef[],
  options: GenerateOptions,
  host: Host,
): Promise<number> {
  checkOptions(options);
  const bar = host.stderr.isTerminal && !options.quiet && options.format === 'text' && refs.length > 1;
  const ports = await host.openPorts({
    offline: options.offline,
    refresh: options.refresh,
    jobs: options.jobs,
    progressBar: bar,
    ...(options.distdir === undefined ? {} : { distdir: options.distdir }),
  });
  try {
    const results = await inLockedOverlay(ports, options, () => generateInto(refs, options, { host, ports }));
    if (options.format === 'json') host.stdout.write(formatJson(results));
    else if (refs.length > 1 && !options.quiet) host.stderr.write(formatTotals(results));
    return exitStatus(results);
  } finally {
    await ports.close();
  }
}

function checkOptions(options: GenerateOptions): void {
  if (options.offline && options.refresh) {
    throw new EbuildgenError('USAGE_INVALID', '`--offline` and `--refresh` exclude each other');
  }
}

/** A dry run writes nothing, so it needs no lock either. */
async function inLockedOverlay<T>(
  ports: Ports,
  options: GenerateOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (options.dryRun) return work();
  const unlock = await ports.lockOverlay(options.output, 'ebuildgen');
  try {
    return await work();
  } finally {
    await unlock();
  }
}

async function generateInto(
  refs: readonly ReleaseRef[],
  options: GenerateOptions,
  { host, ports }: { readonly host: Host; readonly ports: Ports },
): Promise<readonly PackageResult[]> {
  const run = await openRun(ports, {
    output: options.output,
    repositories: options.repo,
    configRoot: host.env.PORTAGE_CONFIGROOT ?? '/',
    dryRun: options.dryRun,
    force: options.force,
    jobs: options.jobs,
    pypiUrl: parseAddress(options.pypiUrl, '--pypi-url'),
    githubApiUrl: parseAddress(options.githubApiUrl, '--github-api-url'),
    githubUrl: parseAddress(options.githubUrl, '--github-url'),
    ...githubToken(host),
  });
  const color = wantsColor(options.color, host.env, host.stderr.isTerminal);
  host.stderr.write(
    formatDiagnostics(run.diagnostics, 'ebuildgen', { verbosity: verbosityOf(options), color }),
  );
  const tell = options.format === 'json' ? () => undefined : createTeller(options, host);
  return generatePackages(refs, run.value, tell);
}

/** Results go to stdout, what a person should look at to stderr. */
function createTeller(options: GenerateOptions, host: Host): (result: PackageResult) => void {
  const color = (isTerminal: boolean) => wantsColor(options.color, host.env, isTerminal);
  const verbosity = verbosityOf(options);
  return (result) => {
    if (!options.quiet) host.stdout.write(formatResultLine(result, color(host.stdout.isTerminal)));
    if (options.dryRun) host.stdout.write(formatDiff(result.files));
    host.stderr.write(formatRemarks(result, verbosity, color(host.stderr.isTerminal)));
  };
}

function verbosityOf({ quiet, verbose }: GenerateOptions): Verbosity {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}

function githubToken({ env }: Host): { readonly githubToken?: string } {
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  return token ? { githubToken: token } : {};
}
