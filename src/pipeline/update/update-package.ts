import type { ReleaseRef } from '../../core/release.ts';
import type { FileChange, PackageResult } from '../../model/result.ts';
import { formatRef, type RunContext } from '../context.ts';
import { generatePackage } from '../generate/generate-package.ts';
import { adoptVersions } from './update-adopt.ts';
import { type Decision, decideUnlessStopped, type Target } from './update-decide.ts';
import { refusedKeys, tidyVersions } from './update-folder.ts';
import type { UpdateSession } from './update-session.ts';

/**
 * Brings one configured package up to date: one question to upstream, and nothing more where the answer is the one that
 * the package was made from. Never throws: what fails is in the result.
 */
export async function updatePackage(ref: ReleaseRef, session: UpdateSession): Promise<PackageResult> {
  const decision = await decideUnlessStopped(ref, session);
  if (decision.kind !== 'stale') return endSettled(decision, session);
  const { target } = decision;
  const chosen = await prepareStale(target, session);
  return endGenerated(target, await generatePackage(chosen, session.context), session.context);
}

/** The result of a package that needs nothing, but for versions that are one too many. */
export async function endSettled(
  decision: Exclude<Decision, { kind: 'stale' }>,
  { context }: UpdateSession,
): Promise<PackageResult> {
  const { result } = decision;
  if (decision.kind === 'ended') return result;
  return withTidyFolder(result, decision.target, context);
}

/** Gets the overlay ready for a package to be generated; gives what to generate. */
export async function prepareStale(target: Target, session: UpdateSession): Promise<ReleaseRef> {
  const { ref, release, known, digest } = target;
  const chosen = { ...ref, version: release.forge?.tag ?? release.version };
  session.digests.set(formatRef(chosen), digest);
  if (known === undefined) await adoptVersions(ref, target, session.context);
  return chosen;
}

/** Completes what generating gave, and removes versions that are one too many. */
export async function endGenerated(
  target: Target,
  generated: PackageResult,
  context: RunContext,
): Promise<PackageResult> {
  const { ref, atom: expected } = target;
  const result: PackageResult = { atom: expected, ...generated, ref: formatRef(ref) };
  rememberSkipped(target, result, context);
  const { atom = expected, files } = result;
  // With a new revision the list has the old ebuild too, as removed.
  const path = files.find((file) => file.path.endsWith('.ebuild') && file.change !== 'removed')?.path;
  if (path === undefined) return result;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const version = name.slice(atom.length - atom.lastIndexOf('/'), -'.ebuild'.length);
  return withTidyFolder({ ...result, version }, target, context);
}

/** A repository's project that is packaged elsewhere must not be looked into again before it has something new. */
function rememberSkipped(
  { ref, digest }: Target,
  { status, atom, version }: PackageResult,
  { overlay }: RunContext,
): void {
  if (status !== 'skipped' || ref.source === 'pypi' || overlay.dryRun || atom === undefined) return;
  const from = `${ref.source}:${ref.project}`;
  const state = overlay.state.get(atom) ?? { atom, from, files: {}, distfiles: {} };
  const present = Object.entries(state.inputs ?? {}).filter(([name]) => Object.hasOwn(state.files, name));
  const ebuild = `${atom.slice(atom.lastIndexOf('/') + 1)}-${version}.ebuild`;
  overlay.state.set(atom, { ...state, inputs: { ...Object.fromEntries(present), [ebuild]: digest } });
}

async function withTidyFolder(
  result: PackageResult,
  { settings, choice, folder }: Target,
  { overlay }: RunContext,
): Promise<PackageResult> {
  const { atom, version, status, files } = result;
  if (atom === undefined || version === undefined || status === 'failed' || status === 'skipped')
    return result;
  const removed = await tidyVersions(overlay, atom, {
    chosen: `${atom.slice(atom.lastIndexOf('/') + 1)}-${version}.ebuild`,
    keep: settings.keep,
    refuses: refusedKeys(choice),
    ...(files.every(({ change }) => change === 'unchanged' || change === 'kept') ? { folder } : {}),
  });
  const known = new Set(files.filter(({ change }) => change === 'kept').map(({ path }) => path));
  const news: readonly FileChange[] = removed.filter(({ path }) => !known.has(path));
  const changed = news.some(({ change }) => change !== 'kept');
  return {
    ...result,
    status: changed && status === 'unchanged' ? 'updated' : status,
    files: [...files, ...news],
  };
}
