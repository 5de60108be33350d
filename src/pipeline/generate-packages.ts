import pLimit from 'p-limit';
import type { ReleaseRef } from '../core/release.ts';
import type { PackageResult } from '../model/result.ts';
import { saveState } from '../overlay/overlay.ts';
import { normalizeName } from '../python/name.ts';
import { formatRef, type RunContext } from './context.ts';
import { generatePackage } from './generate-package.ts';
import { groupVersions } from './group-versions.ts';

/** How many packages are put in place before the overlay's state is written down again. */
const stateInterval = 25;

/**
 * Generates packages, some at once; one that fails does not stop the others. Results are in the order of `refs`, and
 * `report` is called in that order too, each as soon as all before it are done.
 */
export function generatePackages(
  refs: readonly ReleaseRef[],
  context: RunContext,
  report: (result: PackageResult) => void,
): Promise<readonly PackageResult[]> {
  const named = { ...context, isPlanned: isAmong(refs, context) };
  return runPackages(refs, context, { work: (ref) => generatePackage(ref, named), report });
}

/**
 * Whether a package is one that `refs` name, as far as that is known before upstream is asked: what a repository on a forge
 * is called is only known where an earlier run wrote it down.
 */
export function isAmong(
  refs: readonly ReleaseRef[],
  { index, overlay, settingsFor }: RunContext,
): RunContext['isPlanned'] {
  const named = refs
    .filter(({ source }) => source === 'pypi')
    .map((ref) => {
      const found = index.find(ref.project);
      const { category = found.category, name = found.name } = settingsFor(ref);
      return `${category}/${name}`;
    });
  const origins = new Set(refs.map(({ source, project }) => normalizeName(`${source}:${project}`)));
  const known = [...overlay.state.values()].filter(({ from }) => origins.has(normalizeName(from)));
  const planned = new Set([...named, ...known.map(({ atom }) => atom)]);
  return (category, name) => planned.has(`${category}/${name}`);
}

interface PackageWork {
  /** Never throws. */
  readonly work: (ref: ReleaseRef) => Promise<PackageResult>;
  readonly report: (result: PackageResult) => void;
}

/**
 * Does something to packages, `context.jobs` at once but versions of one project in turn, and saves the overlay's state now
 * and then and at the end.
 */
export async function runPackages(
  refs: readonly ReleaseRef[],
  context: RunContext,
  { work, report }: PackageWork,
): Promise<readonly PackageResult[]> {
  const { progress } = context.ports;
  const limit = pLimit(context.jobs);
  const results: PackageResult[] = [];
  const positions = new Map(refs.map((ref, position) => [ref, position]));
  const running = new Set<string>();
  let done = 0;
  let written = 0;
  let reported = 0;
  progress.start(refs.length, 'packages');

  const generateOne = async (ref: ReleaseRef) => {
    const label = formatRef(ref);
    running.add(label);
    progress.step(done, [...running]);
    const result = await work(ref);
    results[positions.get(ref) ?? refs.length] = result;
    running.delete(label);
    done += 1;
    progress.step(done, [...running]);
    for (let next = results[reported]; next !== undefined; next = results[reported]) {
      report(next);
      reported += 1;
    }
    if (result.status === 'created' || result.status === 'updated') written += 1;
    if (written >= stateInterval) {
      written = 0;
      await saveState(context.overlay);
    }
  };

  const generateInTurn = async (group: readonly ReleaseRef[]) => {
    for (const ref of group) await generateOne(ref);
  };

  try {
    await Promise.all(groupVersions(refs).map((group) => limit(generateInTurn, group)));
  } finally {
    progress.stop();
    await saveState(context.overlay);
  }
  return results;
}
