import type { Host } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import { formatNames, formatNamesJson } from '../report/names.ts';
import type { GenerateOptions } from './options.ts';
import { openSession, withPorts } from './session.ts';

/** Prints how each project is looked up in the overlay and the repositories; asks no index, writes nothing. */
export async function explainNames(
  refs: readonly ReleaseRef[],
  options: GenerateOptions,
  host: Host,
): Promise<number> {
  return withPorts(options, { host, packages: 1 }, async (ports) => {
    const { withOverlay } = await openSession({ ...options, dryRun: true }, { host, ports });
    const names = refs.map(({ project }) => {
      const { category, name, exists } = withOverlay.find(project);
      return { project, package: `${category}/${name}`, exists, steps: withOverlay.explain(project) };
    });
    host.stdout.write(options.format === 'json' ? formatNamesJson(names) : formatNames(names));
    return 0;
  });
}
