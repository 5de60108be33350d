import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { PackageFolder } from '../../overlay/package-folder.ts';
import { compareEbuilds } from '../../overlay/revision.ts';
import type { PackageIdentity } from '../../translate/identity.ts';
import type { RunContext } from '../context.ts';
import { generatePackage } from '../generate/generate-package.ts';
import { ebuildKey, pvKey, upstreamKey } from './update-folder.ts';

interface Unknown {
  readonly release: UpstreamRelease;
  readonly identity: PackageIdentity;
  readonly folder: PackageFolder;
  readonly atom: string;
}

/**
 * Rebuilds a lost state: versions that are there are made once more, oldest first. Where that gives the same bytes they
 * are ours; where it does not they count as a person's, and stay as they are.
 */
export async function adoptVersions(
  ref: ReleaseRef,
  { release, identity, folder, atom }: Unknown,
  context: RunContext,
): Promise<void> {
  const { overlay } = context;
  if (overlay.dryRun || overlay.state.has(atom)) return;
  const listed = [...release.knownVersions, ...(release.withdrawnVersions ?? [])];
  const versions = new Map(listed.map((version) => [upstreamKey(version), version]));
  const ebuilds = [...folder.keys()].filter((name) => name.endsWith('.ebuild')).sort(compareEbuilds);
  const others = ebuilds.map(ebuildKey).filter((key) => key !== pvKey(identity.pv));
  for (const key of new Set(others)) {
    const version = versions.get(key);
    if (version !== undefined) await generatePackage({ ...ref, version }, { ...context, force: true });
  }
}
