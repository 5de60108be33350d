import { atomMatchesVersion } from '../../gentoo/match.ts';
import type { GentooVersion } from '../../gentoo/version.ts';
import { satisfies } from '../../python/specifier-match.ts';
import { isPrerelease, type Version } from '../../python/version.ts';
import type { ClauseAtoms } from './clause-atoms.ts';
import type { VersionClause } from './version-clauses.ts';

/** A version by which translations are judged. */
export interface JudgedVersion {
  readonly pv: GentooVersion;
  readonly version: Version;
  /** Whether all of upstream's clauses allow it. */
  readonly wanted: boolean;
}

/** A clause with the ways to say it, the preferred one first. */
export interface ClauseChoice {
  readonly clause: VersionClause;
  readonly ways: readonly ClauseAtoms[];
}

export interface ChosenAtoms {
  readonly ways: readonly ClauseAtoms[];
  /** Versions that the atoms select and should not. */
  readonly extra: readonly JudgedVersion[];
  /** Versions that the atoms should select and do not. */
  readonly missing: readonly JudgedVersion[];
}

/**
 * Takes one way for each clause, so that together they select what is wanted: of each clause the first way, and where that
 * is not exact, clause after clause, the way with the fewest mistakes. Where mistakes are left, it tries the same from the
 * ways that say each clause best by itself. A wrong release weighs more than any number of wrong pre-releases, which
 * ebuilds have no keywords for; whether these weigh at all is the caller's choice.
 */
export function chooseAtoms(
  choices: readonly ClauseChoice[],
  judges: readonly JudgedVersion[],
  { weighPrereleases }: { readonly weighPrereleases: boolean },
): ChosenAtoms {
  const weights = judges.map(({ version }) => (isPrerelease(version) ? Number(weighPrereleases) : 10_000));
  const columns = choices.map(({ ways }) => ways.map((way) => toColumn(way, judges)));
  const weigh = (attempt: readonly Column[], wanted: readonly boolean[]): number =>
    weights.reduce((sum, weight, at) => (isSelected(attempt, at) === wanted[at] ? sum : sum + weight), 0);

  const wanted = judges.map((judge) => judge.wanted);
  const improve = (start: readonly Column[]) =>
    columns.reduce(
      (chosen, candidates, at) =>
        lightest([chosen, ...candidates.map((one) => chosen.with(at, one))], (each) => weigh(each, wanted)),
      start,
    );
  const preferred = improve(columns.flatMap((ways) => ways.slice(0, 1)));
  const alone = () =>
    choices.map(({ clause }, at) => {
      const allowed = judges.map(({ version }) => satisfies(version, [clause]));
      return lightest(columns[at] ?? [], (column) => weigh([column], allowed));
    });
  const chosen =
    weigh(preferred, wanted) === 0
      ? preferred
      : lightest([preferred, improve(alone())], (each) => weigh(each, wanted));
  const wrong = judges.filter((judge, at) => isSelected(chosen, at) !== judge.wanted).sort(releasesFirst);
  return {
    ways: chosen.map(({ way }) => way),
    extra: wrong.filter((judge) => !judge.wanted),
    missing: wrong.filter((judge) => judge.wanted),
  };
}

interface Column {
  readonly way: ClauseAtoms;
  /** For each judged version, whether the way selects it. */
  readonly selects: readonly boolean[];
}

function toColumn(way: ClauseAtoms, judges: readonly JudgedVersion[]): Column {
  return { way, selects: judges.map(({ pv }) => waySelects(way, pv)) };
}

function waySelects({ kind, bounds }: ClauseAtoms, pv: GentooVersion): boolean {
  const selects = ({ operator, version, excludes = false }: ClauseAtoms['bounds'][number]) =>
    atomMatchesVersion({ operator, version, category: '', name: '', use: [] }, pv) !== excludes;
  return kind === 'any' ? bounds.some(selects) : bounds.every(selects);
}

const isSelected = (columns: readonly Column[], at: number): boolean =>
  columns.every(({ selects }) => selects[at]);

/** The first of those that weigh least; there must be one. */
function lightest<T>(items: readonly T[], weighItem: (item: T) => number): T {
  return items
    .map((item) => ({ item, weight: weighItem(item) }))
    .reduce((least, other) => (other.weight < least.weight ? other : least)).item;
}

const releasesFirst = (a: JudgedVersion, b: JudgedVersion): number =>
  Number(isPrerelease(a.version)) - Number(isPrerelease(b.version));
