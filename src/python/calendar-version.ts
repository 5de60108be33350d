import { normalizeName } from './name.ts';
import type { SpecifierSet } from './specifier.ts';
import { compareVersions, isPrerelease, tryParseVersion, type Version } from './version.ts';

/** Why an upper bound on a project says nothing about compatibility; undefined where it may. */
export function whyCapMeansLittle(
  project: string,
  {
    specifiers,
    knownVersions,
  }: { readonly specifiers: SpecifierSet; readonly knownVersions: readonly string[] },
): string | undefined {
  if (isDataProject(project)) return 'the project is data, whose newest release is the one to have';
  const known = knownVersions
    .filter((text) => !LIVE.test(text))
    .flatMap((text) => tryParseVersion(text) ?? []);
  const named = specifiers.flatMap((clause) => (clause.operator === '===' ? [] : [clause.version]));
  const calendar = known.length === 0 ? named.some(startsWithYear) : areCalendarVersions(known);
  return calendar ? 'the project counts its versions by the calendar' : undefined;
}

/** Whether a distribution holds data that the world changes: time zones, certificates, telephone numbers. */
export function isDataProject(name: string): boolean {
  return PURE_DATA.has(normalizeName(name));
}

/** Gentoo's name for what is built from a repository. */
const LIVE = /^9{4,}$/;

/**
 * Whether a project's versions are dates: they start with a year (2024.4.1, 20240401), or with a short year and a month
 * (24.4). Only the newest releases count, since projects change their habits. Short years are only believed where the
 * second number is a month all the time: elsewhere 24.0 is a plain major version.
 */
export function areCalendarVersions(versions: readonly Version[]): boolean {
  const finals = versions.filter((version) => !isPrerelease(version));
  const newest = [...(finals.length === 0 ? versions : finals)].sort(compareVersions).slice(-NEWEST);
  if (newest.length === 0) return false;
  if (newest.every(startsWithYear)) return true;
  const years = new Set(newest.map(({ release }) => release[0]));
  return newest.length >= 4 && years.size >= 3 && newest.every(startsWithShortYearAndMonth);
}

/** How many releases tell today's habit. */
const NEWEST = 12;

/** `2024.1`, `20240401`: no project that counts otherwise has such numbers. */
export function startsWithYear({ release: [first = 0] }: Version): boolean {
  return isYear(first) || (first >= 19_900_101 && isYear(Math.trunc(first / 10_000)));
}

const isYear = (number: number): boolean => number >= 1990 && number < 2100;

function startsWithShortYearAndMonth({ release: [year = 0, month = 0] }: Version): boolean {
  return year >= 10 && year < 70 && month >= 1 && month <= 12;
}

/** Distributions of data that the world changes, not an interface: a complement to what versions tell. */
const PURE_DATA: ReadonlySet<string> = new Set([
  'certifi',
  'cldr-data',
  'holidays',
  'iso3166',
  'iso4217',
  'language-data',
  'phonenumbers',
  'publicsuffix2',
  'publicsuffixlist',
  'pycountry',
  'pytz',
  'pytzdata',
  'tzdata',
  'ua-parser-builtins',
]);
