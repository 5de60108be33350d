import type { Diagnostic } from '../../core/diagnostic.ts';
import type { ReleaseRef } from '../../core/release.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { ReferenceIndex } from '../../model/package-index.ts';
import type { Plan, PlanEntry, PlannedNeed } from '../../model/plan.ts';
import type { PackageResult } from '../../model/result.ts';
import { closeOverlay } from '../../overlay/overlay.ts';
import { extendIndex, type PlannedPackage } from '../../repository/extend-index.ts';
import { formatRef, type RunContext } from '../context.ts';
import { found } from '../findings.ts';
import { type Attempt, finishPackage, limitAttempt } from '../generate/generate-package.ts';
import { groupByCycles } from './order-plan.ts';
import type { NeedGraph, PackageNeed } from './required-packages.ts';
import { type PlanNode, type RecursionLimits, resolvePlan } from './resolve-plan.ts';

interface Listener {
  /** Called once, before anything is written. */
  readonly announce: (plan: Plan) => void;
  readonly report: (result: PackageResult) => void;
}

/**
 * Generates packages and what they need that neither a reference repository nor the overlay has. Nothing is written before
 * all is known; then dependencies come first, so that a run that is killed leaves an overlay in which nothing is
 * missing, and the next run goes on from there. Results are in the order of the plan, reports in that of writing.
 */
export async function generateRecursively(
  refs: readonly ReleaseRef[],
  { context, limits }: { readonly context: RunContext; readonly limits: RecursionLimits },
  { announce, report }: Listener,
): Promise<readonly PackageResult[]> {
  const plan = settleTargets(await resolvePlan(refs, context, limits), context);
  const labels = new Map(plan.map(({ id, attempt }) => [id, formatRef(attempt.ref)]));
  const entries = plan.map((node) => toEntry(node, labels));
  announce(entries);
  const repositories = indexWith(plan, context);
  const planned = new Map(plan.map(({ id, attempt }) => [id, needsOf(attempt)]));
  const results = new Map<PlanNode, PackageResult>();
  // Within a cycle any order is as good as another.
  for (const node of groupByCycles(plan).flat()) {
    const written = await writeNode(node, { plan, planned, results, context, repositories });
    const result = { ...written, requiredBy: requiredBy(written.ref, entries) };
    results.set(node, result);
    report(result);
  }
  await closeOverlay(context.overlay);
  return plan.flatMap((node) => results.get(node) ?? []);
}

/**
 * Takes interpreters out of PYTHON_COMPAT that a package of the plan, or of the overlay, lacks; what depends on that may
 * lose them, too, until nothing changes any more.
 */
function settleTargets(plan: readonly PlanNode[], context: RunContext): readonly PlanNode[] {
  let settled = plan;
  for (let changed = true; changed; ) {
    const repositories = indexWith(settled, context);
    const limited = settled.map((node) => limitNode(node, repositories));
    changed = limited.some((node, position) => node !== settled[position]);
    settled = limited;
  }
  return settled;
}

function limitNode(node: PlanNode, repositories: ReferenceIndex): PlanNode {
  const attempt = limitAttempt(node.attempt, repositories);
  return attempt === node.attempt ? node : { ...node, attempt };
}

const needsOf = ({ outcome }: Attempt): readonly PackageNeed[] =>
  outcome instanceof Error || 'present' in outcome ? [] : outcome.requires;

interface Progress {
  readonly plan: readonly PlanNode[];
  /** What its packages need, by id. */
  readonly planned: NeedGraph;
  readonly results: ReadonlyMap<PlanNode, PackageResult>;
  readonly context: RunContext;
  /** As they will be at the end of the run. */
  readonly repositories: ReferenceIndex;
}

async function writeNode(
  node: PlanNode,
  { plan, planned, results, context, repositories }: Progress,
): Promise<PackageResult> {
  const failed = new Map(plan.flatMap((other) => whyFailed(other, results.get(other))));
  const lost = node.needs.flatMap(({ id, project }) => {
    const reason = failed.get(id);
    return reason === undefined ? [] : [found['dependency-failed']({ project, id, reason })];
  });
  const diagnostics = [...node.attempt.diagnostics, ...uniqueByMessage(lost)];
  const isPlanned = (category: string, name: string) => failed.has(`${category}/${name}`);
  return finishPackage(
    { ...node.attempt, diagnostics },
    { ...context, isPlanned },
    { repositories, planned },
  );
}

function whyFailed({ id, attempt }: PlanNode, result: PackageResult | undefined) {
  const error = attempt.outcome instanceof Error ? attempt.outcome : result?.error;
  return error === undefined ? [] : [[id, error.message] as const];
}

const uniqueByMessage = (diagnostics: readonly Diagnostic[]) => [
  ...new Map(diagnostics.map((diagnostic) => [diagnostic.message, diagnostic])).values(),
];

function indexWith(plan: readonly PlanNode[], { withOverlay }: RunContext): ReferenceIndex {
  const planned = plan.flatMap(({ attempt: { outcome } }) =>
    outcome instanceof Error || 'present' in outcome
      ? []
      : [toPlanned(outcome.project, outcome.model.ebuild)],
  );
  return extendIndex(withOverlay, planned);
}

function toPlanned(project: string, ebuild: EbuildModel): PlannedPackage {
  const { category, name, version, slot, keywords, iuse, distutils } = ebuild;
  const { pythonCompat: pythonTargets } = distutils;
  const facts = { version, slot, keywords, iuse, pythonTargets, masked: false, isPythonPackage: true };
  return { project, category, name, version: { ...facts, python: 'targets' } };
}

const requiredBy = (ref: string, plan: Plan): readonly PlannedNeed[] =>
  plan.flatMap((entry) =>
    entry.needs.filter((need) => need.ref === ref).map(({ kind }) => ({ ref: entry.ref, kind })),
  );

function toEntry({ attempt, asked, needs }: PlanNode, refs: ReadonlyMap<string, string>): PlanEntry {
  const { outcome } = attempt;
  const base = {
    ref: formatRef(attempt.ref),
    asked,
    needs: needs.flatMap(({ id, kind }) => {
      const ref = refs.get(id);
      return ref === undefined ? [] : [{ ref, kind }];
    }),
  };
  if (outcome instanceof Error) return { ...base, outcome: 'fail', reason: outcome.message };
  const { category, name, pv: version } = outcome.identity;
  const named = { ...base, atom: `${category}/${name}`, version };
  return 'present' in outcome
    ? { ...named, outcome: 'skip', reason: outcome.present }
    : { ...named, outcome: 'write' };
}
