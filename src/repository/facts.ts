/** What one repository says, as plain data: the shape that the cache stores and the index is made of. */
export interface RepositoryFacts {
  /** profiles/repo_name. */
  readonly name: string;
  readonly masters: readonly string[];
  /**
   * One text a package: `category/name`, then a tab and an ebuild each, `PVR SLOT K I D`, where K and I are positions in
   * `texts` of its KEYWORDS and IUSE and D is 1 where it is a Python package. Decoded only for packages that a run asks for.
   */
  readonly packages: readonly string[];
  readonly texts: readonly string[];
  /** `normalised-project category/name` of every `<remote-id type="pypi">`, sorted. */
  readonly remoteIds: readonly string[];
  /** `github:owner/repo category/name` of every remote-id of a forge, in lower case and sorted. */
  readonly forgeIds: readonly string[];
  /** See ReferenceIndex. */
  readonly complete: boolean;
  readonly lists: ProfileLists;
  readonly python: PythonFacts;
}

/** The files directly in profiles/ and licenses/; entries without comments, in the order of the files. */
export interface ProfileLists {
  readonly arches: readonly string[];
  readonly masks: readonly string[];
  readonly deprecated: readonly string[];
  /** Lines of profiles/updates, oldest first. */
  readonly updates: readonly string[];
  readonly licenses: readonly string[];
}

/** Each absent where the repository has no file that says so. */
export interface PythonFacts {
  /** Implementations that python-utils-r1.eclass or python_targets.desc names; CPython only, sorted. */
  readonly targets?: readonly string[];
  /** DISTUTILS_USE_PEP517 values that distutils-r1.eclass accepts. */
  readonly backends?: readonly string[];
  /** PYTHON_TARGETS of the default profile. */
  readonly defaultTargets?: readonly string[];
  /** Python targets in use.mask of the default profile. */
  readonly maskedTargets?: readonly string[];
}
