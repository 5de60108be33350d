import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { found } from './findings.ts';

/** A dependency and which of the ebuild's targets it supports, as `checkSatisfiable` found out. */
export interface SupportedTargets {
  /** `category/name` */
  readonly dependency: string;
  readonly targets: readonly string[];
}

/**
 * PYTHON_COMPAT less what some unconditional dependency does not support, with the reason. Where nothing would be left
 * the targets stay as they are, since an ebuild for no interpreter helps nobody.
 */
export function selectCompatibleTargets(
  targets: readonly string[],
  dependencies: readonly SupportedTargets[],
): Staged<readonly string[]> {
  const kept = targets.filter((target) => dependencies.every((each) => each.targets.includes(target)));
  const blamed = dependencies.filter((each) => targets.some((target) => !each.targets.includes(target)));
  if (kept.length === 0 && targets.length > 0)
    return { value: targets, diagnostics: [found['compat-exhausted']({ dependencies: namesOf(blamed) })] };
  const dropped = targets.filter((target) => !kept.includes(target));
  return { value: kept, diagnostics: groupByBlame(dropped, blamed) };
}

/** One finding for all targets that the same dependencies hold back. */
function groupByBlame(
  dropped: readonly string[],
  blamed: readonly SupportedTargets[],
): readonly Diagnostic[] {
  const groups = new Map<string, { targets: string[]; dependencies: readonly string[] }>();
  for (const target of dropped) {
    const dependencies = namesOf(blamed.filter((each) => !each.targets.includes(target)));
    const group = groups.get(dependencies.join(' ')) ?? { targets: [], dependencies };
    group.targets.push(target);
    groups.set(dependencies.join(' '), group);
  }
  return [...groups.values()].map((group) => found['compat-reduced'](group));
}

function namesOf(dependencies: readonly SupportedTargets[]): readonly string[] {
  return [...new Set(dependencies.map(({ dependency }) => dependency))].sort();
}
