import type { Diagnostic } from '../../core/diagnostic.ts';
import { normalizeName } from '../../python/name.ts';
import type { ReleaseOptions } from '../source.ts';
import { isOwnComponent, type Versioned } from './candidate.ts';
import { found } from './findings.ts';
import { matchVersionTag, sameVersion } from './match-tag.ts';
import { compareVersionTags } from './tag.ts';

export interface Selection {
  readonly chosen: Versioned;
  /** All of the chosen one's project, ascending. */
  readonly family: readonly Versioned[];
  readonly diagnostics: readonly Diagnostic[];
  /** False where further listings may hold something better: a final release, or one of the project itself. */
  readonly certain: boolean;
}

/** Takes the newest suitable release of the project that goes by `names`; undefined where there is none. */
export function trySelectNewest(
  all: readonly Versioned[],
  names: readonly string[],
  options: ReleaseOptions,
): Selection | undefined {
  const { family, own, diagnostics } = selectFamily(all, names, options);
  const usable = family.filter(
    ({ withdrawn, version, candidate }) => !withdrawn && (options.accepts?.(version, candidate.date) ?? true),
  );
  const final = usable.filter(({ prerelease }) => !prerelease);
  const chosen = newest(options.prereleases || final.length === 0 ? usable : final);
  if (chosen === undefined) return undefined;
  const unasked = chosen.prerelease && !options.prereleases;
  const notes = unasked ? [found['only-prereleases']({ tag: chosen.tag })] : [];
  return { chosen, family, diagnostics: [...diagnostics, ...notes], certain: own && !unasked };
}

export interface Wanted {
  /** A tag or a version. */
  readonly text: string;
  /** A version counts only in a tag of the project itself. */
  readonly own: boolean;
}

/** Takes the release that was asked for by tag or by version. */
export function trySelectWanted(
  all: readonly Versioned[],
  names: readonly string[],
  wanted: Wanted,
): Selection | undefined {
  const chosen = all.find(({ tag }) => tag === wanted.text) ?? trySelectVersion(all, names, wanted);
  if (chosen === undefined) return undefined;
  const family = all.filter(({ component }) => component === chosen.component).sort(compareVersionTags);
  const title = chosen.candidate.title ?? '';
  const diagnostics = chosen.withdrawn ? [found['release-withdrawn']({ tag: chosen.tag, title })] : [];
  return { chosen, family, diagnostics, certain: true };
}

interface Family {
  readonly family: readonly Versioned[];
  /** False where these are only taken for want of tags that are plainly the project's. */
  readonly own: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The tags of one project out of all tags of a repository, ascending. */
function selectFamily(
  all: readonly Versioned[],
  names: readonly string[],
  { tagPattern, projectName }: ReleaseOptions,
): Family {
  if (tagPattern !== undefined) return ownFamily(all.filter(({ pattern }) => pattern === tagPattern));
  const named = all.filter(({ component }) => component === normalizeName(projectName ?? ''));
  if (projectName !== undefined && named.length > 0) return ownFamily(named);
  const own = all.filter(({ component }) => isOwnComponent(component, names));
  if (own.length > 0) return ownFamily(own);
  const [first] = all;
  const family = all.filter(({ component }) => component === first?.component).sort(compareVersionTags);
  const others = [...new Set(all.map((entry) => entry.pattern))].filter((p) => p !== first?.pattern).sort();
  if (first === undefined || others.length === 0) return { family, own: false, diagnostics: [] };
  return {
    family,
    own: false,
    diagnostics: [found['tag-component-chosen']({ chosen: first.pattern, others })],
  };
}

const ownFamily = (entries: Versioned[]): Family => ({
  family: entries.sort(compareVersionTags),
  own: true,
  diagnostics: [],
});

/**
 * The highest version, unless the project has gone from calendar to semantic versions since: 1.2 of this year comes after
 * 2019.4.
 */
function newest(all: readonly Versioned[]): Versioned | undefined {
  const dotted = all.filter(({ order }) => order.release.length > 1);
  const candidates = dotted.length > 0 ? all.filter((entry) => !isSnapshotDate(entry)) : all;
  const highest = candidates.reduce<Versioned | undefined>(higher, undefined);
  const latest = candidates.reduce<Versioned | undefined>(later, undefined);
  if (highest === undefined || latest === undefined || isCalendar(highest) === isCalendar(latest))
    return highest;
  if (!isLongBefore(highest.candidate.date, latest.candidate.date)) return highest;
  return candidates.filter((entry) => isCalendar(entry) === isCalendar(latest)).reduce(higher);
}

function higher(best: Versioned | undefined, entry: Versioned): Versioned {
  if (best === undefined) return entry;
  const order = compareVersionTags(entry, best) || entry.order.release.length - best.order.release.length;
  return order > 0 ? entry : best;
}

function later(best: Versioned | undefined, entry: Versioned): Versioned {
  return best === undefined || dateOf(entry) > dateOf(best) ? entry : best;
}

/** `20240105`: a snapshot beside real versions. */
const isSnapshotDate = ({ order }: Versioned): boolean =>
  order.release.length === 1 && (order.release[0] ?? 0) > 19_000_000;

const dateOf = ({ candidate }: Versioned): number => Date.parse(candidate.date ?? '') || 0;

/** First release numbers from here on are years, or whole dates. */
const firstYear = 1900;

function isCalendar({ order }: Versioned): boolean {
  return (order.release[0] ?? 0) >= firstYear;
}

const halfYear = 182 * 24 * 3600 * 1000;

function isLongBefore(a = '', b = ''): boolean {
  return Date.parse(b) - Date.parse(a) > halfYear;
}

/** The project's own tag of this version, else another one's where only one project of the repository has it. */
function trySelectVersion(
  all: readonly Versioned[],
  names: readonly string[],
  { text, own }: Wanted,
): Versioned | undefined {
  const mine = matchVersionTag(all, text, names);
  if (mine !== undefined || own) return mine;
  const same = sameVersion(all, text);
  return new Set(same.map(({ component }) => component)).size === 1 ? same[0] : undefined;
}
