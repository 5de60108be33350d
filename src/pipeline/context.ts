import type { Ports } from '../core/host.ts';
import type { ReleaseFile, ReleaseRef, SourceKind, UpstreamRelease } from '../core/release.ts';
import type { ReferenceIndex } from '../model/package-index.ts';
import type { PackageSettings } from '../model/settings.ts';
import type { Overlay } from '../overlay/package-folder.ts';
import type { Templates } from '../render/engine.ts';
import type { KnownForge } from '../sources/forge/find-repository.ts';
import type { UpstreamSource } from '../sources/source.ts';
import type { NeedGraph } from './recursion/required-packages.ts';

/** What decides what a package looks like, besides the reference repositories. */
export interface Made {
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
}

/** What all packages of a run share. */
export interface RunContext {
  readonly ports: Ports;
  readonly sources: Readonly<Partial<Record<SourceKind, UpstreamSource>>>;
  /** Forges whose repositories can be told by their web addresses. */
  readonly forges: readonly KnownForge[];
  /**
   * The reference repositories. What is generated depends on them alone, not on what the overlay happens to hold, but for
   * PYTHON_COMPAT and PDEPEND.
   */
  readonly index: ReferenceIndex;
  /** The same with the overlay's packages: for what depends on more than is written. */
  readonly withOverlay: ReferenceIndex;
  /** A package that this very run is asked to write: it need not be in a repository yet. */
  isPlanned(category: string, name: string): boolean;
  readonly overlay: Overlay;
  /** What the packages need that only the overlay has; read when it is first asked for. */
  overlayNeeds(): Promise<NeedGraph>;
  /** Read and compiled when the first package of the run is written. */
  templates(): Promise<Templates>;
  /** Generate also what a reference repository already has in this or a newer version. */
  readonly force: boolean;
  /** Say also how each fact and name was found. */
  readonly explain: boolean;
  /** Present where releases have to be as old as their settings' cooldown; milliseconds since 1970. */
  readonly now?: number;
  /** A digest of what a package is made from, for the overlay's state; absent where nothing is to be remembered. */
  readonly madeFrom?: (ref: ReleaseRef, made: Made) => string;
  /** Packages at once. */
  readonly jobs: number;
  /** Address of PyPI without a trailing slash. */
  readonly pypiUrl: string;
  settingsFor(ref: ReleaseRef): PackageSettings;
  /** Requires-Dist of a project's newest release on the index; throws what an UpstreamSource throws. */
  fetchRequirements(project: string): Promise<readonly string[]>;
  /** METADATA of a wheel on the index; undefined where the index does not serve it apart (PEP 658). */
  fetchWheelMetadata(wheel: Pick<ReleaseFile, 'filename' | 'url'>): Promise<string | undefined>;
}

/** `pypi:requests`, `pypi:requests==2.32.5`, `github:psf/requests@v2.32.5`. */
export function formatRef({ source, project, version }: ReleaseRef): string {
  if (version === undefined) return `${source}:${project}`;
  return source === 'pypi' ? `${source}:${project}==${version}` : `${source}:${project}@${version}`;
}
