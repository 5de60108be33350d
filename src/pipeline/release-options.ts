import { EbuildgenError } from '../core/errors.ts';
import type { PackageSettings } from '../model/settings.ts';
import { tryParseSpecifiers } from '../python/specifier.ts';
import { satisfies } from '../python/specifier-match.ts';
import { compareVersions, tryParseVersion } from '../python/version.ts';
import type { ReleaseOptions } from '../sources/source.ts';

interface SettledOptions extends ReleaseOptions {
  readonly accepts: (version: string) => boolean;
}

/** Which releases a person's settings leave; throws CONFIG_INVALID where `versions` is no specifier set (PEP 440). */
export function releaseOptions(settings: PackageSettings): SettledOptions {
  const { prereleases, pypi, tag } = settings;
  return {
    prereleases,
    accepts: acceptsOf(settings),
    ...(pypi === undefined ? {} : { projectName: pypi }),
    ...(tag === undefined ? {} : { tagPattern: tag }),
  };
}

function acceptsOf({ versions = '', exclude }: PackageSettings): (version: string) => boolean {
  const specifiers = tryParseSpecifiers(versions);
  if (specifiers === undefined) {
    throw new EbuildgenError(
      'CONFIG_INVALID',
      `\`versions\` is \`${versions}\`, which is not a PEP 440 specifier set`,
      { hint: 'write `>=1.2,<2`' },
    );
  }
  return (version) =>
    satisfies(version, specifiers) && !exclude.some((other) => isSameVersion(version, other));
}

/** Whether a release is as old as the settings want; one whose age upstream does not tell is. `now` in ms since 1970. */
export function isOldEnough(
  released: string | undefined,
  { cooldown }: Pick<PackageSettings, 'cooldown'>,
  now: number,
): boolean {
  return released === undefined || !(now - Date.parse(released) < cooldown * 1000);
}

/** `1.0` and `1.0.0` are one version. */
export function isSameVersion(a: string, b: string): boolean {
  const [left, right] = [tryParseVersion(a), tryParseVersion(b)];
  return a === b || (left !== undefined && right !== undefined && compareVersions(left, right) === 0);
}
