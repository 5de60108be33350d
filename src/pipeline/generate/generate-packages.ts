import pLimit from 'p-limit';
import type { ReleaseRef } from '../../core/release.ts';
import type { PackageResult } from '../../model/result.ts';
import { closeOverlay, saveState } from '../../overlay/overlay.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRef, type RunContext } from '../context.ts';
import { tryGuessAtom } from '../package/guess-atom.ts';
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
 * is called is only known where a person said it, or an earlier run wrote it down.
 */
export function isAmong(refs: readonly ReleaseRef[], context: RunContext): RunContext['isPlanned'] {
  const named = refs.flatMap((ref) => tryGuessAtom(ref, context) ?? []);
  const origins = new Set(refs.map(({ source, project }) => normalizeName(`${source}:${project}`)));
  const entries = [...context.overlay.state.values()];
  const known = entries.filter(({ from }) => origins.has(normalizeName(from)));
  const planned = new Set([...named, ...known.map(({ atom }) => atom)]);
  return (category, name) => planned.has(`${category}/${name}`);
}

interface PackageWork {
  /** Never throws. */
  readonly work: (ref: ReleaseRef) => Promise<PackageResult>;
  readonly report: (result: PackageResult) => void;
}

/** Does something to packages, and saves the overlay's state now and then and at the end. */
export async function runPackages(
  refs: readonly ReleaseRef[],
  context: RunContext,
  { work, report }: PackageWork,
): Promise<readonly PackageResult[]> {
  const done: PackageResult[] = [];
  let written = 0;
  let reported = 0;
  const results = await forEachPackage(refs, context, async (ref, position) => {
    const result = await work(ref);
    done[position] = result;
    for (let next = done[reported]; next !== undefined; next = done[reported]) {
      report(next);
      reported += 1;
    }
    if (result.status === 'created' || result.status === 'updated') written += 1;
    if (written >= stateInterval) {
      written = 0;
      await saveState(context.overlay);
    }
    return result;
  });
  await closeOverlay(context.overlay);
  return results;
}

/**
 * Calls `work` for each package, for `context.jobs` at once but versions of one project in turn, and shows how far it is.
 * Results are in the order of `refs`.
 */
export async function forEachPackage<T>(
  refs: readonly ReleaseRef[],
  { jobs, ports }: RunContext,
  work: (ref: ReleaseRef, position: number) => Promise<T>,
): Promise<readonly T[]> {
  const { progress } = ports;
  const limit = pLimit(jobs);
  const positions = new Map(refs.map((ref, position) => [ref, position]));
  const results: T[] = [];
  const running = new Set<string>();
  let done = 0;
  progress.start(refs.length, 'packages');
  const inTurn = async (group: readonly ReleaseRef[]) => {
    for (const ref of group) {
      const label = formatRef(ref);
      const position = positions.get(ref) ?? refs.length;
      running.add(label);
      progress.step(done, [...running]);
      results[position] = await work(ref, position);
      running.delete(label);
      done += 1;
      progress.step(done, [...running]);
    }
  };
  try {
    await Promise.all(groupVersions(refs).map((group) => limit(inTurn, group)));
    return results;
  } finally {
    progress.stop();
  }
}
