import type { ReleaseRef } from '../../core/release.ts';
import type { PackageResult } from '../../model/result.ts';
import { closeOverlay } from '../../overlay/overlay.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRef, type RunContext } from '../context.ts';
import { forEachPackage } from '../generate/generate-packages.ts';
import { generateRecursively } from '../recursion/generate-recursively.ts';
import type { RecursionLimits } from '../recursion/resolve-plan.ts';
import { type Decision, decideUnlessStopped } from './update-decide.ts';
import { endGenerated, endSettled, prepareStale } from './update-package.ts';
import type { UpdateSession } from './update-session.ts';

/**
 * Brings packages up to date, with the packages that they need: those that earlier runs generated for them, and what no
 * repository has yet. All is looked at before anything is written, and dependencies are written first.
 */
export async function updateRecursively(
  refs: readonly ReleaseRef[],
  given: UpdateSession,
  limits: RecursionLimits,
): Promise<readonly PackageResult[]> {
  const dependencies = await listDependencies(refs, given.context);
  const session = { ...given, context: keepVersions(dependencies, given.context) };
  const decisions = await forEachPackage([...refs, ...dependencies], session.context, (ref) =>
    decideUnlessStopped(ref, session),
  );
  const chosen = new Map<Decision, ReleaseRef>();
  for (const decision of decisions) {
    if (decision.kind === 'stale') chosen.set(decision, await prepareStale(decision.target, session));
  }
  const made = await generateRecursively(
    [...chosen.values()],
    { context: { ...session.context, now: session.now }, limits },
    { announce: () => undefined, report: () => undefined },
  );
  const results = await endAll(decisions, { session, chosen, made });
  await closeOverlay(session.context.overlay);
  return results;
}

interface Outcome {
  readonly session: UpdateSession;
  /** With its version, each package that was to be generated. */
  readonly chosen: ReadonlyMap<Decision, ReleaseRef>;
  readonly made: readonly PackageResult[];
}

/** The results in the order of the decisions, then the packages that are new because those need them. */
async function endAll(
  decisions: readonly Decision[],
  { session, chosen, made }: Outcome,
): Promise<readonly PackageResult[]> {
  const rest = new Map(made.map((result) => [result.ref, result]));
  const results: PackageResult[] = [];
  for (const decision of decisions) {
    if (decision.kind !== 'stale') {
      results.push(await endSettled(decision, session));
      continue;
    }
    const label = formatRef(chosen.get(decision) ?? decision.target.ref);
    const result = rest.get(label);
    if (result !== undefined) results.push(await endGenerated(decision.target, result, session.context));
    rest.delete(label);
  }
  const bare = new Map([...chosen.values()].map((ref) => [formatRef(ref), formatBare(ref)]));
  const withBareNames = ({ requiredBy = [], ...result }: PackageResult): PackageResult => ({
    ...result,
    requiredBy: requiredBy.map((need) => ({ ...need, ref: bare.get(need.ref) ?? need.ref })),
  });
  return [...results, ...rest.values()].map(withBareNames);
}

const formatBare = ({ source, project }: ReleaseRef) => formatRef({ source, project });

/** What the overlay has that was generated from PyPI for these packages, directly or over others. */
async function listDependencies(
  refs: readonly ReleaseRef[],
  context: RunContext,
): Promise<readonly ReleaseRef[]> {
  const key = (ref: ReleaseRef) => normalizeName(formatBare(ref));
  const asked = new Set(refs.map(key));
  const states = [...context.overlay.state.values()];
  const needs = await context.overlayNeeds();
  const reached = new Set(
    states.filter(({ from }) => asked.has(normalizeName(from))).map(({ atom }) => atom),
  );
  for (const atom of reached) for (const { id } of needs.get(atom) ?? []) reached.add(id);
  return states
    .filter(({ atom, from }) => reached.has(atom) && from.startsWith('pypi:'))
    .map(({ from }): ReleaseRef => ({ source: 'pypi', project: from.slice('pypi:'.length) }))
    .filter((ref) => !asked.has(key(ref)));
}

/** Which version of a dependency somebody still needs is not known: they all stay, unless their author took them back. */
function keepVersions(dependencies: readonly ReleaseRef[], context: RunContext): RunContext {
  const names = new Set(dependencies.map(({ project }) => project));
  return {
    ...context,
    settingsFor: (ref) => {
      const settings = context.settingsFor(ref);
      const isDependency = ref.source === 'pypi' && names.has(ref.project);
      return isDependency ? { ...settings, keep: Number.MAX_SAFE_INTEGER } : settings;
    },
  };
}
