import type { FileStore } from '../core/ports.ts';
import type { OverlayIdentity } from '../model/config.ts';
import type { RenderedFile } from '../model/ebuild.ts';
import type { FileChange } from '../model/result.ts';
import { type Overlay, readPackageFolder } from './package-folder.ts';
import { planChanges } from './plan-changes.ts';
import { removeVersions } from './remove-versions.ts';
import { placeEbuild } from './revision.ts';
import { renderSkeleton } from './skeleton.ts';
import { type OverlayState, type PackageState, readState, writeState } from './state.ts';

interface OpenOptions {
  readonly identity: OverlayIdentity;
  readonly dryRun: boolean;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
}

/** Opens an overlay, laying down what is missing of its skeleton (not on a dry run). */
export async function openOverlay(store: FileStore, options: OpenOptions): Promise<Overlay> {
  if (!options.dryRun) {
    for (const { path, text } of renderSkeleton(options.identity)) {
      if ((await store.readText(path)) === undefined) await store.write(path, text);
    }
  }
  const state: OverlayState = await readState(store);
  return { store, state: new Map(state), dryRun: options.dryRun, sha256: options.sha256, turns: new Map() };
}

export interface PackageFiles {
  /** `dev-python/requests` */
  readonly atom: string;
  /** `pypi:requests` */
  readonly from: string;
  readonly files: readonly RenderedFile[];
}

/**
 * Puts one package in place. A new package appears with a single rename. In one that exists the Manifest goes first and
 * the ebuild last, each by a rename: whenever a run is killed, Portage finds either the old state or a Manifest with
 * lines that nobody asks for yet.
 */
export async function putPackage(overlay: Overlay, files: PackageFiles): Promise<readonly FileChange[]> {
  const previous = overlay.turns.get(files.atom) ?? Promise.resolve();
  const turn = previous.catch(() => undefined).then(() => putNow(overlay, files));
  overlay.turns.set(files.atom, turn);
  return turn;
}

async function putNow(overlay: Overlay, { atom, from, files }: PackageFiles): Promise<readonly FileChange[]> {
  const existing = await readPackageFolder(overlay, atom);
  const known = { existing, state: overlay.state.get(atom), sha256: overlay.sha256 };
  const placed = placeEbuild(files, { ...known, revise: overlay.revise ?? false });
  const plan = planChanges({ ...known, rendered: placed.files });
  if (!overlay.dryRun) {
    const { inputs = {} } = known.state ?? {};
    const state = { atom, from, files: plan.files, distfiles: plan.distfiles, inputs };
    const isNew = (await overlay.store.list(atom)).length === 0;
    if (isNew) await createPackage(overlay, state, plan.changes);
    else for (const change of plan.changes.toSorted(manifestFirst)) await applyChange(overlay.store, change);
    overlay.state.set(atom, state);
  }
  if (placed.superseded === undefined) return plan.changes;
  return [...plan.changes, ...(await removeVersions(overlay, atom, [placed.superseded]))];
}

/** Writes down what was generated; called after packages are in place, so that a kill in between costs no edit. */
export async function saveState(overlay: Overlay): Promise<void> {
  if (!overlay.dryRun) await writeState(overlay.store, overlay.state);
}

/** What is written down and is not there is no harm: it is as good as not written down. */
async function createPackage(
  { store, state, recordsFirst = false }: Overlay,
  entry: PackageState,
  changes: readonly FileChange[],
): Promise<void> {
  if (recordsFirst) await writeState(store, new Map([...state, [entry.atom, entry]]));
  await createFolder(store, entry.atom, changes);
}

async function createFolder(store: FileStore, atom: string, changes: readonly FileChange[]): Promise<void> {
  const texts = changes.map(({ path, after }) => [path.slice(atom.length + 1), after ?? ''] as const);
  await store.writeFolder(atom, new Map(texts));
}

async function applyChange(store: FileStore, { path, change, after }: FileChange): Promise<void> {
  if ((change === 'created' || change === 'updated') && after !== undefined) await store.write(path, after);
}

const rank = ({ path }: FileChange) => {
  if (path.endsWith('/Manifest')) return 0;
  return path.endsWith('.ebuild') ? 2 : 1;
};
const manifestFirst = (a: FileChange, b: FileChange) => rank(a) - rank(b);
