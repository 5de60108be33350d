import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { isPrerelease, tryParseVersion } from '../../python/version.ts';
import type { UpstreamSource } from '../../sources/source.ts';
import { isOldEnough, isSameVersion, releaseOptions } from '../release-options.ts';

export interface Choice {
  /** What `update` should have in the overlay; undefined where all that there is is too young yet. */
  readonly release: Staged<UpstreamRelease> | undefined;
  /** Versions that were passed over because they are younger than the settings' `cooldown`. */
  readonly young: ReadonlySet<string>;
  /** Whether a version should not be in the overlay, because of the settings or because its author took it back. */
  refuses(version: string): boolean;
}

interface Question {
  readonly settings: PackageSettings;
  readonly source: UpstreamSource;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Asks upstream once which release the settings lead to: the pinned one, else the newest that `versions`, `exclude` and
 * `cooldown` leave. Throws what an UpstreamSource throws.
 */
export async function chooseRelease(ref: ReleaseRef, { settings, source, now }: Question): Promise<Choice> {
  const { accepts, ...options } = releaseOptions(settings);
  const young = new Set<string>();
  const isOld = (version: string, released: string | undefined) => {
    const old = isOldEnough(released, settings, now);
    if (!old) young.add(version);
    return old;
  };
  const question = {
    ...options,
    brief: true,
    accepts: (version: string, released: string | undefined) => accepts(version) && isOld(version, released),
  };
  const { pin } = settings;
  const release = await unlessYoung(
    source.fetchRelease(pin === undefined ? ref : { ...ref, version: pin }, question),
    young,
  );
  const withdrawn = release?.value.withdrawnVersions ?? [];
  const isAllowed = (version: string) => (pin === undefined ? accepts(version) : isSameVersion(pin, version));
  const refuses = (version: string) =>
    !isAllowed(version) || (pin === undefined && withdrawn.includes(version));
  return { release: isStopgap(release, settings, young) ? undefined : release, young, refuses };
}

async function unlessYoung<T>(fetching: Promise<T>, young: ReadonlySet<string>): Promise<T | undefined> {
  try {
    return await fetching;
  } catch (error) {
    if (young.size > 0 && error instanceof EbuildgenError && error.code === 'RELEASE_UNSUITABLE')
      return undefined;
    throw error;
  }
}

/** A pre-release that only stands in for a final release which is about to be old enough. */
function isStopgap(
  release: Staged<UpstreamRelease> | undefined,
  { prereleases }: PackageSettings,
  young: ReadonlySet<string>,
): boolean {
  if (release?.value.prerelease !== true || prereleases) return false;
  return [...young].some((text) => {
    const version = tryParseVersion(text);
    return version !== undefined && !isPrerelease(version);
  });
}
