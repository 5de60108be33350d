/** Where releases come from. A new forge is one more member here and one file in `sources/`. */
export type SourceKind = 'pypi' | 'github' | 'codeberg';

/** What was asked for: a PyPI name or OWNER/REPO, and a version or tag where one was given. */
export interface ReleaseRef {
  readonly source: SourceKind;
  readonly project: string;
  readonly version?: string;
}

/** One downloadable file of a release as the index describes it. */
export interface ReleaseFile {
  readonly filename: string;
  readonly url: string;
  readonly kind: 'sdist' | 'wheel' | 'archive' | 'other';
  /** Bytes; absent where the index does not say (tag archives). */
  readonly size?: number;
  /** Lower-case hex; absent where the index does not say. */
  readonly sha256?: string;
  readonly yanked: boolean;
  readonly requiresPython?: string;
  /** ISO 8601. */
  readonly uploadTime?: string;
}

/** Core metadata fields as an index's JSON document or a PKG-INFO file carries them; absent means not said. */
export interface CoreMetadata {
  readonly metadataVersion?: string;
  readonly name?: string;
  readonly version?: string;
  readonly summary?: string;
  readonly homePage?: string;
  /** In the order of the document; labels as written. */
  readonly projectUrls: readonly ProjectUrl[];
  readonly license?: string;
  readonly licenseExpression?: string;
  readonly licenseFiles: readonly string[];
  readonly classifiers: readonly string[];
  readonly requiresPython?: string;
  /** PEP 508 strings, verbatim. */
  readonly requiresDist: readonly string[];
  readonly providesExtra: readonly string[];
  /** Lower-case field names (core metadata 2.2+); a field listed here may differ in the wheel. */
  readonly dynamic: readonly string[];
}

export interface ProjectUrl {
  readonly label: string;
  readonly url: string;
}

/** What upstream says about one release. */
export interface UpstreamRelease {
  readonly ref: ReleaseRef;
  /** Canonical spelling of the project's name (PyPI) or of the repository's name (forges). */
  readonly project: string;
  /** As upstream spells it: PEP 440 for PyPI; derived from `tag` for forges. */
  readonly version: string;
  readonly prerelease: boolean;
  /** Every version that the index lists, yanked ones left out; used to tell calendar versioning and existing caps. */
  readonly knownVersions: readonly string[];
  /** Versions that their author took back (PEP 592). */
  readonly withdrawnVersions?: readonly string[];
  readonly metadata: CoreMetadata;
  readonly files: readonly ReleaseFile[];
  /** The forge repository of this release, where it is known from the source itself. */
  readonly forge?: ForgeRelease;
}

export interface ForgeRelease {
  readonly kind: 'github' | 'codeberg';
  readonly owner: string;
  readonly repo: string;
  readonly tag: string;
  /** How the project spells its tags, as far as one tag shows it: `v{version}`, `pkg==1.2` is `pkg=={version}`. */
  readonly tagPattern?: string;
  /** Web address of the repository without a trailing slash. */
  readonly url: string;
}

/** A downloaded and verified file. Digests are lower-case hex. */
export interface Distfile {
  /** The name under which Portage stores it (the right side of `->` where there is one). */
  readonly filename: string;
  readonly url: string;
  /** Bytes. */
  readonly size: number;
  readonly digests: Readonly<Record<'BLAKE2B' | 'SHA512' | 'SHA256', string>>;
}
