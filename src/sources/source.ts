import type { Staged } from '../core/diagnostic.ts';
import type { ReleaseRef, UpstreamRelease } from '../core/release.ts';

/** What every upstream offers to the pipeline; one value of this type for each SourceKind. */
export interface UpstreamSource {
  /**
   * The release that was asked for, or the newest suitable one where `ref` names no version.
   * Throws UPSTREAM_NOT_FOUND (no such project or release), UPSTREAM_INVALID (an answer not as documented),
   * RELEASE_UNSUITABLE (nothing that may be taken), UPSTREAM_UNAVAILABLE and UPSTREAM_RATE_LIMITED.
   */
  fetchRelease(ref: ReleaseRef, options: ReleaseOptions): Promise<Staged<UpstreamRelease>>;
}

export interface ReleaseOptions {
  /** Whether a pre-release may be the newest one; a version that was asked for by name always may be one. */
  readonly prereleases: boolean;
  /**
   * Which versions may be the newest one: the `versions` setting of a package, and the age that it asks for. `version` is
   * as upstream spells it; `released` is when its source was uploaded (ISO 8601), undefined where upstream does not say.
   */
  readonly accepts?: (version: string, released: string | undefined) => boolean;
  /** Only which release it is and its files matter: `metadata` may be another release's, where asking would cost more. */
  readonly brief?: boolean;
  /** Forges: the project's name on PyPI. Tags of other projects of the repository then never count as its. */
  readonly projectName?: string;
  /** Forges: which tags are this package's, `pkg-v{version}`; absent where the source is to work it out. */
  readonly tagPattern?: string;
}
