import type { PluginRow } from './plugin-row.ts';
import { ASYNC_PLUGINS } from './plugins-async.ts';
import { BANNED_PLUGINS } from './plugins-banned.ts';
import { DATA_PLUGINS } from './plugins-data.ts';
import { DOUBLE_PLUGINS } from './plugins-doubles.ts';
import { MEASURING_PLUGINS } from './plugins-measuring.ts';
import { NETWORK_PLUGINS } from './plugins-network.ts';
import { SHAPING_PLUGINS } from './plugins-shaping.ts';

/** All known plugins. */
export const PLUGINS: readonly PluginRow[] = [
  ...ASYNC_PLUGINS,
  ...DOUBLE_PLUGINS,
  ...NETWORK_PLUGINS,
  ...DATA_PLUGINS,
  ...SHAPING_PLUGINS,
  ...MEASURING_PLUGINS,
  ...BANNED_PLUGINS,
];

const BY_NAME: ReadonlyMap<string, PluginRow> = new Map(PLUGINS.map((row) => [row.name, row]));

/** The row of a distribution by its normalised name. */
export function pluginNamed(distribution: string): PluginRow | undefined {
  return BY_NAME.get(distribution);
}

/** The words of one of a row's lists. */
export function words(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(' ');
}

/** The plugin that specifies a hook. */
export function pluginOfHook(hook: string): PluginRow | undefined {
  return PLUGINS.find((row) => words(row.hooks).some((pattern) => matches(pattern, hook)));
}

/** True where a command-line word is one of the row's options: `-n4`, `--cov=src` and `--cov-report` of `--cov*`. */
export function hasOption(row: PluginRow, word: string): boolean {
  const bare = word.replace(/=.*$/, '');
  return words(row.options).some((option) => matches(option, word) || option === bare);
}

function matches(pattern: string, word: string): boolean {
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : pattern === word;
}
