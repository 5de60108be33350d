import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { type Atom, formatAtom } from '../../gentoo/atom.ts';
import { atomsOf, type DepNode, type Depset } from '../../gentoo/depset.ts';
import { formatGentooVersion, withoutRevision } from '../../gentoo/version.ts';
import type { PackageVersion } from '../../model/package-index.ts';
import { formatSpecifier, formatSpecifiers, type SpecifierSet } from '../../python/specifier.ts';
import { satisfies } from '../../python/specifier-match.ts';
import { isPrerelease, type Version } from '../../python/version.ts';
import { versionToGentoo } from '../version.ts';
import { type ChosenAtoms, chooseAtoms, type JudgedVersion } from './choose-atoms.ts';
import {
  type ClauseAtoms,
  clauseToAtoms,
  type ExistingVersion,
  readExisting,
  type VersionBound,
} from './clause-atoms.ts';
import { toVersionClauses, type VersionClause } from './version-clauses.ts';
import { found } from './version-findings.ts';
import { criticalVersions, withoutRedundant } from './version-universe.ts';

export interface SpecifierTarget {
  readonly package: { readonly category: string; readonly name: string };
  /** USE dependencies of every atom that is no blocker. */
  readonly use?: readonly string[];
  /** What the repositories have of the package; absent where no repository is known. */
  readonly existing?: readonly Pick<PackageVersion, 'version' | 'slot'>[];
  /** Whether the dependency may be a blocker; default true, as in RDEPEND. */
  readonly blockers?: boolean;
  /** The requirement as messages call it. */
  readonly requirement?: string;
}

/**
 * The fewest atoms that select what upstream allows: by PEP 440 over there, by PMS here. `alternatives` are sets of which
 * one must hold (Poetry's `||`); mostly there is one.
 *
 * The versions that exist decide between spellings: the bound as upstream wrote it is kept where it selects the right
 * ones of them, trailing zeros included, since that is what a reader compares with upstream. Where nothing that exists
 * satisfies the set, or nothing is known, the spelling is taken that is right for releases under any number of trailing
 * zeros; that `<2` then takes 2's pre-releases is Gentoo's habit. What is selected wrongly is in the diagnostics, with
 * examples.
 */
export function specifiersToAtoms(
  alternatives: readonly SpecifierSet[],
  target: SpecifierTarget,
): Staged<Depset> {
  const [first = [], ...others] = alternatives;
  if (others.length === 0) return setToNodes(first, target);
  const sets = alternatives.map((set) => setToNodes(set, { ...target, blockers: false }));
  const diagnostics = sets.flatMap((set) => set.diagnostics);
  const children = sets.map(({ value }) => asOneNode(value));
  return { value: [{ kind: 'any-of', children }], diagnostics };
}

function asOneNode(nodes: Depset): DepNode {
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? only : { kind: 'all-of', children: nodes };
}

function setToNodes(specifiers: SpecifierSet, target: SpecifierTarget): Staged<Depset> {
  const requirement = target.requirement ?? `${target.package.name}${formatSpecifiers(specifiers)}`;
  const read = toVersionClauses(specifiers, requirement);
  const existing = readExisting(target.existing?.map(({ version }) => version) ?? []);
  const known = existing.some(({ version }) => satisfies(version, read.value));
  const universe = known && read.value.length < 2 ? [] : criticalVersions(read.value);
  const needed = read.value.length < 2 ? read.value : withoutRedundant(read.value, universe);
  const { value: kept, diagnostics: dropped } = dropExclusions(needed, { existing, requirement, target });
  const judged = judgeBy(kept, existing);
  const chosen = chooseAtoms(
    kept.map((clause) => ({ clause, ways: clauseToAtoms(clause, existing) })),
    known ? judged : judgeBy(kept, universe.map(asIfExisting)),
    { weighPrereleases: known || kept.some(({ version }) => isPrerelease(version)) },
  );
  const value = toNodes(chosen.ways, target, judged);
  const possible = universe.length === 0 || universe.some((version) => satisfies(version, needed));
  return {
    value,
    diagnostics: [
      ...read.diagnostics,
      ...dropped,
      ...(possible ? [] : [found['bound-contradiction']({ requirement })]),
      ...reportInexact(chosen, requirement, value),
    ],
  };
}

const judgeBy = (clauses: SpecifierSet, versions: readonly ExistingVersion[]): readonly JudgedVersion[] =>
  versions.map((one) => ({ ...one, wanted: satisfies(one.version, clauses) }));

const asIfExisting = (version: Version): ExistingVersion => ({ version, pv: versionToGentoo(version) });

interface ExclusionContext {
  readonly existing: readonly ExistingVersion[];
  readonly requirement: string;
  readonly target: SpecifierTarget;
}

/** A blocker on a version that never existed is noise (pkgcheck: NonexistentBlocker), and one outside of RDEPEND is misplaced. */
function dropExclusions(
  clauses: readonly VersionClause[],
  { existing, requirement, target }: ExclusionContext,
): Staged<readonly VersionClause[]> {
  const { blockers = true } = target;
  const diagnostics: Diagnostic[] = [];
  const value = clauses.filter((clause) => {
    if (clause.operator !== '!=') return true;
    const text = { requirement, clause: formatSpecifier(clause) };
    const vacuous =
      target.existing !== undefined && existing.every(({ version }) => satisfies(version, [clause]));
    if (vacuous) diagnostics.push(found['exclusion-vacuous'](text));
    else if (!blockers) diagnostics.push(found['exclusion-dropped'](text));
    return !vacuous && blockers;
  });
  return { value, diagnostics };
}

/** The atoms; one without a version where there is nothing but blockers. */
function toNodes(
  ways: readonly ClauseAtoms[],
  target: SpecifierTarget,
  judged: readonly JudgedVersion[],
): Depset {
  const positive = ways.filter(({ bounds }) => bounds.every(({ excludes }) => excludes !== true));
  const slots = positive.flatMap(({ bounds }) => bounds).length < 2 ? [] : slotsToName(target, judged);
  const blockers = ways.filter((way) => !positive.includes(way)).flatMap((way) => wayToNodes(way, target));
  if (positive.length === 0) return [{ kind: 'atom', atom: plainAtom(target) }, ...blockers];
  const inSlot = (slot?: string) => positive.flatMap((way) => wayToNodes(way, target, slot));
  const [only, ...more] = slots;
  if (more.length === 0) return [...inSlot(only), ...blockers];
  const children = slots.map((slot): DepNode => ({ kind: 'all-of', children: inSlot(slot) }));
  return [{ kind: 'any-of', children }, ...blockers];
}

/** Two bounds can be met by two packages of different slots, unless they name the slot (rulebook 11.4). */
function slotsToName(
  { existing = [] }: SpecifierTarget,
  judged: readonly JudgedVersion[],
): readonly string[] {
  const mainSlot = ({ slot }: { readonly slot: string }) => slot.split('/')[0] ?? slot;
  if (new Set(existing.map(mainSlot)).size < 2) return [];
  const wanted = new Set(judged.flatMap((one) => (one.wanted ? [formatGentooVersion(one.pv)] : [])));
  const suitable = existing.filter(({ version }) =>
    wanted.has(formatGentooVersion(withoutRevision(version))),
  );
  return [...new Set(suitable.map(mainSlot))].sort();
}

function wayToNodes({ kind, bounds }: ClauseAtoms, target: SpecifierTarget, slot?: string): Depset {
  const nodes = bounds.map((bound): DepNode => ({ kind: 'atom', atom: boundToAtom(bound, target, slot) }));
  return kind === 'any' ? [{ kind: 'any-of', children: nodes }] : nodes;
}

function boundToAtom(
  { operator, version, excludes }: VersionBound,
  target: SpecifierTarget,
  slot: string | undefined,
): Atom {
  const { category, name } = target.package;
  if (excludes) return { blocker: '!', operator, category, name, version, use: [] };
  return { ...plainAtom(target), operator, version, ...(slot === undefined ? {} : { slot }) };
}

const plainAtom = ({ package: { category, name }, use = [] }: SpecifierTarget): Atom => ({
  category,
  name,
  use,
});

function reportInexact(
  { extra, missing }: ChosenAtoms,
  requirement: string,
  nodes: Depset,
): readonly Diagnostic[] {
  if (extra.length + missing.length === 0) return [];
  const atoms = atomsOf(nodes).map((atom) => formatAtom({ ...atom, use: [] }));
  const list = (versions: readonly JudgedVersion[]) =>
    versions
      .slice(0, MOST_EXAMPLES)
      .map(({ pv }) => `\`${formatGentooVersion(pv)}\``)
      .join(', ');
  return [
    found['bound-inexact']({
      requirement,
      atoms: atoms.join(' '),
      extra: list(extra),
      missing: list(missing),
    }),
  ];
}

const MOST_EXAMPLES = 3;
