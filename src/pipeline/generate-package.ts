import type { Diagnostic } from '../core/diagnostic.ts';
import type { ReleaseRef } from '../core/release.ts';
import type { FileChange, PackageResult, PackageStatus } from '../model/result.ts';
import { putPackage } from '../overlay/overlay.ts';
import { renderPackage } from '../render/package-files.ts';
import { formatRef, type RunContext } from './context.ts';
import { type PreparedPackage, preparePackage } from './prepare-package.ts';

/** Generates one package. Never throws: what fails is in the result, with what was noticed before. */
export async function generatePackage(ref: ReleaseRef, context: RunContext): Promise<PackageResult> {
  const diagnostics: Diagnostic[] = [];
  const base = { ref: formatRef(ref), files: [], diagnostics };
  try {
    const note = (found: readonly Diagnostic[]) => diagnostics.push(...found);
    const prepared = await preparePackage({ ref, context, note });
    const { category, name, pv } = prepared.identity;
    const named = { ...base, atom: `${category}/${name}`, version: pv };
    if ('present' in prepared)
      return {
        ...named,
        status: 'skipped',
        reason: `${prepared.present}; --force generates it all the same`,
      };
    const files = await writePackage(prepared, context);
    return { ...named, status: statusOf(files), files };
  } catch (error) {
    return { ...base, status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function writePackage(
  { identity, from, model, distfiles }: PreparedPackage,
  { overlay, templates }: RunContext,
): Promise<readonly FileChange[]> {
  const files = renderPackage(model, distfiles, templates);
  return putPackage(overlay, { atom: `${identity.category}/${identity.name}`, from, files });
}

/** `created` where the ebuild is new, `updated` where anything else changed. */
function statusOf(changes: readonly FileChange[]): PackageStatus {
  const changed = changes.filter(({ change }) => change !== 'unchanged' && change !== 'kept');
  if (changed.some(({ path, change }) => change === 'created' && path.endsWith('.ebuild'))) return 'created';
  return changed.length > 0 ? 'updated' : 'unchanged';
}
