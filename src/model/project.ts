import type { Where } from '../core/errors.ts';
import type { ProjectUrl } from '../core/release.ts';
import type { Requirement } from '../python/requirement.ts';
import type { SpecifierSet } from '../python/specifier.ts';

/** What the analyzer worked out of a source tree. Every fact says where it was read. */
export interface ProjectMetadata {
  readonly name: Fact<string>;
  /** PEP 440 text; absent where only a program could tell. */
  readonly version?: Fact<string>;
  readonly summary?: Fact<string>;
  /** First paragraph of the readme, for releases whose summary is of no use. */
  readonly readmeSummary?: Fact<string>;
  /** A specifier set as text. */
  readonly requiresPython?: Fact<string>;
  readonly classifiers: readonly string[];
  readonly urls: readonly ProjectUrl[];
  readonly license: LicenseEvidence;
  readonly build: BuildSystem;
  /** What the built wheel will require, own extras left out. */
  readonly dependencies: readonly Dependency[];
  /** True where nothing was found that speaks for all of `dependencies`. */
  readonly dependenciesOpen?: boolean;
  /** Requirements of each extra by its normalised name. */
  readonly extras: ReadonlyMap<string, readonly Dependency[]>;
  /** Dependency groups (PEP 735, Poetry, PDM, hatch, requirements files) by normalised name; never installed. */
  readonly groups: ReadonlyMap<string, readonly Dependency[]>;
  /** group → name → object reference, `console_scripts` and `gui_scripts` included. */
  readonly entryPoints: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly extension: Extension;
  readonly contents: WheelContents;
  /** Modules of the standard library that the project's own modules import and that Gentoo makes optional. */
  readonly optionalStdlib: readonly string[];
  /** What importing the package needs and upstream requires nowhere at run time. */
  readonly undeclared: readonly Dependency[];
  /** False where no installed module so much as mentions setuptools, pkg_resources or distutils. */
  readonly usesSetuptools: boolean;
}

export interface Fact<T> {
  readonly value: T;
  /** `pyproject.toml [project]`, `PKG-INFO`, `index`. */
  readonly from: string;
}

export interface Dependency {
  readonly requirement: Requirement;
  /** Who put the upper bound there: a person (`written`), or Poetry's caret or tilde. */
  readonly cap: 'written' | 'caret' | 'tilde';
  /** Version sets of which one must hold, where one set cannot say it (Poetry's `||`); `requirement` has their hull. */
  readonly alternatives?: readonly SpecifierSet[];
  readonly where: Where;
}

/** Everything that speaks about the licence, strongest first within each list. */
export interface LicenseEvidence {
  /** SPDX expressions: License-Expression, `license = "…"`, `[tool.poetry] license`. */
  readonly expressions: readonly Fact<string>[];
  /** Free text of License fields. */
  readonly texts: readonly Fact<string>[];
  /** `License :: …` classifiers. */
  readonly classifiers: readonly string[];
  /** Licence files of the tree with their text. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Readme files and heads of the project's own sources: they may say "or any later version". */
  readonly notices?: readonly { readonly path: string; readonly text: string }[];
}

/** DISTUTILS_USE_PEP517 in the new spelling, distutils-r1.eclass. */
export type Pep517Backend =
  | 'setuptools'
  | 'flit-core'
  | 'flit-scm'
  | 'hatchling'
  | 'poetry-core'
  | 'pdm-backend'
  | 'maturin'
  | 'meson-python'
  | 'scikit-build-core'
  | 'uv-build'
  | 'pbr'
  | 'sip'
  | 'jupyter-packaging'
  | 'standalone';

export interface BuildSystem {
  readonly backend: Fact<Pep517Backend>;
  /** `build-backend` as written; absent where the default applies. */
  readonly buildBackend?: string;
  readonly backendPath: readonly string[];
  /** gpep517 finds no backend: neither `build-backend` nor a setup.py is there, so the ebuild has to make one. */
  readonly needsSetupPy?: boolean;
  /** `setup_requires` that no build on Gentoo uses but that setuptools insists on. */
  readonly unneeded?: readonly UnneededRequirement[];
  /** `[build-system] requires` and `setup_requires`, unfiltered. */
  readonly requires: readonly Dependency[];
  /** How the version is made at build time, where it is not in the tree. */
  readonly dynamicVersion?: DynamicVersion;
}

export interface UnneededRequirement {
  /** As written. */
  readonly name: string;
  readonly file: 'setup.py' | 'setup.cfg';
}

/** A version that comes from the VCS: which tool reads it and the variable that replaces it (eclass manual, rulebook 5.10). */
export interface DynamicVersion {
  readonly tool: string;
  /** Absent where the tool has no such variable (versioningit). */
  readonly pretendVariable?: string;
  /** False where PKG-INFO or a generated file carries the version, as in sdists. */
  readonly needed: boolean;
}

export interface Extension {
  /** `optional`: built where a compiler or an option allows it, and not otherwise. */
  readonly kind: 'none' | 'optional' | 'required';
  /** What makes us think so: `setup.py ext_modules`, `meson.build py.extension_module`. */
  readonly evidence: readonly string[];
  readonly languages: readonly ('c' | 'c++' | 'cython' | 'cffi' | 'rust' | 'fortran' | 'mypyc')[];
  /** pkg-config names, PEP 725 references and linker flags (`-lz`) of linked libraries. */
  readonly libraries: readonly string[];
  /** pkg-config names that a program asks for in turn: which it needs, a person has to say. */
  readonly candidates?: readonly (readonly string[])[];
  /** Named sources and header folders, by their paths in the tree. */
  readonly sources?: readonly string[];
  /** Named C files that the tree lacks, but could be made by Cython. */
  readonly cython?: readonly CythonSource[];
}

export interface CythonSource {
  /** `spam/_fast.pyx` */
  readonly source: string;
  /** `spam/_fast.c` */
  readonly target: string;
}

export interface WheelContents {
  /** Names directly in site-packages, sorted, `.dist-info` left out; undefined where only running the build can tell. */
  readonly topLevel: readonly string[] | undefined;
  /** What should not be there: `tests`, `docs`, README files. */
  readonly stray: readonly StrayFile[];
}

export interface StrayFile {
  /** Relative to site-packages, from which data files may climb (`../../../docs/`); a folder ends in `/`. */
  readonly path: string;
  /** What installs it: `[tool.poetry] include`. */
  readonly cause: string;
  /** True where distutils-r1's install check dies of it. */
  readonly fatal: boolean;
  readonly where?: Where;
}
