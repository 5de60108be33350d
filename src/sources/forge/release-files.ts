import type { ReleaseFile } from '../../core/release.ts';
import { normalizeName } from '../../python/name.ts';
import { compareVersions, tryParseVersion } from '../../python/version.ts';
import { type Asset, isOwnComponent, type Versioned } from './candidate.ts';

/** The files of a forge's release, the ones to prefer first: uploaded sdists, the tag's archive, everything else. */
export function listReleaseFiles(
  chosen: Versioned,
  archive: Pick<ReleaseFile, 'filename' | 'url'>,
  names: readonly string[],
): readonly ReleaseFile[] {
  const assets = chosen.candidate.assets.filter(isUsable);
  const wheelNames = assets.flatMap(
    ({ name }) => /^([^-]+)-[^-]+(?:-[^-]+){3,4}\.whl$/.exec(name)?.[1] ?? [],
  );
  const uploaded = assets
    .map((asset) => toReleaseFile(asset, chosen, [...names, ...wheelNames]))
    .sort((a, b) => (a.filename < b.filename ? -1 : 1));
  const sdists = uploaded.filter(({ kind }) => kind === 'sdist');
  const rest = uploaded.filter(({ kind }) => kind !== 'sdist');
  return [...sdists, { ...archive, kind: 'archive', ...sharedFacts(chosen) }, ...rest];
}

/** Names become names of files here, and addresses are fetched. */
function isUsable({ name, url }: Asset): boolean {
  return /^\w[\w.+!~@ -]{0,250}$/.test(name) && URL.canParse(url) && /^https?:/.test(url);
}

function toReleaseFile(asset: Asset, chosen: Versioned, names: readonly string[]): ReleaseFile {
  const { name, url, size, sha256 } = asset;
  return {
    filename: name,
    url,
    kind: kindOf(name, chosen, names),
    ...(size === undefined ? {} : { size }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...sharedFacts(chosen),
  };
}

function sharedFacts({ withdrawn, candidate }: Versioned): Pick<ReleaseFile, 'yanked' | 'uploadTime'> {
  return { yanked: withdrawn, ...(candidate.date === undefined ? {} : { uploadTime: candidate.date }) };
}

/** An sdist is `NAME-VERSION.tar.gz` of this very project and version; other tarballs may hold anything. */
function kindOf(filename: string, { order }: Versioned, names: readonly string[]): ReleaseFile['kind'] {
  if (filename.endsWith('.whl')) return 'wheel';
  const stem = filename.endsWith('.tar.gz') ? filename.slice(0, -'.tar.gz'.length) : '';
  const cut = stem.lastIndexOf('-');
  const version = cut > 0 ? tryParseVersion(stem.slice(cut + 1)) : undefined;
  const isThis = version !== undefined && compareVersions(version, order) === 0;
  return isThis && isOwnComponent(normalizeName(stem.slice(0, cut)), names) ? 'sdist' : 'other';
}
