import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { tryParseVersion, type Version } from './version.ts';
import { EVERY_VERSION, type VersionRange, type VersionRanges } from './version-range.ts';

/** Who put an upper bound there: a person, or Poetry's caret or tilde. */
export type Cap = 'written' | 'caret' | 'tilde';

/** What one clause of a Poetry constraint allows. */
export interface PoetryClause {
  readonly ranges: VersionRanges;
  readonly origin: Cap;
}

/** Operator and version: `^ 1.2`, `!=1.2.*`, `1.2`, `~=1.4`. */
const CLAUSE = /^(?<operator>\^|~=|~|<>|!=|>=|>|<=|<|==|=)?\s*(?<version>[^\s*]+?)(?<wildcard>(?:\.\*)+)?$/;

/** Reads one clause the way poetry-core does. Throws DEPENDENCY_INVALID. https://python-poetry.org/docs/dependency-specification/ */
export function parsePoetryClause(text: string): PoetryClause {
  if (/^v?[x*](?:\.[x*])*$/i.test(text)) return { ranges: [EVERY_VERSION], origin: 'written' };
  const { operator = '', version = '', wildcard } = CLAUSE.exec(text)?.groups ?? {};
  const limit = version === 'dev' ? DEV : tryParseVersion(version);
  const read = OPERATORS.get(wildcard === undefined ? operator : `${operator}.*`);
  if (limit === undefined || read === undefined) {
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text)} is not a Poetry constraint`);
  }
  return { ranges: read(limit), origin: ORIGINS.get(operator) ?? 'written' };
}

const DEV: Version = { epoch: 0, release: [0, 0], dev: 0 };

const ORIGINS: ReadonlyMap<string, Cap> = new Map([
  ['^', 'caret'],
  ['~', 'tilde'],
]);

type ReadClause = (version: Version) => VersionRanges;

const below: ReadClause = (max) => [{ max, includeMin: false, includeMax: false }];
const atMost: ReadClause = (max) => [{ max, includeMin: false, includeMax: true }];
const above: ReadClause = (min) => [{ min, includeMin: false, includeMax: false }];
const atLeast: ReadClause = (min) => [{ min, includeMin: true, includeMax: false }];
const exactly: ReadClause = (version) => [pointAt(version)];
const inSeries: ReadClause = (version) => [series(version)];

/** To poetry-core `<>` is equality, and a wild card after an order says nothing. */
const OPERATORS: ReadonlyMap<string, ReadClause> = new Map<string, ReadClause>([
  ['^', (version) => [upTo(version, afterBreaking(version))]],
  ['~', (version) => [upTo(version, bumped(version, Math.min(version.release.length, 2)))]],
  ['~=', (version) => [upTo(version, bumped(version, Math.max(version.release.length - 1, 1)))]],
  ['<', below],
  ['<.*', below],
  ['<=', atMost],
  ['<=.*', atMost],
  ['>', above],
  ['>.*', above],
  ['>=', atLeast],
  ['>=.*', atLeast],
  ['==', exactly],
  ['=', exactly],
  ['<>', exactly],
  ['', exactly],
  ['==.*', inSeries],
  ['=.*', inSeries],
  ['<>.*', inSeries],
  ['.*', inSeries],
  ['!=', (version) => allBut(pointAt(version))],
  ['!=.*', (version) => allBut(series(version))],
]);

function upTo(min: Version, max: Version): VersionRange {
  return { min, max, includeMin: true, includeMax: false };
}

function pointAt(version: Version): VersionRange {
  return { min: version, max: version, includeMin: true, includeMax: true };
}

/** `1.2.*`: from the first development release of 1.2 to before that of 1.3; `1.2.post1.*` goes on to `1.2.post2`. */
function series(version: Version): VersionRange {
  const { local, ...start } = version;
  return upTo({ ...start, dev: 0 }, { dev: 0, ...afterSeries(start) });
}

function afterSeries({ epoch, release, pre, post, dev }: Version): Version {
  const step = dev === undefined ? 1 : 0;
  if (post !== undefined) return { epoch, release, ...(pre === undefined ? {} : { pre }), post: post + step };
  if (pre !== undefined) return { epoch, release, pre: { ...pre, number: pre.number + step } };
  return dev === undefined ? bumped({ epoch, release }, release.length) : { epoch, release, dev: dev + 1 };
}

function allBut({ min, max, includeMin, includeMax }: VersionRange): VersionRanges {
  return [
    { ...(min === undefined ? {} : { max: min }), includeMin: false, includeMax: !includeMin },
    { ...(max === undefined ? {} : { min: max }), includeMin: !includeMax, includeMax: false },
  ];
}

/** The next release that may break, by the first number that is not 0: 1.2 → 2.0, 0.2.3 → 0.3.0, 0.0.3 → 0.0.4. */
function afterBreaking(version: Version): Version {
  const significant = version.release.slice(0, 3).findIndex((number) => number > 0);
  return bumped(version, significant < 0 ? Math.min(version.release.length, 3) : significant + 1);
}

/** The version whose first `length` numbers are one further, the others 0: bumped(1.2.3, 2) is 1.3.0. */
function bumped({ epoch, release }: Version, length: number): Version {
  const kept = release.slice(0, length - 1);
  const rest = release.slice(length).map(() => 0);
  return { epoch, release: [...kept, (release[length - 1] ?? 0) + 1, ...rest] };
}
