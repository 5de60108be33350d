import type { FileStore } from '../core/ports.ts';
import type { OverlayIdentity } from '../model/config.ts';
import type { RenderedFile } from '../model/ebuild.ts';
import type { FileChange } from '../model/result.ts';
import { noteIntent, recoverState } from './journal.ts';
import { type Overlay, readPackageFolder } from './package-folder.ts';
import { planChanges } from './plan-changes.ts';
import { removeVersions } from './remove-versions.ts';
import { placeEbuild } from './revision.ts';
import { renderSkeleton } from './skeleton.ts';
import { type PackageState, readState, writeState } from './state.ts';

interface OpenOptions {
  readonly identity: OverlayIdentity;
  readonly dryRun: boolean;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
}

/** Opens an overlay, laying down what is missing of its skeleton (not on a dry run), and ends what a killed run began. */
export async function openOverlay(store: FileStore, options: OpenOptions): Promise<Overlay> {
  const { identity, dryRun, sha256 } = options;
  if (!dryRun) {
    for (const { path, text } of renderSkeleton(identity)) {
      if ((await store.readText(path)) === undefined) await store.write(path, text);
    }
    await recoverOverlay(store, sha256);
  }
  const state = await recoverState({ store, state: await readState(store), sha256 });
  return { store, state: new Map(state), dryRun, sha256, turns: new Map() };
}

/** Writes into the state what a killed run had put in place. The overlay has to be locked. */
export async function recoverOverlay(store: FileStore, sha256: Overlay['sha256']): Promise<void> {
  if ((await store.journal.read()) === '') return;
  await writeState(store, await recoverState({ store, state: await readState(store), sha256 }));
  await store.journal.clear();
}

export interface PackageFiles {
  /** `dev-python/requests` */
  readonly atom: string;
  /** `pypi:requests` */
  readonly from: string;
  readonly files: readonly RenderedFile[];
  /** A digest of what it was made from, for the state. */
  readonly madeFrom?: string;
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

async function putNow(
  overlay: Overlay,
  { atom, from, files, madeFrom }: PackageFiles,
): Promise<readonly FileChange[]> {
  const existing = await readPackageFolder(overlay, atom);
  const known = { existing, state: overlay.state.get(atom), sha256: overlay.sha256 };
  const placed = placeEbuild(files, { ...known, revise: overlay.revise ?? false });
  const plan = planChanges({ ...known, rendered: placed.files });
  if (!overlay.dryRun) {
    const ebuild = placed.files.find(({ path }) => path.endsWith('.ebuild'))?.path.slice(atom.length + 1);
    const made = ebuild === undefined || madeFrom === undefined ? {} : { [ebuild]: madeFrom };
    const inputs = { ...known.state?.inputs, ...made };
    const next = { atom, from, files: plan.files, distfiles: plan.distfiles, inputs };
    await applyPlan(overlay.store, next, plan.changes);
    overlay.state.set(atom, next);
  }
  if (placed.superseded === undefined) return plan.changes;
  return [...plan.changes, ...(await removeVersions(overlay, atom, [placed.superseded]))];
}

/** Writes down what was generated so far. The journal stays: other packages may be on their way. */
export async function saveState(overlay: Overlay): Promise<void> {
  if (!overlay.dryRun) await writeState(overlay.store, overlay.state);
}

/** The same at the end of a run, when no package is on its way any more. */
export async function closeOverlay(overlay: Overlay): Promise<void> {
  if (overlay.dryRun) return;
  await saveState(overlay);
  await overlay.store.journal.clear();
}

async function applyPlan(
  store: FileStore,
  next: PackageState,
  changes: readonly FileChange[],
): Promise<void> {
  const work = changes.filter(({ change }) => change === 'created' || change === 'updated');
  if (work.length === 0) return;
  await noteIntent(store, next);
  const isNew = (await store.list(next.atom)).length === 0;
  if (isNew) await createFolder(store, next.atom, changes);
  else for (const change of work.toSorted(manifestFirst)) await applyChange(store, change);
}

async function createFolder(store: FileStore, atom: string, changes: readonly FileChange[]): Promise<void> {
  const texts = changes.map(({ path, after }) => [path.slice(atom.length + 1), after ?? ''] as const);
  await store.writeFolder(atom, new Map(texts));
}

async function applyChange(store: FileStore, { path, after }: FileChange): Promise<void> {
  if (after !== undefined) await store.write(path, after);
}

const rank = ({ path }: FileChange) => {
  if (path.endsWith('/Manifest')) return 0;
  return path.endsWith('.ebuild') ? 2 : 1;
};
const manifestFirst = (a: FileChange, b: FileChange) => rank(a) - rank(b);
