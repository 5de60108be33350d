import type { UpstreamRelease } from '../../core/release.ts';
import type { PackageSettings } from '../../model/settings.ts';

interface Inputs {
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
  /** Version of this program. */
  readonly generator: string;
}

/** Settings that decide which versions there are, and not what a version's ebuild says. */
const irrelevant = [
  'versions',
  'exclude',
  'pin',
  'pause',
  'keep',
  'cooldown',
  'prereleases',
] as const satisfies readonly (keyof PackageSettings)[];

/**
 * What a package is made from, as far as upstream's listing, the configuration and this program decide it: where the text
 * is the same, so is the package. What the reference repositories hold is left out: their daily changes would make every
 * package anew.
 */
export function formatInputs({ release, settings, generator }: Inputs): string {
  const { version, files, forge } = release;
  const sources = files
    .filter(({ kind }) => kind !== 'wheel')
    .map(({ filename, sha256, requiresPython }) => [filename, sha256 ?? '', requiresPython ?? '']);
  const own = Object.entries(settings).filter(([key]) => !(irrelevant as readonly string[]).includes(key));
  return JSON.stringify([generator, version, forge?.tag ?? '', sources.sort(), own.sort(byKey)], sortedKeys);
}

/** Tables of the configuration mean the same in any order. */
function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(byKey));
}

/** By the key alone: a value may be a table with a key `toString`. */
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
