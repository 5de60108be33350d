import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { ReleaseRef } from '../../core/release.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { ReferenceIndex } from '../../model/package-index.ts';
import type { FileChange, PackageResult, PackageStatus } from '../../model/result.ts';
import { putPackage } from '../../overlay/overlay.ts';
import { renderPackage } from '../../render/package-files.ts';
import { checkEbuild } from '../../repository/check-ebuild.ts';
import { formatRef, type RunContext } from '../context.ts';
import { tryGuessAtom } from '../package/guess-atom.ts';
import type { PreparedPackage, PresentPackage } from '../package/prepare-package.ts';
import { leaveOutUnpackaged } from '../package/unpackaged-tests.ts';
import { breakCycles, mayBeInCycle } from '../recursion/break-cycles.ts';
import { limitTargets } from '../recursion/limit-targets.ts';
import type { NeedGraph } from '../recursion/required-packages.ts';

/** Generates one package. Never throws: what fails is in the result, with what was noticed before. */
export async function generatePackage(ref: ReleaseRef, context: RunContext): Promise<PackageResult> {
  const attempt = await attemptPackage(ref, context);
  return finishPackage(limitAttempt(attempt, context.withOverlay, context.isPlanned), context);
}

/** How far a package got before anything is written. */
export interface Attempt {
  readonly ref: ReleaseRef;
  readonly outcome: PreparedPackage | PresentPackage | Error;
  /** What was noticed, also where a stage failed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes a package up to the point where it would be written. Never throws. */
export async function attemptPackage(ref: ReleaseRef, context: RunContext): Promise<Attempt> {
  const diagnostics: Diagnostic[] = [];
  const note = (found: readonly Diagnostic[]) => diagnostics.push(...found);
  try {
    // Loaded when there is something to make: an update with nothing new does without the analyzer.
    const { preparePackage } = await import('../package/prepare-package.ts');
    return { ref, outcome: await preparePackage({ ref, context, note }), diagnostics };
  } catch (error) {
    return { ref, outcome: toError(error), diagnostics };
  }
}

/** A package with the interpreters only that its dependencies in the overlay, or soon there, have, too. */
export function limitAttempt(
  attempt: Attempt,
  repositories: ReferenceIndex,
  planned: RunContext['isPlanned'] = () => false,
): Attempt {
  const { outcome } = attempt;
  if (outcome instanceof Error || 'present' in outcome) return attempt;
  const { value, diagnostics } = limitTargets(outcome, repositories, { planned });
  if (value === outcome) return attempt;
  return { ...attempt, outcome: value, diagnostics: [...attempt.diagnostics, ...diagnostics] };
}

interface Surroundings {
  /** As they will be at the end of the run. */
  readonly repositories?: ReferenceIndex;
  /** What the packages of the run need. */
  readonly planned?: NeedGraph;
}

/**
 * Checks a package's dependencies against what the repositories have (or will have, by the end of the run) and writes it.
 * Never throws.
 */
export async function finishPackage(
  { ref, outcome, diagnostics }: Attempt,
  context: RunContext,
  { repositories = context.withOverlay, planned = new Map() }: Surroundings = {},
): Promise<PackageResult> {
  const base = { ref: formatRef(ref), files: [], diagnostics };
  if (outcome instanceof Error) {
    const atom = tryGuessAtom(ref, context);
    return { ...base, ...(atom === undefined ? {} : { atom }), status: 'failed', error: outcome };
  }
  const { category, name, pv } = outcome.identity;
  const named = { ...base, atom: `${category}/${name}`, version: pv };
  if ('present' in outcome) {
    return { ...named, status: 'skipped', reason: `${outcome.present}; --force generates it all the same` };
  }
  try {
    const options = { limitsTargets: false, planned: context.isPlanned };
    const { value, diagnostics: broken } = await withoutCycles(outcome, context, planned);
    const tested = { ebuild: value, needs: outcome.testNeeds, testModules: outcome.testModules };
    const testable = leaveOutUnpackaged(tested, repositories, context.isPlanned);
    const checked = checkEbuild(repositories, testable.value, options);
    const model = { ...outcome.model, ebuild: testable.value };
    const files = await writePackage({ ...outcome, model }, context);
    const remarks = [...diagnostics, ...broken, ...testable.diagnostics, ...checked.diagnostics];
    return { ...named, status: statusOf(files), files, diagnostics: remarks, findings: outcome.findings };
  } catch (error) {
    return { ...named, status: 'failed', error: toError(error) };
  }
}

/** What a cycle makes of the ebuild; the overlay is read only where one is possible. */
async function withoutCycles(
  { model: { ebuild }, requires }: PreparedPackage,
  context: RunContext,
  planned: NeedGraph,
): Promise<Staged<EbuildModel>> {
  if (!mayBeInCycle(requires, context.index)) return { value: ebuild, diagnostics: [] };
  const graph = new Map([...(await context.overlayNeeds()), ...planned]);
  return breakCycles({ ebuild, requires }, graph);
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function writePackage(
  { identity, from, model, distfiles, madeFrom }: PreparedPackage,
  { overlay, templates }: RunContext,
): Promise<readonly FileChange[]> {
  const files = renderPackage(model, distfiles, await templates());
  const made = madeFrom === undefined ? {} : { madeFrom };
  return putPackage(overlay, { atom: `${identity.category}/${identity.name}`, from, files, ...made });
}

/** `created` where the ebuild is new, `updated` where anything else changed. */
function statusOf(changes: readonly FileChange[]): PackageStatus {
  const changed = changes.filter(({ change }) => change !== 'unchanged' && change !== 'kept');
  if (changed.some(({ path, change }) => change === 'created' && path.endsWith('.ebuild'))) return 'created';
  return changed.length > 0 ? 'updated' : 'unchanged';
}
