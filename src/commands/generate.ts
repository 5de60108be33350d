import type { Host } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import { generatePackages } from '../pipeline/generate-packages.ts';
import { exitStatus } from '../report/exit-status.ts';
import { formatJson } from '../report/json.ts';
import { formatTotals } from '../report/text.ts';
import type { GenerateOptions } from './options.ts';
import { createTeller, inLockedOverlay, openSession, withPorts } from './session.ts';

/** Generates what was asked for, tells it, and gives the exit status. */
export async function generate(
  refs: readonly ReleaseRef[],
  options: GenerateOptions,
  host: Host,
): Promise<number> {
  const tell = options.format === 'json' ? () => undefined : createTeller(options, host);
  return withPorts(options, { host, packages: refs.length }, async (ports) => {
    const results = await inLockedOverlay(ports, options, async () =>
      generatePackages(refs, await openSession(options, { host, ports }), tell),
    );
    if (options.format === 'json') host.stdout.write(formatJson(results));
    else if (refs.length > 1 && !options.quiet) host.stderr.write(formatTotals(results));
    return exitStatus(results);
  });
}
