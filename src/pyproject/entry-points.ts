import type { EntryPoints } from './declared.ts';
import { splitSections } from './sections.ts';

/**
 * The text of an `entry_points.txt`, also as setuptools takes it for `entry_points`; the extras of a reference are left out.
 * https://packaging.python.org/en/latest/specifications/entry-points/
 */
export function parseEntryPoints(text: string): EntryPoints {
  const groups = splitSections(text).map(({ name, lines }) => [name, readEntries(lines)] as const);
  return new Map(groups.filter(([, entries]) => entries.size > 0));
}

/** Lines such as `requests = requests.cli:main [extra]` of one group. */
export function readEntries(lines: readonly string[]): ReadonlyMap<string, string> {
  const entries = lines.flatMap((line) => {
    const cut = line.indexOf('=');
    const name = line.slice(0, Math.max(cut, 0)).trim();
    const reference = (line.slice(cut + 1).split('[', 1)[0] ?? '').trim();
    return name === '' || reference === '' ? [] : [[name, reference] as const];
  });
  return new Map(entries);
}
