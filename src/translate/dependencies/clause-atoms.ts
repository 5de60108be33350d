import type { Atom } from '../../gentoo/atom.ts';
import {
  compareGentooVersions,
  formatGentooVersion,
  type GentooVersion,
  withoutRevision,
} from '../../gentoo/version.ts';
import { satisfies } from '../../python/specifier-match.ts';
import { compareVersions, type Version } from '../../python/version.ts';
import { gentooToVersion, versionToGentoo } from '../version.ts';
import type { VersionClause } from './version-clauses.ts';
import { stripZeros } from './version-universe.ts';

/** The version part of an atom; `excludes` makes it a blocker. */
export interface VersionBound {
  readonly operator: NonNullable<Atom['operator']>;
  readonly version: GentooVersion;
  readonly excludes?: boolean;
}

/** One way to say a clause: all of these bounds, or any. */
export interface ClauseAtoms {
  readonly kind: 'all' | 'any';
  readonly bounds: readonly VersionBound[];
}

/** A version in the repositories, with what it means upstream. */
export interface ExistingVersion {
  readonly pv: GentooVersion;
  readonly version: Version;
}

/** The versions that stand for a release upstream, revisions aside, ascending by PMS. */
export function readExisting(versions: readonly GentooVersion[]): readonly ExistingVersion[] {
  const releases = versions.filter((version) => !isLive(version)).map(withoutRevision);
  const distinct = new Map(releases.map((pv) => [formatGentooVersion(pv), pv]));
  return [...distinct.values()].sort(compareGentooVersions).flatMap((pv) => {
    const version = gentooToVersion(pv);
    return version === undefined ? [] : [{ pv, version }];
  });
}

/** 9999, 1.9999: built from a repository, and no release. */
const isLive = ({ components }: GentooVersion): boolean =>
  components.some((digits) => /^9{4,}$/.test(digits));

/**
 * Ways to say a clause in atoms, the one that ebuilds prefer first (rulebook 11.3). No one way is right for every set of
 * versions: `1.0` and `1.0.0` are the same upstream and not in Gentoo, and pre-releases sort differently.
 */
export function clauseToAtoms(
  clause: VersionClause,
  existing: readonly ExistingVersion[],
): readonly ClauseAtoms[] {
  const equal = existing.filter(({ version }) => compareVersions(version, clause.version) === 0);
  const allowed = existing.filter(({ version }) => satisfies(version, [clause]));
  const context = { clause, equal, allowed, existing };
  return clause.wildcard ? wildcardWays(context) : WAYS[clause.operator](context);
}

interface ClauseContext {
  readonly clause: VersionClause;
  /** Existing versions that are upstream the same as the bound. */
  readonly equal: readonly ExistingVersion[];
  /** Existing versions that the clause allows. */
  readonly allowed: readonly ExistingVersion[];
  readonly existing: readonly ExistingVersion[];
}

type Ways = (context: ClauseContext) => readonly ClauseAtoms[];

const WAYS = {
  '>=': ({ clause: { version }, equal, allowed }) => [
    ...(isBareDevelopment(version) ? [bound('>=', final(version))] : []),
    bound('>=', version),
    ...equal.map(({ pv }) => bound('>=', pv)),
    ...(isBareDevelopment(version) ? [bound('>=', beforeFinal(version))] : []),
    bound('>=', stripped(version)),
    bound('>=', beforeFinal(version)),
    bound('>=', beforeFinal(stripped(version))),
    ...allowed.slice(0, 1).map(({ pv }) => bound('>=', pv)),
  ],
  '>': ({ clause: { version }, allowed }) => [
    ...allowed.slice(0, 1).map(({ pv }) => bound('>=', pv)),
    afterRevisions('>', version),
    afterRevisions('>', padded(version)),
  ],
  '<': ({ clause: { version }, allowed }) => [
    ...(isBareDevelopment(version) || isFinal(version) ? [bound('<', stripped(final(version)))] : []),
    bound('<', version),
    bound('<', stripped(version)),
    bound('<', beforeFinal(version)),
    bound('<', beforeFinal(stripped(version))),
    ...allowed.slice(-1).map(({ pv }) => afterRevisions('<=', pv)),
  ],
  '<=': ({ clause: { version }, equal, allowed }) => [
    afterRevisions('<=', version),
    ...equal.map(({ pv }) => afterRevisions('<=', pv)).reverse(),
    afterRevisions('<=', padded(version)),
    ...allowed.slice(-1).map(({ pv }) => afterRevisions('<=', pv)),
  ],
  '==': ({ clause: { version }, equal }) => [
    ...(equal.length > 1 ? [{ kind: 'any' as const, bounds: equal.map(({ pv }) => toBound('~', pv)) }] : []),
    ...equal.map(({ pv }) => bound('~', pv)),
    bound('~', version),
  ],
  '!=': ({ clause: { version }, equal }) => {
    const spellings = equal.length === 0 ? [version] : equal.map(({ pv }) => pv);
    return [{ kind: 'all', bounds: spellings.map((one) => ({ ...toBound('~', one), excludes: true })) }];
  },
} as const satisfies Record<VersionClause['operator'], Ways>;

/** `==1.2.*`; after a trailing zero the prefix would miss the shorter spelling, which a range has. */
function wildcardWays({ clause, existing, allowed }: ClauseContext): readonly ClauseAtoms[] {
  const { operator, version } = clause;
  const prefix = toBound('=*', version);
  if (operator === '!=') {
    const shorter = existing.filter(
      (one) => !allowed.includes(one) && one.pv.components.length < version.release.length,
    );
    const excluded = [prefix, ...shorter.map(({ pv }) => toBound('~', pv))];
    const block = (bounds: readonly VersionBound[]): ClauseAtoms => ({
      kind: 'all',
      bounds: bounds.map((one) => ({ ...one, excludes: true })),
    });
    return [block([prefix]), block(excluded)];
  }
  const { release } = version;
  const next = { ...version, release: [...release.slice(0, -1), (release.at(-1) ?? 0) + 1] };
  const range = (from: Version | GentooVersion, to: Version | GentooVersion): ClauseAtoms => ({
    kind: 'all',
    bounds: [toBound('>=', from), toBound('<', to)],
  });
  return [
    { kind: 'all', bounds: [prefix] },
    range(stripped(version), next),
    range(beforeFinal(stripped(version)), beforeFinal(next)),
  ];
}

const bound = (operator: VersionBound['operator'], version: Version | GentooVersion): ClauseAtoms => ({
  kind: 'all',
  bounds: [toBound(operator, version)],
});

function toBound(operator: VersionBound['operator'], version: Version | GentooVersion): VersionBound {
  return { operator, version: 'components' in version ? version : versionToGentoo(version) };
}

/** A bare `>X` would take X's own revisions, `<=X` would not take them; no revision is this high. */
function afterRevisions(operator: '>' | '<=', version: Version | GentooVersion): ClauseAtoms {
  const { version: plain } = toBound(operator, version);
  return { kind: 'all', bounds: [{ operator, version: { ...plain, revision: '9999' } }] };
}

/** `1.0.dev0`, which upstreams write to mean "with all pre-releases" (`>=`) or "without any" (`<`). */
const isBareDevelopment = ({ pre, post, dev }: Version): boolean =>
  dev !== undefined && pre === undefined && post === undefined;

const isFinal = ({ pre, post, dev }: Version): boolean =>
  pre === undefined && post === undefined && dev === undefined;

const final = ({ epoch, release }: Version): Version => ({ epoch, release });

const stripped = (version: Version): Version => ({ ...version, release: stripZeros(version.release) });

const padded = (version: Version): Version => ({ ...version, release: [...version.release, 0] });

/** Before everything of a release: `_alpha` is Gentoo's first suffix, `.dev` upstream's. */
const beforeFinal = ({ release }: Version): GentooVersion => ({
  components: release.map(String),
  suffixes: [{ kind: 'alpha' }],
});
