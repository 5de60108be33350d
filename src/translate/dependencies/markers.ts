import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { DepNode, Depset } from '../../gentoo/depset.ts';
import { formatMarker } from '../../python/marker.ts';
import { evaluateFor, type Verdict } from '../../python/marker-eval.ts';
import { formatRequirement, type Requirement } from '../../python/requirement.ts';
import { type ArchCondition, archesWhere } from './marker-arches.ts';
import { found } from './version-findings.ts';

export interface MarkerTargets {
  /** Series of PYTHON_COMPAT: `3.12`, … */
  readonly pythonVersions: readonly string[];
  /** Extras that are asked for; default none. */
  readonly extras?: readonly string[];
}

/**
 * Puts the dependencies that a requirement became under the conditions of its marker (rulebook 11.5, 11.6): true on all
 * interpreters → as they are; on none → nothing; on some → `python_gen_cond_dep`; a machine → `amd64? ( )`. What an
 * ebuild cannot ask about is taken as true and reported.
 */
export function conditionByMarker(
  requirement: Requirement,
  children: Depset,
  { pythonVersions, extras = [] }: MarkerTargets,
): Staged<Depset> {
  const verdicts = evaluateFor(requirement.marker, { pythonVersions, extras });
  const groups = groupByCondition(verdicts);
  const nodes = groups.flatMap(({ condition, versions }) => {
    const conditional = underArches(condition, children);
    const everywhere = versions.length === verdicts.size;
    if (conditional.length === 0 || everywhere) return conditional;
    return [{ kind: 'python-cond' as const, patterns: versions, children: conditional }];
  });
  return { value: nodes, diagnostics: reportLoss(requirement, groups) };
}

interface ConditionGroup {
  readonly condition: ArchCondition;
  /** `3.12`, … on which the requirement depends on exactly this. */
  readonly versions: readonly string[];
}

function groupByCondition(verdicts: ReadonlyMap<string, Verdict>): readonly ConditionGroup[] {
  const groups = new Map<string, { condition: ArchCondition; versions: string[] }>();
  for (const [version, verdict] of verdicts) {
    const condition = archesWhere(verdict);
    const key = `${condition.kind} ${condition.arches.join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { condition, versions: [version] });
    else group.versions.push(version);
  }
  return [...groups.values()];
}

function underArches({ kind, arches }: ArchCondition, children: Depset): Depset {
  if (children.length === 0) return [];
  switch (kind) {
    case 'always':
      return children;
    case 'never':
      return [];
    case 'only':
      return arches.map((flag): DepNode => ({ kind: 'use', flag, negated: false, children }));
    case 'except':
      return arches.reduceRight<Depset>(
        (inner, flag) => [{ kind: 'use', flag, negated: true, children: inner }],
        children,
      );
  }
}

function reportLoss(requirement: Requirement, groups: readonly ConditionGroup[]): readonly Diagnostic[] {
  const { marker } = requirement;
  if (marker === undefined) return [];
  const text = formatRequirement(requirement);
  const open = groups.some(({ condition }) => condition.open);
  const widened = [...new Set(groups.flatMap(({ condition }) => condition.widened))].sort();
  return [
    ...(open ? [found['marker-kept']({ requirement: text, marker: formatMarker(marker) })] : []),
    ...(widened.length === 0
      ? []
      : [found['marker-widened']({ requirement: text, flags: widened.join(' ') })]),
  ];
}
