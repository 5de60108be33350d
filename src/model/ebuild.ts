import type { BashText } from '../gentoo/bash-quote.ts';
import type { Depset } from '../gentoo/depset.ts';
import type { GentooVersion } from '../gentoo/version.ts';

/** One package directory's worth of content, before it is text. */
export interface PackageModel {
  readonly ebuild: EbuildModel;
  readonly metadata: MetadataXml;
}

/** The content of one ebuild. Strings are plain text: quoting is the renderer's business. */
export interface EbuildModel {
  readonly category: string;
  readonly name: string;
  readonly version: GentooVersion;
  /** Copyright year of the header: the release's, so that the same input gives the same bytes in any year. */
  readonly year: number;
  readonly distutils: DistutilsSettings;
  readonly pypi?: PypiSettings;
  /** Eclasses, sorted. */
  readonly inherit: readonly string[];
  /** Helper variables that SRC_URI and S use: `MY_P`, `TAG`. */
  readonly helpers: readonly { readonly name: string; readonly value: BashText }[];
  readonly description: string;
  readonly homepage: readonly string[];
  /** Present where the eclass's own SRC_URI does not do. */
  readonly srcUri?: readonly SourceUri[];
  /** Folder under WORKDIR, as text for between double quotes; where it is not what the eclass or PMS expects. */
  readonly sourceDir?: BashText;
  /** Gentoo licence expression: `|| ( MIT Apache-2.0 )`. */
  readonly license: string;
  readonly slot: string;
  readonly keywords: readonly string[];
  readonly iuse: readonly string[];
  readonly restrict: readonly string[];
  readonly properties: readonly string[];
  readonly rdepend: Depset;
  readonly depend: Depset;
  readonly bdepend: Depset;
  /** Runtime dependencies that need this package to be built. */
  readonly pdepend?: Depset;
  /** `export SETUPTOOLS_SCM_PRETEND_VERSION=${PV}`; the value may hold bash expansions. */
  readonly exports: readonly { readonly name: string; readonly value: BashText }[];
  readonly tests: TestSettings;
  readonly functions: readonly EbuildFunction[];
}

export type { BashText } from '../gentoo/bash-quote.ts';

export interface DistutilsSettings {
  readonly extension: boolean;
  readonly backend: string;
  /** `python3_12`, …; sorted as in the eclass. */
  readonly pythonCompat: readonly string[];
  /** `sqlite`, `ssl(+)`. */
  readonly pythonReqUse: readonly string[];
}

/** pypi.eclass variables; each absent where the eclass's default is right. */
export interface PypiSettings {
  readonly pn?: BashText;
  readonly noNormalize?: boolean;
  /** Publisher repository of the PEP 740 attestation. */
  readonly verifyRepo?: string;
}

export interface SourceUri {
  readonly uri: BashText;
  /** Right side of `->`. */
  readonly filename?: BashText;
}

export interface TestSettings {
  readonly runner: 'pytest' | 'unittest' | 'import-check' | 'none';
  /** Gentoo package names; `"${PN}"` is the package itself. */
  readonly plugins: readonly string[];
  readonly ownPlugin: boolean;
  readonly loadViaEnv: boolean;
  readonly xdist: boolean;
  readonly reruns?: number;
  readonly timeout?: number;
  readonly deselect: readonly string[];
  readonly ignore: readonly string[];
}

/** A phase or python_* function. Lines carry no indent of their own; nesting is by leading tabs. */
export interface EbuildFunction {
  readonly name: string;
  readonly lines: readonly BashText[];
}

export interface MetadataXml {
  readonly maintainers: readonly Maintainer[];
  readonly useFlags: readonly { readonly name: string; readonly description: string }[];
  readonly remoteIds: readonly { readonly type: string; readonly value: string }[];
}

export interface Maintainer {
  readonly name?: string;
  readonly email: string;
}

/** A file of the overlay as it should be. Path relative to the overlay's root. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}
