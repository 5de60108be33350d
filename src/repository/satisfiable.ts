import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { Where } from '../core/errors.ts';
import { type Atom, formatAtom, PYTHON_USEDEP } from '../gentoo/atom.ts';
import { atomMatches } from '../gentoo/match.ts';
import { formatGentooVersion } from '../gentoo/version.ts';
import type { FoundPackage, PackageIndex, PackageVersion } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';
import { found as findings } from './findings.ts';

/** A dependency as translation made it, to be checked against what the repositories have. */
export interface WantedPackage {
  /** The project's name on PyPI, for messages. */
  readonly project: string;
  readonly found: FoundPackage;
  /** All must be satisfied by one version: `>=a/b-1`, `<a/b-3`. Blockers (`!~a/b-2`) exclude. At least the plain atom. */
  readonly atoms: readonly Atom[];
  /** Targets that the dependency must support; they only count where an atom carries PYTHON_USEDEP. */
  readonly targets: readonly string[];
  /** KEYWORDS of the ebuild that depends on it: `~amd64`. */
  readonly keywords: readonly string[];
  /** True where PYTHON_COMPAT will be limited to what this supports: then only a loss of all targets is reported here. */
  readonly limitsTargets?: boolean;
  readonly where?: Where;
}

export interface Satisfaction {
  /** Versions that can be installed beside the ebuild, ascending; empty where none can. */
  readonly versions: readonly PackageVersion[];
  /** The wanted targets that at least one of those versions supports, in the wanted order. */
  readonly targets: readonly string[];
}

/**
 * Whether a version in range exists, unmasked, with the flags, keywords and targets that are needed. Diagnostics say
 * exactly what fails first. Without a repository everything is taken to be satisfied.
 */
export function checkSatisfiable(index: PackageIndex, wanted: WantedPackage): Staged<Satisfaction> {
  const everything = { versions: [], targets: wanted.targets };
  if (!index.known) return { value: everything, diagnostics: [] };
  const { versions, failure } = narrow(index, wanted);
  const bound = wanted.atoms.some(({ use }) => use.some(isPythonUse));
  const supported = (target: string) => !bound || versions.some((version) => supports(version, target));
  const targets = failure === undefined ? wanted.targets.filter(supported) : [];
  const limits = wanted.limitsTargets === true && targets.length > 0;
  const lacking = limits ? [] : wanted.targets.filter((target) => !targets.includes(target));
  const where = wanted.where;
  const texts = { wanted: wanted.atoms.map(formatPlain) };
  return {
    value: { versions, targets },
    diagnostics: [
      ...(failure === undefined ? [] : [failure]),
      ...(failure !== undefined || lacking.length === 0
        ? []
        : [findings['dependency-lacks-target']({ ...texts, targets: lacking }, where)]),
      ...checkStanding(index, wanted),
    ],
  };
}

interface Narrowed {
  readonly versions: readonly PackageVersion[];
  readonly failure?: Diagnostic;
}

/** Leaves out versions step by step; the step that leaves none is what is wrong. */
function narrow(index: PackageIndex, { found, project, atoms, keywords, where }: WantedPackage): Narrowed {
  const dependency = `${found.category}/${found.name}`;
  const all = index.versions(found.category, found.name);
  const wanted = atoms.map(formatPlain);
  const fail = (failure: Diagnostic): Narrowed => ({ versions: [], failure });
  if (all.length === 0) return fail(findings['dependency-missing']({ dependency, project }, where));

  const inRange = all.filter((version) => atoms.every((atom) => accepts(atom, version)));
  if (inRange.length === 0)
    return fail(findings['dependency-out-of-range']({ wanted, have: all.map(describe) }, where));

  const unmasked = inRange.filter(({ masked }) => !masked);
  if (unmasked.length === 0)
    return fail(findings['dependency-masked']({ wanted, have: inRange.map(describe) }, where));

  const flags = neededFlags(atoms);
  const flagged = unmasked.filter(({ iuse }) => flags.every((flag) => iuse.includes(flag)));
  if (flagged.length === 0) return fail(findings['dependency-lacks-flag']({ wanted, flags }, where));

  const keyworded = flagged.filter((version) => keywords.every((keyword) => isVisible(version, keyword)));
  if (keyworded.length > 0 || keywords.length === 0) return { versions: keyworded };
  return fail(findings['dependency-unkeyworded']({ wanted, keywords, have: flagged.map(describe) }, where));
}

/** A blocker holds where it does not match. */
function accepts(atom: Atom, { version, slot }: PackageVersion): boolean {
  const { category, name, blocker } = atom;
  return atomMatches(atom, { category, name, version, slot }) === (blocker === undefined);
}

/** Flags that the dependency must have: a default (`(+)`, `(-)`) excuses it, and Python's come from the targets. */
function neededFlags(atoms: readonly Atom[]): readonly string[] {
  const flags = atoms
    .filter(({ blocker }) => blocker === undefined)
    .flatMap(({ use }) => use)
    .filter((use) => !use.includes('(') && !isPythonUse(use))
    .map((use) => use.replace(/^[-!]/, '').replace(/[?=]$/, ''));
  return [...new Set(flags)].sort();
}

/** `~amd64` may rest on `amd64` and `~amd64`, `amd64` only on `amd64` (PMS 7.3.3); `-…` says what it will never run on. */
function isVisible({ keywords }: PackageVersion, keyword: string): boolean {
  if (keyword.startsWith('-')) return true;
  const arch = keyword.replace(/^~/, '');
  const unstable = keyword.startsWith('~') && (keywords.includes(`~${arch}`) || keywords.includes('~*'));
  return unstable || keywords.includes(arch) || keywords.includes('*');
}

const isPythonUse = (use: string): boolean => use === PYTHON_USEDEP;

/** A package without Python flags is the same for every interpreter. */
function supports({ pythonTargets }: PackageVersion, target: string): boolean {
  return pythonTargets === undefined || pythonTargets.includes(target);
}

function checkStanding(
  index: PackageIndex,
  { found, project, atoms, where }: WantedPackage,
): readonly Diagnostic[] {
  const dependency = `${found.category}/${found.name}`;
  const [atom] = atoms.filter(({ blocker }) => blocker === undefined);
  return [
    ...(atom !== undefined && index.deprecated(atom)
      ? [findings['dependency-deprecated']({ dependency }, where)]
      : []),
    ...(found.others === undefined || normalizeName(found.name) === normalizeName(project)
      ? []
      : [findings['dependency-ambiguous']({ dependency, others: found.others }, where)]),
  ];
}

/** USE dependencies on interpreters only lengthen a message. */
function formatPlain(atom: Atom): string {
  return formatAtom({ ...atom, use: atom.use.filter((use) => !isPythonUse(use)) });
}

const describe = ({ version }: PackageVersion): string => formatGentooVersion(version);
