import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import { compareVersions, isPrerelease, tryParseVersion, type Version } from '../../python/version.ts';
import type { ReleaseOptions } from '../source.ts';
import { found } from './findings.ts';

/** A version that the index lists, as far as choosing one goes. */
export interface ListedVersion {
  /** As the index spells it. */
  readonly text: string;
  readonly version: Version;
  /** False where no file was ever uploaded. */
  readonly hasFiles: boolean;
  /** True where every file is yanked (PEP 592). */
  readonly yanked: boolean;
  /** When the last of its source archives came, else of its files (ISO 8601). */
  readonly released?: string;
}

/** The versions of a project's `releases`, oldest first; what PEP 440 does not know is left out. */
export function listVersions(
  releases: ReadonlyMap<string, readonly unknown[]>,
): Staged<readonly ListedVersion[]> {
  const listed: ListedVersion[] = [];
  const unknown: string[] = [];
  for (const [text, files] of releases) {
    const version = tryParseVersion(text);
    if (version === undefined) unknown.push(`\`${text.slice(0, 60)}\``);
    else
      listed.push({
        text,
        version,
        hasFiles: files.length > 0,
        yanked: files.length > 0 && files.every(isYanked),
        ...releasedOf(files),
      });
  }
  const shown = unknown.length > 5 ? [...unknown.slice(0, 5), `and ${unknown.length - 5} more`] : unknown;
  const diagnostics =
    shown.length > 0 ? [found['index-version-dropped']({ versions: shown.join(', ') })] : [];
  return { value: listed.sort((a, b) => compareVersions(a.version, b.version)), diagnostics };
}

/** A source archive that came late is as young as a release: it is what will be built. */
function releasedOf(files: readonly unknown[]): Pick<ListedVersion, 'released'> {
  const sources = files.filter((file) => textOf(file, 'packagetype') === 'sdist');
  const times = (sources.length > 0 ? sources : files).map((file) => textOf(file, 'upload_time_iso_8601'));
  const released = times
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return released === undefined ? {} : { released };
}

function textOf(file: unknown, field: string): string | undefined {
  if (typeof file !== 'object' || file === null) return undefined;
  const value: unknown = Object.entries(file).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function isYanked(file: unknown): boolean {
  return typeof file === 'object' && file !== null && 'yanked' in file && file.yanked === true;
}

/** The version that was asked for, in whatever spelling; throws UPSTREAM_NOT_FOUND. */
export function selectNamedVersion(
  project: string,
  asked: string,
  listed: readonly ListedVersion[],
): ListedVersion {
  const version = tryParseVersion(asked);
  const same = (candidate: ListedVersion) =>
    version !== undefined && compareVersions(candidate.version, version) === 0;
  const match = listed.find(({ text }) => text === asked) ?? listed.find(same);
  if (match?.hasFiles) return match;
  const newest = listed.filter(isOffered).slice(-5).reverse();
  throw new EbuildgenError(
    'UPSTREAM_NOT_FOUND',
    `\`${project}\` has no ${match === undefined ? 'version' : 'files of version'} \`${asked}\``,
    newest.length === 0
      ? {}
      : { hint: `Its newest are ${newest.map(({ text }) => `\`${text}\``).join(', ')}` },
  );
}

/** Whether a version has files that are not yanked. */
export function isOffered({ hasFiles, yanked }: ListedVersion): boolean {
  return hasFiles && !yanked;
}

/** The newest version that may be taken; a pre-release where one is asked for, or where there is nothing else. */
export function selectNewestVersion(
  project: string,
  listed: readonly ListedVersion[],
  { prereleases, accepts = () => true }: ReleaseOptions,
): Staged<ListedVersion> {
  const usable = listed.filter(
    (candidate) => isOffered(candidate) && accepts(candidate.text, candidate.released),
  );
  const wanted = prereleases ? usable : usable.filter(({ version }) => !isPrerelease(version));
  const newest = wanted.at(-1);
  if (newest !== undefined) return { value: newest, diagnostics: [] };
  const early = usable.at(-1);
  if (early !== undefined) return { value: early, diagnostics: [onlyPrerelease(project, early)] };
  throw nothingToTake(project, listed);
}

function onlyPrerelease(project: string, { text }: ListedVersion): Diagnostic {
  return found['only-prereleases']({ project, version: text });
}

function nothingToTake(project: string, listed: readonly ListedVersion[]): EbuildgenError {
  if (!listed.some(({ hasFiles }) => hasFiles)) {
    return unsuitable(project, 'has no release', 'Nothing was uploaded to the index yet');
  }
  if (!listed.some(isOffered)) {
    return unsuitable(project, 'has only releases that were yanked', 'Name a version to take one of them');
  }
  return unsuitable(project, 'has no release that `versions` allows', 'Look at metadata/ebuildgen.toml');
}

function unsuitable(project: string, what: string, hint: string): EbuildgenError {
  return new EbuildgenError('RELEASE_UNSUITABLE', `\`${project}\` ${what}`, { hint });
}
