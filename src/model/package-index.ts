import type { Atom } from '../gentoo/atom.ts';
import type { GentooVersion } from '../gentoo/version.ts';

/** What translation needs to know of the repositories that the overlay stands on. Pure look-ups; loaded before. */
export interface PackageIndex {
  /** False where no reference repository is known: then names come from the rule and the built-in table alone. */
  readonly known: boolean;
  /** The package that provides a PyPI project. `project` in any spelling. */
  find(project: string): FoundPackage;
  /**
   * The package whose metadata.xml names a repository (`github:owner/repo`); undefined where none does, or several do, as
   * the packages of a monorepo.
   */
  findRepository(remoteId: string): FoundPackage | undefined;
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
  /** Which USE dependency binds it to the interpreter; absent means `targets`, as nearly every package has. */
  readonly python?: PythonUse;
  /** Flags without which it holds no Python module: `python` of app-arch/brotli. */
  readonly use?: readonly string[];
  /** The slot that holds this project where the package has one slot a project: `2` of dev-python/psycopg. */
  readonly slot?: string;
  /** True where SLOT names a subslot other than the slot, so that what links against it wants `:=`. */
  readonly subslot?: boolean;
  /** Further `category/name` that claim the same project and lost, sorted. */
  readonly others?: readonly string[];
}

/** `targets`: PYTHON_USEDEP; `single`: built for one Python at a time; `none`: a program or library without Python flags. */
export type PythonUse = 'targets' | 'single' | 'none';

/** A package index with what the run as a whole asks of it; what translation needs is PackageIndex. */
export interface ReferenceIndex extends PackageIndex {
  /** One sentence a step: how `project` was looked up and why this package was taken. */
  explain(project: string): readonly string[];
  /** The atom after the package moves and slot moves of profiles/updates. */
  updated(atom: Atom): Atom;
  /** PYTHON_TARGETS of the default profile: `python3_14`. */
  readonly defaultTargets: readonly string[];
  /** Targets that the default profile's use.mask hides. */
  readonly maskedTargets: ReadonlySet<string>;
  /** arch.list; undefined where no repository is known. */
  readonly arches: ReadonlySet<string> | undefined;
  /**
   * True where a repository holds nearly all that its own Python packages need, as ::gentoo does: what it lacks is not
   * packaged, rather than merely not here.
   */
  readonly complete: boolean;
  /** `category/name` of every package, sorted. */
  readonly packages: readonly string[];
}

export interface PackageVersion {
  readonly version: GentooVersion;
  readonly slot: string;
  readonly keywords: readonly string[];
  readonly iuse: readonly string[];
  /** `python3_13` … read from IUSE; undefined for packages without Python targets. */
  readonly pythonTargets: readonly string[] | undefined;
  readonly masked: boolean;
  /** Whether `pythonTargets` are PYTHON_TARGETS or PYTHON_SINGLE_TARGET; absent for packages without either. */
  readonly python?: 'targets' | 'single';
  /** A Python package rather than a program with Python bindings or scripts. */
  readonly isPythonPackage?: boolean;
  /** repo_name of the repository that has it. */
  readonly repository?: string;
}
