import type { FileStore } from '../core/ports.ts';
import type { PackageState } from './state.ts';

export interface Overlay {
  readonly store: FileStore;
  readonly state: Map<string, PackageState>;
  readonly dryRun: boolean;
  readonly sha256: (text: string) => string;
  /** Packages that are being put in place: two versions of one package must take turns. */
  readonly turns: Map<string, Promise<unknown>>;
  /** People may have installed what is here: what is built differently becomes a new revision. */
  readonly revise?: boolean;
}

/** A package directory as it is on disk: file name → text. */
export type PackageFolder = ReadonlyMap<string, string>;

export async function readPackageFolder(
  { store }: Pick<Overlay, 'store'>,
  atom: string,
): Promise<PackageFolder> {
  const files = new Map<string, string>();
  for (const name of await store.list(atom)) {
    if (name.endsWith('/')) continue;
    const text = await store.readText(`${atom}/${name}`);
    if (text !== undefined) files.set(name, text);
  }
  return files;
}
