import type { FoundPackage, PackageVersion, PythonUse } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';
import { lookUpException } from './exceptions.ts';
import { projectToPackageName } from './package-name.ts';
import type { PackageTable } from './package-table.ts';
import { movedPackage, type Updates } from './updates.ts';

/** What names are looked up in. */
export interface NameSources {
  readonly table: PackageTable;
  /** Normalised project → `category/name`, from remote-ids. */
  readonly remoteIds: ReadonlyMap<string, readonly string[]>;
  /** `github:owner/repo` → `category/name`, from remote-ids. */
  readonly forgeIds: ReadonlyMap<string, readonly string[]>;
  /** Normalised PN → `category/name`; made on first use, as most names are found without. */
  readonly names: () => ReadonlyMap<string, readonly string[]>;
  readonly updates: Updates;
}

/** A way of finding a package, and what it found: best candidate first. */
export interface Attempt {
  readonly by: FoundPackage['by'];
  readonly ids: readonly string[];
}

/** The ways in the order of preference, each tried when it is asked for; the first with a candidate decides. */
export function* attemptAll(sources: NameSources, project: string): Generator<Attempt> {
  const normalized = normalizeName(project);
  const ruled = `dev-python/${projectToPackageName(project)}`;
  const rank = (ids: readonly string[]) => rankCandidates(ids, normalized);
  const exists = (id: string) => sources.table.has(id);
  yield { by: 'remote-id', ids: claimants(sources, { normalized, ruled }).filter(exists) };
  yield { by: 'name', ids: [ruled].filter(exists) };
  const named = rank(sources.names().get(normalized) ?? []);
  yield { by: 'name', ids: named.filter((id) => id.startsWith('dev-python/')) };
  const moved = movedPackage(sources.updates, ruled);
  yield { by: 'move', ids: [moved].filter((id) => id !== ruled && exists(id)) };
  yield { by: 'other-category', ids: named.filter((id) => isOfPython(sources.table.versions(id))) };
  yield { by: 'table', ids: exceptionIds(sources, normalized).filter(exists) };
}

/** Who claims a project, and behind them a namesake in dev-python that claims nothing at all. */
function claimants(
  { remoteIds }: NameSources,
  { normalized, ruled }: { readonly normalized: string; readonly ruled: string },
): readonly string[] {
  const ids = rankCandidates(remoteIds.get(normalized) ?? [], normalized);
  if (ids.length === 0 || ids.includes(ruled)) return ids;
  const claimsAnother = [...remoteIds.values()].some((claiming) => claiming.includes(ruled));
  return claimsAnother ? ids : [...ids, ruled];
}

/** The package of a project; by table or by rule, and not existing, where no way led anywhere. */
export function findPackage(sources: NameSources, project: string): FoundPackage {
  for (const { by, ids } of attemptAll(sources, project)) {
    const [id, ...others] = ids;
    if (id === undefined) continue;
    const rest = others.length > 0 ? { others: others.sort() } : {};
    return { ...describePackage(sources, id, project), by, exists: true, ...rest };
  }
  return namePackage(sources.updates, project);
}

/** The one Python package that is made from a repository, by its remote-id. */
export function findClaimant(sources: NameSources, remoteId: string): FoundPackage | undefined {
  const ids = sources.forgeIds.get(remoteId.toLowerCase()) ?? [];
  const [id, ...others] = ids.filter((each) => isOfPython(sources.table.versions(each)));
  if (id === undefined || others.length > 0) return;
  return { ...describePackage(sources, id, id), by: 'remote-id', exists: true };
}

/** The name of a package that is nowhere; one that moved away is still not to be had under its old name. */
function namePackage(updates: Updates, project: string): FoundPackage {
  const exception = lookUpException(project);
  if (exception !== undefined) return { ...exception, by: 'table', exists: false };
  const ruled = `dev-python/${projectToPackageName(project)}`;
  const moved = movedPackage(updates, ruled);
  const slash = moved.indexOf('/');
  const [category, name] = [moved.slice(0, slash), moved.slice(slash + 1)];
  return { category, name, by: moved === ruled ? 'rule' : 'move', exists: false };
}

/** Packages called like the project come first, those of dev-python before others; then the alphabet. */
function rankCandidates(ids: readonly string[], normalized: string): readonly string[] {
  const badness = (id: string) => {
    const [category, name = ''] = id.split('/');
    return (normalizeName(name) === normalized ? 0 : 2) + (category === 'dev-python' ? 0 : 1);
  };
  return [...ids].sort((a, b) => badness(a) - badness(b) || (a < b ? -1 : 1));
}

/** A program may be called like a library that it has nothing to do with, but then it is no Python package. */
function isOfPython(versions: readonly PackageVersion[]): boolean {
  return versions.some(({ isPythonPackage }) => isPythonPackage === true);
}

function exceptionIds(sources: NameSources, project: string): readonly string[] {
  const exception = lookUpException(project);
  if (exception === undefined) return [];
  const id = `${exception.category}/${exception.name}`;
  return [...new Set([id, movedPackage(sources.updates, id)])];
}

type Description = Omit<FoundPackage, 'by' | 'exists' | 'others'>;

function describePackage({ table }: NameSources, id: string, project: string): Description {
  const slash = id.indexOf('/');
  const [category, name] = [id.slice(0, slash), id.slice(slash + 1)];
  const versions = table.versions(id);
  const best = versions.findLast(({ masked, keywords }) => !masked && keywords.length > 0) ?? versions.at(-1);
  const exception = lookUpException(project);
  const listed = exception?.category === category && exception.name === name ? exception : undefined;
  const python: PythonUse = best?.python ?? 'none';
  const module = category !== 'dev-python' && best?.iuse.includes('python') === true ? ['python'] : undefined;
  const use = listed?.use ?? module;
  const [slot, subslot] = best?.slot.split('/') ?? [];
  return {
    category,
    name,
    python,
    ...(use === undefined ? {} : { use }),
    ...(listed?.slot === undefined ? {} : { slot: listed.slot }),
    ...(subslot !== undefined && subslot !== slot ? { subslot: true } : {}),
  };
}
