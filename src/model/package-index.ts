import type { Atom } from '../gentoo/atom.ts';
import type { GentooVersion } from '../gentoo/version.ts';

/** What translation needs to know of the repositories that the overlay stands on. Pure look-ups; loaded before. */
export interface PackageIndex {
  /** False where no reference repository is known: then names come from the rule and the built-in table alone. */
  readonly known: boolean;
  /** The package that provides a PyPI project. `project` in any spelling. */
  find(project: string): FoundPackage;
  /** Versions in all repositories, ascending by PMS; empty where the package does not exist. */
  versions(category: string, name: string): readonly PackageVersion[];
  /** Licence names that exist; undefined where no repository is known. */
  readonly licenses: ReadonlySet<string> | undefined;
  /** CPython targets that the eclasses accept, ascending: `python3_12`, …, then free-threaded ones `python3_14t`. */
  readonly pythonTargets: readonly string[];
  /** DISTUTILS_USE_PEP517 value that the target repository's eclass knows for a new spelling. */
  backendSpelling(backend: string): string;
  /** `package.deprecated` entries that match all versions of a package. */
  deprecated(atom: Atom): boolean;
}

export interface FoundPackage {
  readonly category: string;
  readonly name: string;
  /** How it was found; `rule` means that nothing confirms its existence. */
  readonly by: 'remote-id' | 'name' | 'other-category' | 'table' | 'rule' | 'overlay' | 'move';
  readonly exists: boolean;
}

export interface PackageVersion {
  readonly version: GentooVersion;
  readonly slot: string;
  readonly keywords: readonly string[];
  readonly iuse: readonly string[];
  /** `python3_13` … read from IUSE; undefined for packages without Python targets. */
  readonly pythonTargets: readonly string[] | undefined;
  readonly masked: boolean;
}
