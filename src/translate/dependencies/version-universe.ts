import { satisfies } from '../../python/specifier-match.ts';
import type { Version } from '../../python/version.ts';
import type { VersionClause } from './version-clauses.ts';

/**
 * Versions on which clauses can differ from each other and from their translation: each bound in every spelling of its
 * trailing zeros, with pre-, post- and development releases around it, and neighbours on both sides. Two sets of
 * clauses that agree on all of these agree on every version.
 */
export function criticalVersions(clauses: readonly VersionClause[]): readonly Version[] {
  const longest = Math.max(...clauses.map(({ version }) => version.release.length), 1) + 1;
  const versions = clauses.flatMap((clause) => [
    ...spell(clause.version.release, longest).flatMap((release) => suffixed(release, clause.version)),
    ...neighbours(clause.version.release).flatMap((release) =>
      spell(release, longest).flatMap((spelled) => NEIGHBOUR_SUFFIXES.map((rest) => plain(spelled, rest))),
    ),
  ]);
  return [...new Map(versions.map((version) => [JSON.stringify(version), version])).values()];
}

/**
 * Which clauses can go without a change: those that hold for a version whenever all others do. What keeps a version out
 * goes first, so that of `>=1,==1.5` the pin stays.
 */
export function withoutRedundant(
  clauses: readonly VersionClause[],
  universe: readonly Version[],
): readonly VersionClause[] {
  const columns = clauses.map((clause) => ({
    clause,
    holds: universe.map((version) => satisfies(version, [clause])),
  }));
  const order = [...columns].sort((a, b) => dropRank(a.clause) - dropRank(b.clause));
  const kept = new Set(columns);
  for (const column of order) {
    const others = [...kept].filter((other) => other !== column);
    const needed = universe.some(
      (_, at) => column.holds[at] === false && others.every(({ holds }) => holds[at]),
    );
    if (!needed) kept.delete(column);
  }
  return [...kept].map(({ clause }) => clause);
}

const DROP_ORDER = ['!=', '==*', '<=', '<', '>', '>=', '=='];

const dropRank = ({ operator, wildcard }: VersionClause): number =>
  DROP_ORDER.indexOf(wildcard && operator === '==' ? '==*' : operator);

type Suffixes = Omit<Version, 'epoch' | 'release'>;

const plain = (release: readonly number[], suffixes: Suffixes): Version => ({
  epoch: 0,
  release,
  ...suffixes,
});

/** 1.0 → 1, 1.0, 1.0.0, … up to a length that no bound reaches. */
function spell(release: readonly number[], longest: number): readonly (readonly number[])[] {
  const base = stripZeros(release);
  const most = Math.min(longest - base.length, MOST_ZEROS);
  const more = [...Array(Math.max(most, 0) + 1).keys(), release.length - base.length];
  return [...new Set(more)].map((zeros) => [...base, ...Array<number>(zeros).fill(0)]);
}

/** More zeros than that tell nothing new. */
const MOST_ZEROS = 5;

/** The release without trailing zeros; one number always stays. */
export function stripZeros(release: readonly number[]): readonly number[] {
  const last = release.findLastIndex((number) => number !== 0);
  return release.slice(0, Math.max(last + 1, 1));
}

const COMMON_SUFFIXES: readonly Suffixes[] = [
  {},
  { dev: 1 },
  { pre: { letter: 'a', number: 1 } },
  { pre: { letter: 'a', number: 1 }, dev: 1 },
  { pre: { letter: 'b', number: 1 } },
  { pre: { letter: 'rc', number: 1 } },
  { pre: { letter: 'rc', number: 1 }, post: 1 },
  { post: 1 },
  { post: 1, dev: 1 },
];

const NEIGHBOUR_SUFFIXES: readonly Suffixes[] = [{}, { pre: { letter: 'rc', number: 1 } }];

function suffixed(release: readonly number[], { pre, post, dev }: Version): readonly Version[] {
  const phase: Suffixes = pre === undefined ? {} : { pre };
  const stage: Suffixes = post === undefined ? phase : { ...phase, post };
  const phases = pre === undefined ? [] : around(pre.number).map((number) => ({ pre: { ...pre, number } }));
  const own: readonly Suffixes[] = [
    ...phases.flatMap((one) => [one, { ...one, post: 1 }, { ...one, dev: 1 }]),
    ...around(post).flatMap((number) => [
      { ...phase, post: number },
      { ...phase, post: number, dev: 1 },
    ]),
    ...around(dev).map((number) => ({ ...stage, dev: number })),
  ];
  return [...COMMON_SUFFIXES, ...own].map((suffixes) => plain(release, suffixes));
}

const around = (number: number | undefined): readonly number[] =>
  number === undefined ? [] : [...new Set([Math.max(number - 1, 0), number, number + 1])];

/** Just above, just below, and where a wild card or `~=` ends. */
function neighbours(release: readonly number[]): readonly (readonly number[])[] {
  const base = stripZeros(release);
  const lastOf = (numbers: readonly number[]) => numbers.at(-1) ?? 0;
  const raise = (numbers: readonly number[]) => [...numbers.slice(0, -1), lastOf(numbers) + 1];
  const below = lastOf(base) === 0 ? [] : [[...base.slice(0, -1), lastOf(base) - 1, 999]];
  return [[...release, 1], [...release, 0, 1], ...below, raise(base), raise(release)];
}
