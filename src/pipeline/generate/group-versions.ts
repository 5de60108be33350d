import type { ReleaseRef } from '../../core/release.ts';
import { normalizeName } from '../../python/name.ts';
import { compareVersions, tryParseVersion } from '../../python/version.ts';

/**
 * Puts versions of one project together, oldest first; what asks for the newest, or for a tag that is no version, comes
 * last. metadata.xml is one for all of them: written in this order, it is always the newest one's.
 */
export function groupVersions(refs: readonly ReleaseRef[]): readonly (readonly ReleaseRef[])[] {
  const groups = new Map<string, ReleaseRef[]>();
  for (const ref of refs) {
    const key = `${ref.source}:${normalizeName(ref.project)}`;
    groups.set(key, [...(groups.get(key) ?? []), ref]);
  }
  return [...groups.values()].map((group) => group.toSorted(compareRefs));
}

function compareRefs(a: ReleaseRef, b: ReleaseRef): number {
  const [left, right] = [a, b].map(({ version }) => tryParseVersion(version ?? ''));
  if (left !== undefined && right !== undefined) return compareVersions(left, right);
  return Number(left === undefined) - Number(right === undefined);
}
