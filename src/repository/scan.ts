import type { RepositoryFiles } from '../core/ports.ts';
import { splitVersion } from '../gentoo/name.ts';
import { parseGentooVersion } from '../gentoo/version.ts';
import { type Category, listCategories, listFolders } from './categories.ts';
import { isComplete } from './complete.ts';
import { readEbuildFacts } from './ebuild-facts.ts';
import type { RepositoryFacts } from './facts.ts';
import { readLayout } from './layout.ts';
import { type EbuildFacts, tryParseCacheEntry } from './md5-cache.ts';
import { readProfileLists, readPythonFacts } from './profile-lists.ts';
import { parseForgeIds, parseRemoteIds } from './remote-ids.ts';

/** Reads a whole repository: metadata cache entries, ebuilds where there are none, metadata.xml files and profiles. */
export function scanRepository(files: RepositoryFiles): RepositoryFacts {
  const intern = createInterner();
  const packages = listCategories(files).flatMap((category) => [...scanCategory(files, category)]);
  const remoteIds = packages.map(({ id }) => readRemoteIds(files, id));
  const encode = ({ version, facts: { slot, keywords, iuse, isPythonPackage } }: ScannedEbuild) =>
    `${version} ${slot} ${intern.position(keywords)} ${intern.position(iuse)} ${Number(isPythonPackage)}`;
  return {
    ...readLayout(files),
    packages: packages.map(({ id, ebuilds }) => [id, ...ebuilds.map(encode)].join('\t')),
    texts: intern.texts,
    remoteIds: remoteIds.flatMap(({ projects }) => projects).sort(),
    forgeIds: remoteIds.flatMap(({ repositories }) => repositories).sort(),
    complete: isComplete(packages),
    lists: readProfileLists(files),
    python: readPythonFacts(files),
  };
}

export interface ScannedPackage {
  /** `category/name` */
  readonly id: string;
  readonly ebuilds: readonly ScannedEbuild[];
}

interface ScannedEbuild {
  /** PVR */
  readonly version: string;
  readonly facts: EbuildFacts;
}

function* scanCategory(files: RepositoryFiles, category: Category): Generator<ScannedPackage> {
  const cached = category.cached
    ? readCachedEbuilds(files, category.name)
    : new Map<string, ScannedEbuild[]>();
  const folders = category.folder ? listFolders(files, category.name) : [];
  for (const name of [...new Set([...cached.keys(), ...folders])].sort()) {
    const id = `${category.name}/${name}`;
    const ebuilds = cached.get(name) ?? readEbuilds(files, category.name, name);
    if (ebuilds.length > 0) yield { id, ebuilds };
  }
}

function readCachedEbuilds(files: RepositoryFiles, category: string): Map<string, ScannedEbuild[]> {
  const byName = new Map<string, ScannedEbuild[]>();
  for (const file of files.list(`metadata/md5-cache/${category}`)) {
    const split = splitVersion(file);
    if (split === undefined) continue;
    const facts = tryParseCacheEntry(files.readText(`metadata/md5-cache/${category}/${file}`) ?? '');
    if (facts === undefined) continue;
    const ebuilds = byName.get(split.name) ?? [];
    ebuilds.push({ version: split.version, facts });
    byName.set(split.name, ebuilds);
  }
  return byName;
}

function readEbuilds(files: RepositoryFiles, category: string, name: string): readonly ScannedEbuild[] {
  return files
    .list(`${category}/${name}`)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.ebuild'))
    .map((file) => ({ file, split: splitVersion(file.slice(0, -'.ebuild'.length)) }))
    .flatMap(({ file, split }) => {
      const text = files.readText(`${category}/${name}/${file}`);
      if (split?.name !== name || text === undefined) return [];
      const version = parseGentooVersion(split.version);
      return [{ version: split.version, facts: readEbuildFacts(text, { category, name, version }) }];
    });
}

/** Each once, with the package behind it. */
function readRemoteIds(files: RepositoryFiles, id: string) {
  const xml = files.readText(`${id}/metadata.xml`) ?? '';
  const claims = (ids: readonly string[]) => [...new Set(ids)].map((each) => `${each} ${id}`);
  return { projects: claims(parseRemoteIds(xml)), repositories: claims(parseForgeIds(xml)) };
}

/** Gives equal texts one position: a tree of 32,000 ebuilds has a few thousand KEYWORDS and IUSE lines. */
function createInterner() {
  const positions = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    position(text: string): number {
      const known = positions.get(text);
      if (known !== undefined) return known;
      positions.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
