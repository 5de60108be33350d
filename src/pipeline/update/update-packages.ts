import { configPath, parseConfig } from '../../config/parse-config.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { FileStore } from '../../core/ports.ts';
import type { ReleaseRef } from '../../core/release.ts';
import type { OverlayConfig } from '../../model/config.ts';
import type { PackageResult } from '../../model/result.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRef, type RunContext } from '../context.ts';
import { isAmong, runPackages } from '../generate/generate-packages.ts';
import { findGaps } from '../recursion/overlay-needs.ts';
import { updatePackage } from './update-package.ts';
import { updateRecursively } from './update-recursively.ts';
import { createUpdateSession, type UpdateJob } from './update-session.ts';

/**
 * The configured packages, or those of them that are named (`requests`, `OWNER/REPO`, `pypi:requests`), in the order of
 * the configuration. Throws CONFIG_INVALID, and USAGE_INVALID for a name that is not configured.
 */
export async function readConfigured(store: FileStore, names: readonly string[]): Promise<Configured> {
  const text = await store.readText(configPath);
  if (text === undefined) {
    throw new EbuildgenError('CONFIG_INVALID', `\`${store.root}\` has no \`${configPath}\``, {
      hint: '`ebuildgen init DIR` makes an overlay with one; `-o DIR` names the overlay',
    });
  }
  const config = parseConfig(text);
  const refs = config.packages.map(({ ref }) => ref);
  const unknown = names.find((name) => !refs.some((ref) => isCalled(ref, name)));
  if (unknown !== undefined) {
    throw new EbuildgenError('USAGE_INVALID', `\`${unknown}\` is not in \`${configPath}\``, {
      hint: 'add a table `[pypi.NAME]` or `[github."OWNER/REPO"]` to it',
    });
  }
  const named = refs.filter((ref) => names.length === 0 || names.some((name) => isCalled(ref, name)));
  return { refs: named, config };
}

interface Configured {
  readonly refs: readonly ReleaseRef[];
  readonly config: OverlayConfig;
}

function isCalled(ref: ReleaseRef, name: string): boolean {
  return [ref.project, formatRef(ref)].some((own) => normalizeName(own) === normalizeName(name));
}

/** Brings packages up to date, some at once; one that fails does not stop the others, a stop file does. */
export async function updatePackages(
  refs: readonly ReleaseRef[],
  job: UpdateJob,
): Promise<readonly PackageResult[]> {
  const { context, recursion } = job;
  if (recursion !== undefined) {
    const existing = new Set(context.withOverlay.packages);
    const gaps = findGaps(await context.overlayNeeds(), { existing, tests: recursion.tests });
    return updateRecursively(refs, createUpdateSession(job, gaps), recursion);
  }
  const planned = { ...job, context: withPlanned(refs, context) };
  const session = createUpdateSession(planned, new Set());
  const work = (ref: ReleaseRef) => updatePackage(ref, session);
  return runPackages(refs, context, { work, report: () => undefined });
}

/** Configured packages that are not there yet will be once their turn comes. */
function withPlanned(refs: readonly ReleaseRef[], context: RunContext): RunContext {
  const isConfigured = isAmong(refs, context);
  const isThere = (category: string, name: string) => context.withOverlay.versions(category, name).length > 0;
  return {
    ...context,
    isPlanned: (category, name) => isConfigured(category, name) && !isThere(category, name),
  };
}
