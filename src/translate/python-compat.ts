import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import { formatPythonPatterns } from '../gentoo/depset-format.ts';
import type { PackageIndex } from '../model/package-index.ts';
import type { ProjectMetadata } from '../model/project.ts';
import { parseLenientSpecifiers } from '../python/lenient.ts';
import type { SpecifierSet } from '../python/specifier.ts';
import { satisfies } from '../python/specifier-match.ts';
import { unlessInvalid } from '../python/unless-invalid.ts';
import { found } from './dependencies/version-findings.ts';

/**
 * PYTHON_COMPAT (rulebook 6): the eclass's targets that Requires-Python allows. A target after the profiles' default one is
 * listed only where a classifier names it, and a free-threaded one only where upstream declares support for it; up to
 * the default, what a new interpreter breaks shows when it is built. Throws RELEASE_UNSUITABLE where none is left.
 */
export function selectPythonTargets(
  { requiresPython, classifiers }: Pick<ProjectMetadata, 'requiresPython' | 'classifiers'>,
  { pythonTargets }: Pick<PackageIndex, 'pythonTargets'>,
): Staged<readonly string[]> {
  const required = readRequiresPython(requiresPython?.value ?? '');
  const declared = declaredMinors(classifiers);
  const supportsFreeThreading = classifiers.some((classifier) => FREE_THREADING.test(classifier));
  const known = pythonTargets.flatMap((name) => readTarget(name) ?? []);
  const selected = known.filter(
    ({ minor, freeThreaded }) =>
      allowsSeries(required.value, minor) &&
      (minor <= DEFAULT_MINOR || declared.includes(minor)) &&
      (!freeThreaded || supportsFreeThreading),
  );
  if (selected.length === 0) throw unsuitable(requiresPython?.value ?? '', pythonTargets);
  const facts = { selected, declared, requiresPython: requiresPython?.value ?? '' };
  return {
    value: sortTargets(selected).map(({ name }) => name),
    diagnostics: [...required.diagnostics, ...whatToLookAt(facts, known)],
  };
}

/** The targets that every dependency has, too; each that goes is reported. Where none would stay, all do, and their check tells. */
export function limitPythonTargets(
  targets: readonly string[],
  dependencies: readonly { readonly name: string; readonly targets: readonly string[] }[],
): Staged<readonly string[]> {
  const lacking = (target: string) =>
    dependencies.filter((dependency) => !dependency.targets.includes(target));
  const kept = targets.filter((target) => lacking(target).length === 0);
  if (kept.length === 0) return { value: targets, diagnostics: [] };
  const dropped = targets.filter((target) => !kept.includes(target));
  return {
    value: kept,
    diagnostics: dropped.map((target) =>
      found['python-dependency']({
        target,
        dependencies: lacking(target)
          .map(({ name }) => `\`${name}\``)
          .sort()
          .join(', '),
      }),
    ),
  };
}

interface Target {
  readonly name: string;
  /** 14 of `python3_14t` */
  readonly minor: number;
  readonly freeThreaded: boolean;
}

/** PYTHON_TARGETS of profiles/base/make.defaults; later ones are masked there until most of the tree supports them. */
const DEFAULT_MINOR = 14;

/** `Programming Language :: Python :: Free Threading :: 2 - Beta`; level 1 says that it does not really work. */
const FREE_THREADING = /^Programming Language :: Python :: Free Threading(?: :: [2-9]\b.*)?$/;

function readTarget(name: string): Target | undefined {
  const groups = /^python3_(?<minor>\d{1,3})(?<freeThreaded>t?)$/.exec(name)?.groups;
  if (groups === undefined) return undefined;
  return { name, minor: Number(groups.minor), freeThreaded: groups.freeThreaded === 't' };
}

function readRequiresPython(text: string): Staged<SpecifierSet> {
  const read = unlessInvalid(() => parseLenientSpecifiers(text));
  if (read === undefined)
    return { value: [], diagnostics: [found['python-unreadable']({ requiresPython: text })] };
  const { value, repairs } = read;
  return {
    value,
    diagnostics: repairs.length === 0 ? [] : [found['python-repaired']({ requiresPython: text, repairs })],
  };
}

/** `>=3.12.1` and `<=3.13` both mean some patch level of the series; Gentoo has only the newest one. */
function allowsSeries(specifiers: SpecifierSet, minor: number): boolean {
  return satisfies(`3.${minor}.0`, specifiers) || satisfies(`3.${minor}.99`, specifiers);
}

/** Minor versions of `Programming Language :: Python :: 3.13`, ascending. */
function declaredMinors(classifiers: readonly string[]): readonly number[] {
  return classifiers
    .map((classifier) => Number(/^Programming Language :: Python :: 3\.(\d{1,3})$/.exec(classifier)?.[1]))
    .filter((minor) => !Number.isNaN(minor))
    .sort((a, b) => a - b);
}

function whatToLookAt(
  {
    selected,
    declared,
    requiresPython,
  }: {
    readonly selected: readonly Target[];
    readonly declared: readonly number[];
    readonly requiresPython: string;
  },
  known: readonly Target[],
): readonly Diagnostic[] {
  const newest = declared.at(-1);
  const untested = selected.filter(({ minor }) => newest !== undefined && minor > newest);
  const standard = known.find(({ minor, freeThreaded }) => minor === DEFAULT_MINOR && !freeThreaded);
  return [
    ...(untested.length === 0 ? [] : [found['python-untested']({ targets: listTargets(untested) })]),
    ...(standard === undefined || selected.includes(standard)
      ? []
      : [found['python-default-missing']({ requiresPython, target: standard.name })]),
  ];
}

const listTargets = (targets: readonly Target[]): string =>
  formatPythonPatterns(targets.map(({ name }) => name));

/** As in the eclass: ascending, the free-threaded ones after the others. */
function sortTargets(targets: readonly Target[]): readonly Target[] {
  return [...targets].sort((a, b) => Number(a.freeThreaded) - Number(b.freeThreaded) || a.minor - b.minor);
}

function unsuitable(requiresPython: string, targets: readonly string[]): EbuildgenError {
  return new EbuildgenError(
    'RELEASE_UNSUITABLE',
    `\`Requires-Python: ${requiresPython}\` allows none of Gentoo's interpreters (${targets.join(' ')})`,
    { hint: 'take another release, or set python-compat for the package' },
  );
}
