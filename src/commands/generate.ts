import type { Host } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import type { Plan } from '../model/plan.ts';
import type { PackageResult } from '../model/result.ts';
import type { RunContext } from '../pipeline/context.ts';
import { generatePackages } from '../pipeline/generate/generate-packages.ts';
import { generateRecursively } from '../pipeline/recursion/generate-recursively.ts';
import { exitStatus } from '../report/exit-status.ts';
import { formatJson } from '../report/json.ts';
import { formatPlan } from '../report/plan.ts';
import { formatTotals } from '../report/text.ts';
import { type GenerateOptions, wantsColor } from './options.ts';
import { type RecursionOptions, recursionLimits } from './recursion.ts';
import { createTeller, inLockedOverlay, openSession, tellAdvice, withPorts } from './session.ts';

/** Generates what was asked for, tells it, and gives the exit status. */
export async function generate(
  refs: readonly ReleaseRef[],
  options: GenerateOptions & RecursionOptions,
  host: Host,
): Promise<number> {
  const packages = recursionLimits(options)?.maxPackages ?? refs.length;
  return withPorts(options, { host, packages }, async (ports) => {
    const results = await inLockedOverlay(ports, options, async () =>
      generateInto(await openSession(options, { host, ports }), refs, { options, host }),
    );
    if (options.format === 'json') host.stdout.write(formatJson(results));
    else if (results.length > 1 && !options.quiet) host.stderr.write(formatTotals(results));
    tellAdvice(results, options, host);
    return exitStatus(results);
  });
}

async function generateInto(
  context: RunContext,
  refs: readonly ReleaseRef[],
  { options, host }: { readonly options: GenerateOptions & RecursionOptions; readonly host: Host },
): Promise<readonly PackageResult[]> {
  const report = options.format === 'json' ? () => undefined : createTeller(options, host);
  const limits = recursionLimits(options);
  if (limits === undefined) return generatePackages(refs, context, report);
  const announce = (plan: Plan) => tellPlan(plan, options, host);
  return generateRecursively(refs, { context, limits }, { announce, report });
}

/** The plan is what a dry run is for; else it must not mix with the results. */
function tellPlan(plan: Plan, options: GenerateOptions, host: Host): void {
  if (options.quiet) return;
  const sink = options.dryRun && options.format === 'text' ? host.stdout : host.stderr;
  sink.write(formatPlan(plan, wantsColor(options.color, host.env, sink.isTerminal)));
}
