import type { FileStore } from '../../core/ports.ts';
import { defaultIdentity } from '../../model/config.ts';
import { initTemplates } from '../../overlay/init-files.ts';
import { recoverOverlay } from '../../overlay/overlay.ts';
import { renderSkeleton } from '../../overlay/skeleton.ts';
import { readState, statePath } from '../../overlay/state.ts';

/**
 * Gets an overlay ready to be published, which has to be locked, and tells which of its files are: those of packages that
 * the state knows, and those that make it an overlay. Anything else that lies there is somebody's own.
 */
export async function preparePublication(
  store: FileStore,
  sha256: (text: string) => string,
): Promise<(path: string) => boolean> {
  await recoverOverlay(store, sha256);
  const atoms = new Set((await readState(store)).keys());
  return (path) => isOverlayFile(path) || isPackageFile(path, atoms);
}

const overlayFiles: ReadonlySet<string> = new Set([
  statePath,
  ...Object.values(initTemplates),
  ...renderSkeleton(defaultIdentity).map(({ path }) => path),
]);

/** egencache and pmaint write into `metadata` and `profiles` too. */
function isOverlayFile(path: string): boolean {
  return (
    overlayFiles.has(path) ||
    /^metadata\/(?:md5-cache\/[\w+-]+\/[\w+.-]+|md5-cache\/Manifest\.gz|pkg_desc_index)$/.test(path) ||
    /^profiles\/(?:categories|use\.local\.desc)$/.test(path)
  );
}

/** PMS 4.3: what a package directory holds; editors' backups and the like are none of it. */
function isPackageFile(path: string, atoms: ReadonlySet<string>): boolean {
  const [category = '', name = '', ...rest] = path.split('/');
  const file = rest.join('/');
  return (
    atoms.has(`${category}/${name}`) && /^(?:[^/]+\.ebuild|Manifest|metadata\.xml|files\/.+)$/.test(file)
  );
}
