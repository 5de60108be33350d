import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Dependency } from '../../model/project.ts';
import { whyCapMeansLittle } from '../../python/calendar-version.ts';
import { formatRequirement } from '../../python/requirement.ts';
import { formatSpecifier, type Specifier, type SpecifierSet } from '../../python/specifier.ts';
import { found } from './version-findings.ts';

/**
 * `keep`: as written. `relax`: without caps that Poetry's caret or tilde made, without those on calendar-versioned or
 * pure-data projects, whose next release breaks nobody, and without those on what only builds or tests. `lower`: lower
 * bounds only.
 */
export type BoundsPolicy = 'keep' | 'relax' | 'lower';

export interface BoundsContext {
  readonly bounds: BoundsPolicy;
  /** Versions of the required project, as far as they are known, as PEP 440 text; for telling calendar versions. */
  readonly knownVersions?: readonly string[];
  /** The package is built or tested with it and does not run with it. */
  readonly isTool?: boolean;
}

/**
 * The clauses of a requirement that the policy keeps, as sets of which one must hold: mostly just one. Each clause that
 * goes is reported with the reason.
 */
export function applyBounds(
  { requirement, cap, alternatives = [] }: Pick<Dependency, 'requirement' | 'cap' | 'alternatives'>,
  { bounds, knownVersions = [], isTool = false }: BoundsContext,
): Staged<readonly SpecifierSet[]> {
  const { specifiers } = requirement;
  const sets = alternatives.length === 0 ? [specifiers] : alternatives;
  const unchanged = { value: sets, diagnostics: [] };
  if (bounds === 'keep') return unchanged;
  if (bounds === 'lower') {
    return report(requirement, [specifiers.flatMap(toLowerBound)], 'only lower bounds are wanted');
  }
  const reason =
    CAP_REASONS[cap] ??
    (isTool ? TOOL_REASON : undefined) ??
    whyCapMeansLittle(requirement.name, { specifiers, knownVersions });
  return reason === undefined ? unchanged : report(requirement, withoutLastCap(sets), reason);
}

/** Rulebook 5.6; a pinned tool would not be installable beside what another package pins. */
const TOOL_REASON = 'what builds or tests a package is pinned for the machines of its authors';

/** Gaps between sets are somebody's decision; only the end of the last one is a cap. */
const withoutLastCap = (sets: readonly SpecifierSet[]): readonly SpecifierSet[] =>
  sets.map((set, at) => (at === sets.length - 1 ? set.flatMap(withoutCap) : set));

const CAP_REASONS = {
  caret: 'the cap comes from a caret, which Poetry writes on its own',
  tilde: 'the cap comes from a tilde, which Poetry reads as one',
  written: undefined,
} as const satisfies Record<Dependency['cap'], string | undefined>;

/** `<2` → nothing, `~=1.4` → `>=1.4`; lower bounds and exclusions stay. */
function withoutCap(clause: Specifier): SpecifierSet {
  return clause.operator === '!=' ? [clause] : toLowerBound(clause);
}

function toLowerBound(clause: Specifier): SpecifierSet {
  switch (clause.operator) {
    case '>=':
    case '>':
    case '===':
      return [clause];
    case '<':
    case '<=':
    case '!=':
      return [];
    case '~=':
    case '==':
      return [{ operator: '>=', version: clause.version, wildcard: false }];
  }
}

function report(
  requirement: Dependency['requirement'],
  kept: readonly SpecifierSet[],
  reason: string,
): Staged<readonly SpecifierSet[]> {
  const before = requirement.specifiers.map(formatSpecifier);
  const after = new Set(kept.flat().map(formatSpecifier));
  const dropped = before.filter((clause) => !after.has(clause));
  const finding = (): Diagnostic =>
    found['cap-dropped']({
      requirement: formatRequirement(requirement),
      clauses: dropped.sort().join(','),
      reason,
    });
  return { value: kept, diagnostics: dropped.length === 0 ? [] : [finding()] };
}
