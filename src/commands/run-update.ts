import type { Host, Ports } from '../core/host.ts';
import type { PackageResult } from '../model/result.ts';
import { readConfigured, updatePackages } from '../pipeline/update/update-packages.ts';
import { readStop } from '../pipeline/update/update-stop.ts';
import { formatDiff } from '../report/diff.ts';
import { exitStatus } from '../report/exit-status.ts';
import { formatJson } from '../report/json.ts';
import { formatRemarks } from '../report/text.ts';
import { formatMarkdownSummary } from '../report/update-summary.ts';
import { formatUpdateTable } from '../report/update-table.ts';
import { type GenerateOptions, wantsColor } from './options.ts';
import { type RecursionOptions, recursionLimits } from './recursion.ts';
import { inLockedOverlay, openSession, tellAdvice, verbosityOf, withPorts } from './session.ts';

export interface UpdateOptions extends GenerateOptions, RecursionOptions {
  readonly regenerate: boolean;
}

/** Brings the overlay up to date, tells what became of each package, and gives the exit status. */
export async function runUpdate(
  names: readonly string[],
  options: UpdateOptions,
  host: Host,
): Promise<number> {
  return withPorts(options, { host, packages: names.length === 1 ? 1 : 2 }, async (ports) => {
    const store = ports.openStore(options.output);
    const { refs, config } = await readConfigured(store, names);
    const stop = await readStop(store);
    if (stop !== undefined) {
      host.stderr.write(`ebuildgen: stopped: ${stop}\n`);
      if (options.format === 'json') host.stdout.write(formatJson([]));
      return 0;
    }
    const results = await inLockedOverlay(ports, options, async () => {
      const context = await openSession(options, { host, ports, config });
      const recursion = recursionLimits(options);
      return updatePackages(refs, {
        context: { ...context, overlay: { ...context.overlay, revise: true } },
        generator: host.version,
        now: ports.now(),
        regenerate: options.regenerate,
        ...(recursion === undefined ? {} : { recursion }),
      });
    });
    if (refs.length === 0 && !options.quiet) host.stderr.write(nothingConfigured);
    await tell(results, options, { host, ports });
    return exitStatus(results);
  });
}

const nothingConfigured =
  'ebuildgen: note: no package is configured; add tables like `[pypi.requests]` to metadata/ebuildgen.toml\n';

async function tell(
  results: readonly PackageResult[],
  options: UpdateOptions,
  { host, ports }: { readonly host: Host; readonly ports: Ports },
): Promise<void> {
  const color = (isTerminal: boolean) => wantsColor(options.color, host.env, isTerminal);
  const asText = options.format === 'text';
  for (const result of results) {
    if (options.dryRun && asText) host.stdout.write(formatDiff(result.files));
    host.stderr.write(formatRemarks(result, verbosityOf(options), color(host.stderr.isTerminal)));
  }
  if (!asText) host.stdout.write(formatJson(results));
  else if (!options.quiet) host.stdout.write(formatUpdateTable(results, color(host.stdout.isTerminal)));
  tellAdvice(results, options, host);
  const summary = host.env.GITHUB_STEP_SUMMARY;
  if (summary && !options.dryRun) await ports.appendText(summary, formatMarkdownSummary(results));
}
