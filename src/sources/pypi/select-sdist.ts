import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseFile, UpstreamRelease } from '../../core/release.ts';

/** The formats of source distributions that can be read, best first; PEP 625 allows only the first. */
const formats: readonly RegExp[] = [/\.tar\.gz$/i, /\.tgz$/i, /\.zip$/i];

/** The source distribution of a release; undefined where there is none that can be read. */
export function trySelectSdist(release: UpstreamRelease): ReleaseFile | undefined {
  const sdists = release.files.filter(({ kind }) => kind === 'sdist');
  const offered = sdists.filter(({ yanked }) => !yanked);
  const candidates = [...(offered.length > 0 ? offered : sdists)].sort(byName);
  return formats
    .map((format) => candidates.find(({ filename }) => format.test(filename)))
    .find((file) => file !== undefined);
}

/** Like trySelectSdist, but throws RELEASE_UNSUITABLE saying what there is instead. */
export function selectSdist(release: UpstreamRelease): ReleaseFile {
  const sdist = trySelectSdist(release);
  if (sdist !== undefined) return sdist;
  throw new EbuildgenError(
    'RELEASE_UNSUITABLE',
    `\`${release.project}\` ${release.version} ${whatElse(release)}`,
    {
      hint: 'Generate from its repository instead: `ebuildgen github OWNER/REPO`',
    },
  );
}

function whatElse({ files }: UpstreamRelease): string {
  const unreadable = files.find(({ kind }) => kind === 'sdist');
  if (unreadable !== undefined)
    return `has only \`${unreadable.filename}\` as its source, and that format is not read`;
  return files.length === 0 ? 'has no files' : 'has no source distribution, only wheels';
}

function byName(a: ReleaseFile, b: ReleaseFile): number {
  return a.filename < b.filename ? -1 : 1;
}
