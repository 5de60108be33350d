import type { FileStore } from '../core/ports.ts';
import { type PackageFolder, readPackageFolder } from './package-folder.ts';
import { formatPackageState, type OverlayState, type PackageState, tryParsePackageState } from './state.ts';

/**
 * Notes what a package is about to be. The state file is written after many packages; of those that a killed run had put
 * in place by then, this line is what tells the next run that they are ours.
 */
export async function noteIntent({ journal }: FileStore, package_: PackageState): Promise<void> {
  await journal.append(`${formatPackageState(package_)}\n`);
}

interface Recovery {
  readonly store: FileStore;
  readonly state: OverlayState;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
}

/** The state with what a killed run put in place, as far as it still is what that run noted: else a person edited it. */
export async function recoverState({ store, state, sha256 }: Recovery): Promise<OverlayState> {
  const recovered = new Map(state);
  for (const line of (await store.journal.read()).split('\n')) {
    const intent = tryParsePackageState(line);
    if (intent === undefined) continue;
    const folder = await readPackageFolder({ store }, intent.atom);
    const before = recovered.get(intent.atom);
    const done = keepDone(intent, folder, sha256);
    if (before !== undefined || Object.keys(done.files).length > 0)
      recovered.set(intent.atom, merge(before, done));
  }
  return recovered;
}

function keepDone(intent: PackageState, folder: PackageFolder, sha256: Recovery['sha256']): PackageState {
  const isDone = (name: string) => {
    const text = folder.get(name);
    return text !== undefined && Object.hasOwn(intent.files, name) && sha256(text) === intent.files[name];
  };
  const done = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => isDone(name)));
  const { files, distfiles, inputs = {} } = intent;
  // The Manifest goes before the ebuild: of one that did not come, tidying up later finds the lines by this.
  const begun = Object.entries(distfiles).filter(([name]) => !folder.has(name) || isDone(name));
  return { ...intent, files: done(files), distfiles: Object.fromEntries(begun), inputs: done(inputs) };
}

function merge(before: PackageState | undefined, done: PackageState): PackageState {
  if (before === undefined) return done;
  return {
    ...done,
    files: { ...before.files, ...done.files },
    distfiles: { ...before.distfiles, ...done.distfiles },
    inputs: { ...before.inputs, ...done.inputs },
  };
}
