import pLimit from 'p-limit';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef } from '../../core/release.ts';
import type { RequirementKind } from '../../model/plan.ts';
import { formatSpecifier, type SpecifierSet } from '../../python/specifier.ts';
import { formatRef, type RunContext } from '../context.ts';
import { found } from '../findings.ts';
import { type Attempt, attemptPackage } from '../generate/generate-package.ts';
import { groupVersions } from '../generate/group-versions.ts';
import { findGaps } from './overlay-needs.ts';
import type { RequiredPackage } from './required-packages.ts';

/** How far recursion goes. */
export interface RecursionLimits {
  /** Generate what tests need, too. */
  readonly tests: boolean;
  /** Steps away from what was asked for. */
  readonly maxDepth: number;
  /** Packages of the whole run, those that were asked for included. */
  readonly maxPackages: number;
}

/** A package of the plan. */
export interface PlanNode {
  /** What dependents call it: `category/name`. */
  readonly id: string;
  readonly attempt: Attempt;
  readonly asked: boolean;
  /** Dependencies that are in the plan, too. */
  readonly needs: readonly Need[];
}

export interface Need {
  readonly id: string;
  readonly project: string;
  readonly kind: RequirementKind;
}

/**
 * What was asked for and all that it needs and nothing has, breadth first, each once; nothing is written. What is beyond
 * the limits is in the diagnostics of what needs it.
 */
export async function resolvePlan(
  refs: readonly ReleaseRef[],
  context: RunContext,
  limits: RecursionLimits,
): Promise<readonly PlanNode[]> {
  const existing = new Set(context.withOverlay.packages);
  const gaps = findGaps(await context.overlayNeeds(), { existing, tests: limits.tests });
  const state: PlanState = { context, limits, gaps, nodes: [], ids: new Set() };
  const asked = groupVersions(withoutRepeats(refs)).flat();
  let wave: readonly Wanted[] = asked.map((ref) => ({ ref, specifiers: [] }));
  for (let depth = 0; wave.length > 0; depth += 1) {
    const attempts = await attemptWave(wave, context, { asked: depth === 0, before: state.nodes.length });
    for (const [position, attempt] of attempts.entries()) {
      const own = idOf(attempt, context);
      const id = wave[position]?.id ?? own;
      state.ids.add(id).add(own);
      state.nodes.push({
        id,
        attempt,
        asked: depth === 0,
        requires: requiredBy(attempt, limits),
        beyond: [],
      });
    }
    wave = nextWave(state, { depth: depth + 1, since: state.nodes.length - attempts.length });
  }
  return state.nodes.map((node) => settleNode(node, state.ids));
}

const withoutRepeats = (refs: readonly ReleaseRef[]): readonly ReleaseRef[] => [
  ...new Map(refs.map((ref) => [formatRef(ref), ref])).values(),
];

interface PlanState {
  readonly context: RunContext;
  readonly limits: RecursionLimits;
  /** Packages of the overlay to look at again, since they lack something. */
  readonly gaps: ReadonlySet<string>;
  readonly nodes: OpenNode[];
  /** Of all nodes. */
  readonly ids: Set<string>;
}

interface OpenNode extends Omit<PlanNode, 'needs'> {
  readonly requires: readonly RequiredPackage[];
  /** Findings about what the limits cut off. */
  readonly beyond: Diagnostic[];
}

interface Wanted {
  readonly ref: ReleaseRef;
  /** Absent for what was asked for. */
  readonly id?: string;
  /** All that those who need it say of its versions. */
  readonly specifiers: SpecifierSet;
}

async function attemptWave(
  wave: readonly Wanted[],
  context: RunContext,
  { asked, before }: { readonly asked: boolean; readonly before: number },
): Promise<readonly Attempt[]> {
  const { progress } = context.ports;
  const limit = pLimit(context.jobs);
  const running = new Set<string>();
  let done = before;
  progress.start(before + wave.length, 'packages looked at');
  const attemptOne = async (wanted: Wanted) => {
    const label = formatRef(wanted.ref);
    running.add(label);
    progress.step(done, [...running]);
    const attempt = await (asked ? attemptPackage(wanted.ref, context) : attemptDependency(wanted, context));
    running.delete(label);
    done += 1;
    progress.step(done, [...running]);
    return attempt;
  };
  try {
    return await Promise.all(wave.map((wanted) => limit(attemptOne, wanted)));
  } finally {
    progress.stop();
  }
}

/** The newest release that its dependents allow; where there is none, the newest, and the check says what is wrong. */
async function attemptDependency({ ref, specifiers }: Wanted, run: RunContext): Promise<Attempt> {
  const context = { ...run, force: false };
  const narrowed = { ...context, settingsFor: narrowSettings(context, specifiers) };
  const attempt = await attemptPackage(ref, narrowed);
  const { outcome } = attempt;
  const nothing = outcome instanceof EbuildgenError && outcome.code === 'RELEASE_UNSUITABLE';
  return nothing && specifiers.length > 0 ? attemptPackage(ref, context) : attempt;
}

function narrowSettings({ settingsFor }: RunContext, specifiers: SpecifierSet): RunContext['settingsFor'] {
  return (ref) => {
    const settings = settingsFor(ref);
    const own = settings.versions === undefined ? [] : [settings.versions];
    return { ...settings, versions: [...own, ...specifiers.map(formatSpecifier)].join(',') };
  };
}

/** Of what failed, the name that dependents give it; of a repository that failed there is none. */
function idOf({ ref, outcome }: Attempt, { index }: RunContext): string {
  if (outcome instanceof Error && ref.source !== 'pypi') return formatRef(ref);
  const { category, name } = outcome instanceof Error ? index.find(ref.project) : outcome.identity;
  return `${category}/${name}`;
}

function requiredBy({ outcome }: Attempt, { tests }: RecursionLimits): readonly RequiredPackage[] {
  if (outcome instanceof Error || 'present' in outcome) return [];
  return outcome.requires.filter(({ kind }) => tests || kind !== 'test');
}

/** What the nodes of the last wave need and nobody has, as far as the limits allow. */
function nextWave(
  { context, limits, gaps, nodes, ids }: PlanState,
  { depth, since }: { readonly depth: number; readonly since: number },
): readonly Wanted[] {
  const wave = new Map<string, Wanted>();
  for (const node of nodes.slice(since)) {
    for (const { id, project, specifiers } of node.requires) {
      if (ids.has(id) || (isThere(project, context) && !gaps.has(id))) continue;
      const before = wave.get(id);
      const beyond =
        before === undefined ? whyBeyond(project, limits, { depth, count: nodes.length + wave.size }) : [];
      node.beyond.push(...beyond);
      const all = [...(before?.specifiers ?? []), ...specifiers];
      if (beyond.length === 0) wave.set(id, { ref: { source: 'pypi', project }, id, specifiers: all });
    }
  }
  return [...wave.values()];
}

/** The built-in table is of packages that ::gentoo has, whether or not this run can look. */
function isThere(project: string, { index, withOverlay }: RunContext): boolean {
  const { exists, by } = withOverlay.find(project);
  return exists || (by === 'table' && !index.known);
}

function whyBeyond(
  project: string,
  { maxDepth, maxPackages }: RecursionLimits,
  { depth, count }: { readonly depth: number; readonly count: number },
): readonly Diagnostic[] {
  if (depth > maxDepth) return [found['recursion-deep']({ project, limit: maxDepth })];
  return count >= maxPackages ? [found['recursion-long']({ project, limit: maxPackages })] : [];
}

function settleNode({ attempt, requires, beyond, ...node }: OpenNode, ids: ReadonlySet<string>): PlanNode {
  const diagnostics = [...attempt.diagnostics, ...beyond];
  return { ...node, attempt: { ...attempt, diagnostics }, needs: requires.filter(({ id }) => ids.has(id)) };
}
