/** What a person may decide for a package: `[defaults]` and package tables of metadata/ebuildgen.toml (docs: README). */
export interface PackageSettings {
  readonly bounds: BoundsPolicy;
  readonly prereleases: boolean;
  /** `auto` takes the sdist where it is complete, else the forge's archive. */
  readonly source: 'auto' | 'sdist' | 'github';
  readonly keywords: readonly string[];
  readonly maintainers: readonly { readonly name?: string; readonly email: string }[];
  readonly category?: string;
  readonly name?: string;
  readonly license?: string;
  /** Own extras whose requirements become unconditional. */
  readonly extras: readonly string[];
  /** USE flag → own extras. */
  readonly use: Readonly<Record<string, readonly string[]>>;
  /**
   * Own extras to tell of after the merge (optfeature.eclass), with a description each. `true` takes those that are light
   * and for users.
   */
  readonly optfeature: boolean | Readonly<Record<string, string>>;
  /** Variable → atoms. */
  readonly add: DependencyOverride;
  /** Variable → PyPI or package names. */
  readonly drop: DependencyOverride;
  readonly pythonCompat?: readonly string[];
  /** Interpreters that a dependency lacks: `shrink` takes them out of PYTHON_COMPAT, `keep` leaves them and reports it. */
  readonly missingTargets: 'shrink' | 'keep';
  readonly test?: 'pytest' | 'unittest' | 'import-check' | 'none';
  readonly epytestPlugins?: readonly string[];
  readonly epytestDeselect: readonly string[];
  /** PEP 440 specifier set that the newest version has to meet. */
  readonly versions?: string;
  /** Forges: `v{version}`. */
  readonly tag?: string;
  /** Forges: the project's name on PyPI. */
  readonly pypi?: string;
  /** How many versions `update` keeps. */
  readonly keep: number;
  /** How old a release must be before `update` takes it, in seconds. */
  readonly cooldown: number;
  /** `update` leaves the package alone. */
  readonly pause: boolean;
  /** `update` stays at this version. */
  readonly pin?: string;
  /** Versions that `update` passes over. */
  readonly exclude: readonly string[];
}

/**
 * keep: as written; relax: without caps of Poetry's caret and tilde, of calendar versions and on what only builds or tests;
 * lower: no caps at all.
 */
export type BoundsPolicy = 'keep' | 'relax' | 'lower';

export type DependencyVariable = 'RDEPEND' | 'DEPEND' | 'BDEPEND';
export type DependencyOverride = Partial<Readonly<Record<DependencyVariable, readonly string[]>>>;

export const defaultSettings: PackageSettings = {
  bounds: 'relax',
  prereleases: false,
  source: 'auto',
  keywords: ['~amd64'],
  maintainers: [],
  extras: [],
  use: {},
  optfeature: false,
  missingTargets: 'shrink',
  add: {},
  drop: {},
  epytestDeselect: [],
  keep: 1,
  cooldown: 0,
  pause: false,
  exclude: [],
};
