import type { Atom } from '../gentoo/atom.ts';
import { atomMatches } from '../gentoo/match.ts';
import type { ReferenceIndex } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';
import { type AtomList, createAtomList } from './atom-lists.ts';
import { spellBackend } from './backends.ts';
import { explainSearch } from './explain.ts';
import type { PythonFacts, RepositoryFacts } from './facts.ts';
import { findClaimant, findPackage, type NameSources } from './find-package.ts';
import { createPackageTable, type PackageTable } from './package-table.ts';
import { DEFAULT_PYTHON_TARGETS, MASKED_PYTHON_TARGETS, PYTHON_TARGETS } from './python-targets.ts';
import { parseUpdates, updateAtom } from './updates.ts';

/**
 * The index of at least one repository; the repository that wins comes first. `known` is false where they are not all that
 * the overlay may depend on, so that what they lack may still exist.
 */
export function createReferenceIndex(
  repositories: readonly RepositoryFacts[],
  { known }: { readonly known: boolean } = { known: true },
): ReferenceIndex {
  const table = createPackageTable(repositories);
  const sources = createNameSources(repositories, table);
  const deprecated = createAtomList(repositories.flatMap(({ lists }) => lists.deprecated));
  const backends = firstOf(repositories, 'backends');
  const accepted = backends === undefined ? undefined : new Set(backends);
  return {
    known,
    find: (project) => findPackage(sources, project),
    findRepository: (remoteId) => findClaimant(sources, remoteId),
    versions: (category, name) => table.versions(`${category}/${name}`),
    licenses: known ? new Set(repositories.flatMap(({ lists }) => lists.licenses)) : undefined,
    pythonTargets: firstOf(repositories, 'targets') ?? PYTHON_TARGETS,
    backendSpelling: (backend) => spellBackend(backend, accepted),
    deprecated: (atom) => isDeprecated(table, deprecated, atom),
    explain: (project) => explainSearch(sources, project),
    updated: (atom) => updateAtom(sources.updates, atom),
    defaultTargets: firstOf(repositories, 'defaultTargets') ?? DEFAULT_PYTHON_TARGETS,
    maskedTargets: new Set(firstOf(repositories, 'maskedTargets') ?? MASKED_PYTHON_TARGETS),
    arches: known ? new Set(repositories.flatMap(({ lists }) => lists.arches)) : undefined,
    complete: repositories.some(({ complete }) => complete),
    packages: table.ids,
  };
}

/** Eclasses and profiles stand in the repository that others have as their master, which comes last. */
function firstOf(
  repositories: readonly RepositoryFacts[],
  key: keyof PythonFacts,
): readonly string[] | undefined {
  return repositories.find(({ python }) => python[key] !== undefined)?.python[key];
}

function createNameSources(repositories: readonly RepositoryFacts[], table: PackageTable): NameSources {
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    table,
    remoteIds: groupClaims(repositories.flatMap(({ remoteIds }) => remoteIds)),
    forgeIds: groupClaims(repositories.flatMap(({ forgeIds }) => forgeIds)),
    names() {
      names ??= groupIds(table.ids.map((id) => [normalizePackageName(id.slice(id.indexOf('/') + 1)), id]));
      return names;
    },
    updates: parseUpdates([...repositories].reverse().flatMap(({ lists }) => lists.updates)),
  };
}

function groupClaims(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return groupIds(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}

/** Nearly all names are normal, and a test is a tenth of the price of the replacement. */
function normalizePackageName(name: string): string {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) ? name : normalizeName(name);
}

function groupIds(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    const ids = groups.get(key);
    if (ids === undefined) groups.set(key, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }
  return groups;
}

/** True where each version that the atom could take is deprecated; an unknown package goes by its unversioned entries. */
function isDeprecated(table: PackageTable, deprecated: AtomList, atom: Atom): boolean {
  const { category, name } = atom;
  const entries = deprecated.get(`${category}/${name}`) ?? [];
  if (entries.length === 0) return false;
  const wanted = table
    .versions(`${category}/${name}`)
    .filter(({ version, slot }) => atomMatches(atom, { category, name, version, slot }));
  if (wanted.length === 0)
    return entries.some((entry) => entry.operator === undefined && (entry.slot ?? atom.slot) === atom.slot);
  return wanted.every(({ version, slot }) =>
    entries.some((entry) => atomMatches(entry, { category, name, version, slot })),
  );
}
