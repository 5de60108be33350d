import type { RepositoryFiles, RepositoryPorts } from '../../src/core/ports.ts';

/** A repository of files in memory; a file's stamp is its text. */
export function memoryRepository(root: string, files: Readonly<Record<string, string>>): RepositoryFiles {
  const texts = new Map(Object.entries(files));
  const list = (folder: string): string[] => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = [...texts.keys()]
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length).replace(/\/.*$/, '/'));
    return [...new Set(names)].sort();
  };
  return {
    root,
    readText: (path) => texts.get(path),
    list,
    stamp(path) {
      const names = list(path);
      return texts.get(path) ?? (names.length === 0 ? undefined : names.join(' '));
    },
  };
}

/** Repositories by their root folders, and a cache in memory. */
export function memoryRepositories(
  roots: Readonly<Record<string, Readonly<Record<string, string>>>>,
): RepositoryPorts & { readonly cache: Map<string, string> } {
  const cache = new Map<string, string>();
  return {
    cache,
    open(root) {
      const path = new URL(root, 'file:///').pathname;
      return memoryRepository(path, roots[path] ?? {});
    },
    readCache: (key) => cache.get(key),
    writeCache: (key, text) => void cache.set(key, text),
  };
}

interface CacheEntry {
  readonly slot?: string;
  readonly keywords?: string;
  readonly iuse?: string;
  /** `python3_13`, …: adds PYTHON_TARGETS flags and distutils-r1. */
  readonly targets?: readonly string[];
  readonly single?: boolean;
}

/** Text of a metadata cache entry. */
export function cacheEntry({
  slot = '0',
  keywords = '~amd64',
  iuse = '',
  targets,
  single,
}: CacheEntry): string {
  const prefix = single === true ? 'python_single_target_' : 'python_targets_';
  const flags = [...iuse.split(' '), ...(targets ?? []).map((target) => prefix + target)];
  return [
    'BDEPEND=dev-python/gpep517',
    'DESCRIPTION=SLOT=9',
    'EAPI=8',
    `IUSE=${flags.filter((flag) => flag !== '').join(' ')}`,
    ...(keywords === '' ? [] : [`KEYWORDS=${keywords}`]),
    `SLOT=${slot}`,
    ...(targets === undefined ? [] : ['_eclasses_=distutils-r1\t0\tpypi\t1']),
    '_md5_=0',
    '',
  ].join('\n');
}

/** A metadata.xml that claims PyPI projects. */
export function metadataXml(...projects: readonly string[]): string {
  const ids = projects.map((project) => `<remote-id type="pypi">${project}</remote-id>`);
  return `<?xml version="1.0"?>\n<pkgmetadata><upstream>${ids.join('\n')}</upstream></pkgmetadata>\n`;
}
