import type { PluginUse } from '../model/test-suite.ts';
import { asyncEvidence } from './async-framework.ts';
import { declaration } from './configuration/declared.ts';
import type { Grounds } from './grounds.ts';
import { evidenceFor } from './plugin-evidence.ts';
import { PLUGINS, pluginNamed, words } from './plugins/plugin-table.ts';

/** Reasons by distribution. */
type Evidence = ReadonlyMap<string, readonly string[]>;

/** The plugins that the suite needs loaded, sorted by name; those of `policy: 'never'` left out (rulebook 13.7). */
export function selectPlugins(grounds: Grounds): PluginUse[] {
  const shown: Evidence = new Map(
    PLUGINS.filter((row) => row.policy !== 'never')
      .map((row) => [row.name, evidenceFor(row, grounds)] as const)
      .filter(([, reasons]) => reasons.length > 0),
  );
  const run = new Map(
    [...shown, ...withRunner(shown, grounds)].filter(([name]) => !isRedundant(name, shown, grounds)),
  );
  return [...run, ...neededBy(run)]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([distribution, evidence]) => {
      const declared = declaration(grounds.declared, distribution);
      return { distribution, evidence, ...(declared === undefined ? {} : { declared }) };
    });
}

function withRunner(shown: Evidence, grounds: Grounds): [string, readonly string[]][] {
  const runner = asyncEvidence(grounds, new Set(shown.keys()));
  return runner === undefined ? [] : [[runner.plugin, [...(shown.get(runner.plugin) ?? []), runner.reason]]];
}

/** Tests that only carry anyio's mark run under pytest-asyncio's automatic mode too. */
function isRedundant(name: string, shown: Evidence, { config }: Grounds): boolean {
  if (name !== 'anyio' || !shown.has('pytest-asyncio')) return false;
  const isAuto =
    config.options.get('asyncio_mode') === 'auto' || config.addopts.includes('--asyncio-mode=auto');
  return isAuto && shown.get(name)?.every((reason) => reason.startsWith('mark ')) === true;
}

/** Plugins whose fixtures the plugins found use: autoloading is off, so that each must be listed. */
function neededBy(found: Evidence): [string, readonly string[]][] {
  return [...found.keys()].flatMap((name) =>
    words(pluginNamed(name)?.needs)
      .filter((needed) => !found.has(needed))
      .map((needed): [string, readonly string[]] => [needed, [`${name} uses its fixtures`]]),
  );
}
