import { EbuildgenError } from '../core/errors.ts';
import { formatMarker, type Marker, type MarkerOperand, type MarkerVariable } from './marker.ts';
import { normalizeName } from './name.ts';
import { tryParseSpecifier } from './specifier.ts';
import { satisfies } from './specifier-match.ts';

/** Values of marker variables; `extras` and `dependency_groups` (lock files) are sets. */
export type MarkerEnvironment = Readonly<Partial<Record<MarkerVariable, string | ReadonlySet<string>>>>;

/** What an environment makes of a marker: the answer, or the part of the marker that it leaves open. */
export type Verdict = boolean | Marker;

export interface MarkerContext {
  /** `3.13`, or `3.13.2` where the patch level is known. */
  readonly pythonVersions: readonly string[];
  /** Extras that are asked for, in any spelling. */
  readonly extras: readonly string[];
}

/**
 * What a marker says on CPython and Linux for each interpreter. A requirement counts when it counts for any of the
 * asked extras, as with pip. What is left open depends on `platform_machine`, `platform_release` or
 * `platform_version`, which nobody knows when the ebuild is written, or is a comparison that has no meaning (`~=` on words).
 */
export function evaluateFor(
  marker: Marker | undefined,
  { pythonVersions, extras }: MarkerContext,
): ReadonlyMap<string, Verdict> {
  const asked = extras.length === 0 ? [''] : extras.map(normalizeName);
  return new Map(
    pythonVersions.map((pythonVersion) => {
      if (marker === undefined) return [pythonVersion, true];
      const verdicts = asked.map((extra) =>
        reduceMarker(marker, gentooEnvironment(pythonVersion, extra, asked)),
      );
      return [pythonVersion, combine('or', verdicts)];
    }),
  );
}

/** A whole answer in a full environment. Throws DEPENDENCY_INVALID where it hangs on a comparison without meaning or value. */
export function evaluateMarker(marker: Marker, environment: MarkerEnvironment): boolean {
  const verdict = reduceMarker(marker, environment);
  if (typeof verdict === 'boolean') return verdict;
  throw new EbuildgenError('DEPENDENCY_INVALID', `\`${formatMarker(verdict)}\` cannot be compared`);
}

/** Higher than any patch level: Gentoo's interpreters are the newest of their series. */
const NEWEST_PATCH = 99;

function gentooEnvironment(
  pythonVersion: string,
  extra: string,
  extras: readonly string[],
): MarkerEnvironment {
  // `3.14t`, a free-threaded build, has the same version as `3.14`.
  const [series = pythonVersion] = /^\d+\.\d+/.exec(pythonVersion) ?? [];
  const full = /^\d+\.\d+\.\d/.test(pythonVersion) ? pythonVersion : `${series}.${NEWEST_PATCH}`;
  return {
    python_version: series,
    python_full_version: full,
    implementation_version: full,
    implementation_name: 'cpython',
    platform_python_implementation: 'CPython',
    platform_system: 'Linux',
    sys_platform: 'linux',
    os_name: 'posix',
    extra,
    extras: new Set(extras),
    dependency_groups: new Set(),
  };
}

/** Answers as much of a marker as the environment can; what it has no value for stays. */
export function reduceMarker(marker: Marker, environment: MarkerEnvironment): Verdict {
  if (marker.kind === 'compare') return compare(marker, environment) ?? marker;
  return combine(
    marker.kind,
    marker.operands.map((operand) => reduceMarker(operand, environment)),
  );
}

function combine(kind: 'and' | 'or', verdicts: readonly Verdict[]): Verdict {
  const decisive = kind === 'or';
  if (verdicts.includes(decisive)) return decisive;
  const open = new Map<string, Marker>();
  for (const verdict of verdicts) {
    if (typeof verdict === 'boolean') continue;
    for (const operand of verdict.kind === kind ? verdict.operands : [verdict]) {
      open.set(formatMarker(operand), operand);
    }
  }
  const operands = [...open.values()];
  const [first] = operands;
  if (first === undefined) return !decisive;
  return operands.length === 1 ? first : { kind, operands };
}

type Comparison = Extract<Marker, { kind: 'compare' }>;

/** undefined where a value is missing or the comparison has no meaning. */
function compare({ left, operator, right }: Comparison, environment: MarkerEnvironment): boolean | undefined {
  const leftValue = operandValue(left, environment);
  const rightValue = operandValue(right, environment);
  if (typeof leftValue !== 'string' || rightValue === undefined) return undefined;
  if (typeof rightValue !== 'string') return isMember(leftValue, operator, rightValue);
  if (isVersioned(left) || isVersioned(right)) {
    const clause = tryParseSpecifier(`${operator}${rightValue}`);
    if (clause !== undefined) return satisfies(leftValue, [clause]);
  }
  return COMPARISONS.get(operator)?.(leftValue, rightValue);
}

function operandValue(
  operand: MarkerOperand,
  environment: MarkerEnvironment,
): string | ReadonlySet<string> | undefined {
  return operand.kind === 'string' ? operand.value : environment[operand.name];
}

function isMember(name: string, operator: string, names: ReadonlySet<string>): boolean | undefined {
  const member = [...names].some((candidate) => normalizeName(candidate) === normalizeName(name));
  if (operator === 'in') return member;
  return operator === 'not in' ? !member : undefined;
}

/** The variables whose values PEP 508 compares as versions where the other side can be read as one. */
const VERSIONED: ReadonlySet<MarkerVariable> = new Set([
  'python_version',
  'python_full_version',
  'implementation_version',
  'platform_release',
]);

function isVersioned(operand: MarkerOperand): boolean {
  return operand.kind === 'variable' && VERSIONED.has(operand.name);
}

type WordComparison = (left: string, right: string) => boolean;

/** Between words; an order of words would mean nothing, so packaging lets `<=` and `>=` be equality and `<` and `>` never hold. */
const COMPARISONS: ReadonlyMap<string, WordComparison> = new Map<string, WordComparison>([
  ['==', (left, right) => left === right],
  ['!=', (left, right) => left !== right],
  ['<=', (left, right) => left === right],
  ['>=', (left, right) => left === right],
  ['<', () => false],
  ['>', () => false],
  ['in', (left, right) => right.includes(left)],
  ['not in', (left, right) => !right.includes(left)],
]);
