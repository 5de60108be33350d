import { atomMatches } from '../gentoo/match.ts';
import { compareGentooVersions, tryParseGentooVersion } from '../gentoo/version.ts';
import type { PackageVersion } from '../model/package-index.ts';
import { type AtomList, createAtomList } from './atom-lists.ts';
import type { RepositoryFacts } from './facts.ts';
import { sortPythonTargets } from './python-targets.ts';
import { splitWords } from './text-lines.ts';

/** The packages of several repositories; versions are decoded on first use and kept. */
export interface PackageTable {
  has(id: string): boolean;
  /** `category/name` of every package, sorted. */
  readonly ids: readonly string[];
  /** Ascending; where two repositories have the same version, the first repository's. */
  versions(id: string): readonly PackageVersion[];
}

/** `repositories` come with the one that wins first. Masks of a repository's masters hold for its packages too. */
export function createPackageTable(repositories: readonly RepositoryFacts[]): PackageTable {
  const sources = repositories.map((facts) => createSource(facts, repositories));
  const ids = mergeIds(sources);
  const decoded = new Map<string, readonly PackageVersion[]>();
  return {
    ids,
    has: (id) => sources.some(({ ebuilds }) => ebuilds.has(id)),
    versions(id) {
      const known = decoded.get(id) ?? mergeVersions(sources.map((source) => decodeVersions(source, id)));
      decoded.set(id, known);
      return known;
    },
  };
}

/** One repository's are sorted already, and sorting twenty thousand texts costs more than reading them. */
function mergeIds(sources: readonly Source[]): readonly string[] {
  const [first, ...others] = sources.map(({ ebuilds }) => [...ebuilds.keys()]);
  if (others.length === 0) return first ?? [];
  return [...new Set([...(first ?? []), ...others.flat()])].sort();
}

interface Source {
  readonly facts: RepositoryFacts;
  readonly ebuilds: ReadonlyMap<string, string>;
  readonly masks: AtomList;
}

function createSource(facts: RepositoryFacts, all: readonly RepositoryFacts[]): Source {
  const masters = all.filter(({ name }) => facts.masters.includes(name));
  const masks = [...masters, facts].flatMap(({ lists }) => lists.masks);
  return { facts, ebuilds: splitPackages(facts.packages), masks: createAtomList(masks) };
}

function splitPackages(packages: readonly string[]): ReadonlyMap<string, string> {
  const byId = new Map<string, string>();
  for (const line of packages) {
    const cut = line.indexOf('\t');
    byId.set(line.slice(0, cut), line.slice(cut + 1));
  }
  return byId;
}

/** Ascending; of equal versions the one of the earlier list stays. */
export function mergeVersions(lists: readonly (readonly PackageVersion[])[]): readonly PackageVersion[] {
  const merged: PackageVersion[] = [];
  for (const candidate of lists.flat()) {
    if (!merged.some(({ version }) => compareGentooVersions(version, candidate.version) === 0))
      merged.push(candidate);
  }
  return merged.sort((a, b) => compareGentooVersions(a.version, b.version));
}

function decodeVersions({ facts, ebuilds, masks }: Source, id: string): readonly PackageVersion[] {
  const slash = id.indexOf('/');
  const [category, name] = [id.slice(0, slash), id.slice(slash + 1)];
  return (ebuilds.get(id)?.split('\t') ?? []).flatMap((line) => {
    const [text = '', slot = '0', keywords, iuse, isPythonPackage] = line.split(' ');
    const version = tryParseGentooVersion(text);
    if (version === undefined) return [];
    const flags = splitWords(facts.texts[Number(iuse)]).map((flag) => flag.replace(/^[+-]/, ''));
    const candidate = { category, name, version, slot };
    return [
      {
        version,
        slot,
        keywords: splitWords(facts.texts[Number(keywords)]),
        iuse: flags,
        masked: (masks.get(id) ?? []).some((atom) => atomMatches(atom, candidate)),
        isPythonPackage: isPythonPackage === '1',
        repository: facts.name,
        ...readPythonFlags(flags),
      },
    ];
  });
}

function readPythonFlags(flags: readonly string[]): Pick<PackageVersion, 'python' | 'pythonTargets'> {
  const withPrefix = (prefix: string) =>
    flags.filter((flag) => flag.startsWith(prefix)).map((flag) => flag.slice(prefix.length));
  const [targets, single] = [withPrefix('python_targets_'), withPrefix('python_single_target_')];
  if (targets.length > 0) return { python: 'targets', pythonTargets: sortPythonTargets(targets) };
  if (single.length > 0) return { python: 'single', pythonTargets: sortPythonTargets(single) };
  return { pythonTargets: undefined };
}
