import { formatManifest, parseManifest } from '../gentoo/manifest.ts';
import { formatGentooVersion, withoutRevision } from '../gentoo/version.ts';
import type { FileChange } from '../model/result.ts';
import { type Overlay, type PackageFolder, readPackageFolder } from './package-folder.ts';
import { versionOfEbuild } from './revision.ts';
import type { PackageState } from './state.ts';

/**
 * Removes ebuilds of one package, the Manifest lines that only they used and what the state remembers of them; also what
 * a killed run, or a person, left of ebuilds that are gone already. An ebuild goes before its Manifest lines do, so that
 * Portage never meets one whose lines are missing. Files that a person edited stay, as `kept`.
 */
export async function removeVersions(
  overlay: Overlay,
  atom: string,
  ebuilds: readonly string[],
): Promise<readonly FileChange[]> {
  const state = overlay.state.get(atom);
  if (state === undefined) return [];
  const folder = await readPackageFolder(overlay, atom);
  const isOurs = (name: string) => state.files[name] === overlay.sha256(folder.get(name) ?? '');
  const present = ebuilds.filter((name) => folder.has(name));
  const removed = present.filter(isOurs);
  const vanished = Object.keys(state.distfiles).filter((name) => !folder.has(name));
  const gone = new Set([...removed, ...vanished]);
  const changes = [
    ...removed.map((name) => removal(`${atom}/${name}`, folder.get(name) ?? '')),
    ...present.filter((name) => !gone.has(name)).map((name) => kept(`${atom}/${name}`)),
    ...pruneManifest(atom, folder, { state, gone }),
  ];
  if (!overlay.dryRun && gone.size > 0) {
    for (const change of changes) await apply(overlay, change);
    overlay.state.set(atom, withoutEbuilds(state, gone));
  }
  return changes;
}

const removal = (path: string, before: string): FileChange => ({ path, change: 'removed', before });
const kept = (path: string): FileChange => ({ path, change: 'kept' });

function pruneManifest(
  atom: string,
  folder: PackageFolder,
  { state, gone }: { readonly state: PackageState; readonly gone: ReadonlySet<string> },
): readonly FileChange[] {
  const before = folder.get('Manifest');
  if (before === undefined) return [];
  const stale = staleDistfiles(folder, state, gone);
  const entries = parseManifest(before);
  const left = entries.filter(({ filename }) => !stale.has(filename));
  if (left.length === entries.length) return [];
  const path = `${atom}/Manifest`;
  if (left.length === 0) return [removal(path, before)];
  return [{ path, change: 'updated', before, after: formatManifest(left) }];
}

/** Distfiles that only ebuilds use which are gone. What a person's ebuild of the same version uses is not known: it stays. */
function staleDistfiles(
  folder: PackageFolder,
  { distfiles }: PackageState,
  gone: ReadonlySet<string>,
): ReadonlySet<string> {
  const foreign = [...folder.keys()].filter(
    (name) => name.endsWith('.ebuild') && !Object.hasOwn(distfiles, name),
  );
  const foreignVersions = new Set(foreign.map(versionText));
  const used = new Set(Object.entries(distfiles).flatMap(([name, files]) => (gone.has(name) ? [] : files)));
  const candidates = [...gone].filter((name) => !foreignVersions.has(versionText(name)));
  const files = candidates.flatMap((name) => (Object.hasOwn(distfiles, name) ? (distfiles[name] ?? []) : []));
  return new Set(files.filter((file) => !used.has(file)));
}

function versionText(ebuild: string): string {
  const version = versionOfEbuild(ebuild);
  return version === undefined ? ebuild : formatGentooVersion(withoutRevision(version));
}

async function apply({ store }: Overlay, { path, change, after }: FileChange): Promise<void> {
  if (change === 'removed') await store.remove(path);
  else if (change === 'updated' && after !== undefined) await store.write(path, after);
}

function withoutEbuilds(state: PackageState, gone: ReadonlySet<string>): PackageState {
  const rest = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !gone.has(name)));
  const { inputs = {} } = state;
  return { ...state, files: rest(state.files), distfiles: rest(state.distfiles), inputs: rest(inputs) };
}
