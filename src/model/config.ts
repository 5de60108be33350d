import type { ReleaseRef } from '../core/release.ts';
import type { PackageSettings } from './settings.ts';

/** metadata/ebuildgen.toml as the program uses it. */
export interface OverlayConfig {
  readonly identity: OverlayIdentity;
  /** The packages that `update` keeps, in the order of the file. */
  readonly packages: readonly ConfiguredPackage[];
  /** Settings of a package: its own table over `[defaults]`. */
  settingsFor(ref: ReleaseRef): PackageSettings;
}

/** What makes a folder an ebuild repository (rulebook 1). */
export interface OverlayIdentity {
  /** profiles/repo_name */
  readonly name: string;
  readonly masters: readonly string[];
  readonly manifestHashes: readonly string[];
}

export const defaultIdentity: OverlayIdentity = {
  name: 'ebuildgen',
  masters: ['gentoo'],
  manifestHashes: ['BLAKE2B', 'SHA512'],
};

export interface ConfiguredPackage {
  readonly ref: ReleaseRef;
  readonly settings: PackageSettings;
}
