import type { Staged } from '../core/diagnostic.ts';
import type { ForgeRelease } from '../core/release.ts';
import { compareGentooVersions, formatGentooVersion, parseGentooVersion } from '../gentoo/version.ts';
import type { FoundPackage, PackageIndex } from '../model/package-index.ts';
import type { PackageSettings } from '../model/settings.ts';
import { compareVersions, tryParseVersion } from '../python/version.ts';
import { pep440ToGentoo } from './version.ts';

/** What an upstream release is called in Gentoo. */
export interface PackageIdentity {
  readonly category: string;
  readonly name: string;
  /** PV */
  readonly pv: string;
  /** Where the index has this version or a newer one: `gentoo has 2.34.2`. */
  readonly present?: string;
}

interface IdentityInput {
  /** PyPI name, or the repository's where the project is not on PyPI. */
  readonly project: string;
  /** As upstream spells it. */
  readonly version: string;
  /** Name of the source archive, whose spelling of the version PV has to give. */
  readonly filename?: string;
  /** The repository that the release is taken from. */
  readonly forge?: ForgeRelease | undefined;
  readonly settings: PackageSettings;
  readonly index: PackageIndex;
}

/**
 * Names a release: the package that a reference repository already has for the project, or for the repository that it comes
 * from; else dev-python and the normalised name.
 */
export function translateIdentity(input: IdentityInput): Staged<PackageIdentity> {
  const { version, filename, settings, index } = input;
  const found = findOwn(input);
  const category = settings.category ?? found.category;
  const name = settings.name ?? found.name;
  const { value: pv, diagnostics } = pep440ToGentoo(spelledVersion(version, filename ?? ''));
  const newest = index.versions(category, name).at(-1);
  if (newest === undefined || compareGentooVersions(newest.version, parseGentooVersion(pv)) < 0) {
    return { value: { category, name, pv }, diagnostics };
  }
  const present = `${newest.repository ?? 'a repository'} has ${formatGentooVersion(newest.version)}`;
  return { value: { category, name, pv, present }, diagnostics };
}

function findOwn({ project, forge, index }: IdentityInput): FoundPackage {
  const named = index.find(project);
  if (named.exists || forge === undefined) return named;
  return index.findRepository(`${forge.kind}:${forge.owner}/${forge.repo}`) ?? named;
}

/** `2024.04.01` where the file spells it so, although the index says 2024.4.1. */
function spelledVersion(version: string, filename: string): string {
  const stem = filename.replace(/\.(?:tar\.\w+|tgz|zip)$/i, '');
  const spelling = stem.slice(stem.lastIndexOf('-') + 1);
  const [spelled, listed] = [tryParseVersion(spelling), tryParseVersion(version)];
  const same = spelled !== undefined && listed !== undefined && compareVersions(spelled, listed) === 0;
  return same ? spelling : version;
}
