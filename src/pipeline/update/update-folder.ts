import { compareGentooVersions, formatGentooVersion, withoutRevision } from '../../gentoo/version.ts';
import type { FileChange } from '../../model/result.ts';
import { type Overlay, type PackageFolder, readPackageFolder } from '../../overlay/package-folder.ts';
import { removeVersions } from '../../overlay/remove-versions.ts';
import { compareEbuilds, versionOfEbuild } from '../../overlay/revision.ts';
import type { PackageState } from '../../overlay/state.ts';
import { pep440ToGentoo } from '../../translate/version.ts';
import { unlessFails } from '../unless-fails.ts';
import type { Choice } from './update-choice.ts';

/** `2024.04.01` and `2024.4.1` are one upstream version; which spelling is PV depends on the archive's name. */
export function pvKey(pv: string): string {
  return pv.replace(/(?<=^|[._])0+(?=\d)/g, '');
}

/** PV without its revision, as a key to compare by; '' where the name is no ebuild's. */
export function ebuildKey(file: string): string {
  const version = versionOfEbuild(file);
  return version === undefined ? '' : pvKey(formatGentooVersion(withoutRevision(version)));
}

/** The same key of an upstream version; '' where Gentoo cannot name it. */
export function upstreamKey(version: string): string {
  return pvKey(unlessFails(() => pep440ToGentoo(version).value) ?? '');
}

/** Ebuilds that were generated and are there, oldest first. */
export function ownEbuilds(state: PackageState, folder: PackageFolder): readonly string[] {
  return Object.keys(state.files)
    .filter((name) => name.endsWith('.ebuild') && folder.has(name))
    .sort(compareEbuilds);
}

/** Files of a package that a person edited since they were generated. */
export function editedFiles(
  { atom, files }: PackageState,
  folder: PackageFolder,
  sha256: (text: string) => string,
): readonly FileChange[] {
  return Object.entries(files).flatMap(([name, digest]): readonly FileChange[] => {
    const text = folder.get(name);
    return text === undefined || sha256(text) === digest ? [] : [{ path: `${atom}/${name}`, change: 'kept' }];
  });
}

/** Versions that should not be in the overlay, by ebuildKey; worked out when one is asked about, which is rare. */
export function refusedKeys({ release, refuses }: Choice): (key: string) => boolean {
  let keys: ReadonlySet<string> | undefined;
  const listKeys = () => {
    const { knownVersions = [], withdrawnVersions = [] } = release?.value ?? {};
    const refused = [...knownVersions, ...withdrawnVersions].filter(refuses).map(upstreamKey);
    return new Set(refused.filter((key) => key !== ''));
  };
  return (key) => {
    keys ??= listKeys();
    return keys.has(key);
  };
}

interface TidyOptions {
  /** The ebuild that upstream and the settings lead to. */
  readonly chosen: string;
  /** How many versions stay, the chosen one among them. */
  readonly keep: number;
  /** Whether a version (ebuildKey) should not be there at all. */
  readonly refuses: (key: string) => boolean;
  /** The folder as it is now, where it has been read already. */
  readonly folder?: PackageFolder;
}

/** Removes what there is one version too many of: refused ones, superseded revisions, and all but the newest `keep`. */
export async function tidyVersions(
  overlay: Overlay,
  atom: string,
  options: TidyOptions,
): Promise<readonly FileChange[]> {
  const state = overlay.state.get(atom);
  if (state === undefined) return [];
  const folder = options.folder ?? (await readPackageFolder(overlay, atom));
  const gone = selectSurplus(ownEbuilds(state, folder), options);
  const vanished = Object.keys(state.distfiles).some((name) => !folder.has(name));
  return gone.length > 0 || vanished ? removeVersions(overlay, atom, gone) : [];
}

/** Which of a package's ebuilds (oldest first) should go. Versions above the chosen one stay unless they are refused. */
export function selectSurplus(
  ebuilds: readonly string[],
  { chosen, keep, refuses }: TidyOptions,
): readonly string[] {
  const latest = new Map(ebuilds.map((name) => [ebuildKey(name), name]));
  const current = ebuilds.filter((name) => name !== chosen && latest.get(ebuildKey(name)) === name);
  const welcome = current.filter(
    (name) => !refuses(ebuildKey(name)) && ebuildKey(name) !== ebuildKey(chosen),
  );
  const older = welcome.filter((name) => compareEbuilds(name, chosen) < 0);
  const newer = welcome.filter((name) => compareEbuilds(name, chosen) > 0);
  const stays = new Set([chosen, ...newer, ...(keep > 1 ? older.slice(1 - keep) : [])]);
  return ebuilds.filter((name) => !stays.has(name));
}

/** Whether `a` is a later version than `b`, both names of ebuilds. */
export function isLater(a: string, b: string): boolean {
  const [left, right] = [versionOfEbuild(a), versionOfEbuild(b)];
  if (left === undefined || right === undefined) return false;
  return compareGentooVersions(withoutRevision(left), withoutRevision(right)) > 0;
}
