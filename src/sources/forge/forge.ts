import type { Diagnostic } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ForgeRelease } from '../../core/release.ts';
import type { Candidate } from './candidate.ts';
import type { Repository } from './repository.ts';

/** What a forge has to offer for createForgeSource to make an upstream of it. */
export interface Forge {
  readonly kind: ForgeRelease['kind'];
  /** Address of its web pages, as ebuilds are to name it, without a trailing slash. */
  readonly publicUrl: string;
  /**
   * Releases and tags in pieces, the most telling first. A piece is asked for only where the ones before held nothing
   * certain, and there is an end to them. `wanted` is the tag or version that is looked for.
   * Throws UPSTREAM_NOT_FOUND where the repository does not exist.
   */
  listings(repository: Repository, wanted: string | undefined): AsyncIterable<Listing>;
  /** The archive that the forge makes of a tag. */
  archiveUrl(repository: Repository, tag: string): string;
}

export interface Listing {
  /** Newest first, as far as the forge knows. */
  readonly candidates: readonly Candidate[];
  /** The name under which the forge itself lists it, where the answer tells. */
  readonly repository?: Repository;
  readonly diagnostics: readonly Diagnostic[];
}

/** `pkg/v1.2+x` as part of a path: what a URL or a bash string could misread is encoded, `/` and `@` stay. */
export function encodeTag(tag: string): string {
  return encodeURIComponent(tag)
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The address that ebuilds name for a server: its own. A server on this machine's loopback interface stands in for the
 * public one, since nobody else could fetch from it.
 */
export function toPublicUrl(webUrl: string, standard: string): string {
  const { hostname } = new URL(webUrl);
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname) ? standard : webUrl;
}

/** Whether an error may be gone at the next try: upstream is down, or wants no more requests for now. */
export function isPassing(error: unknown): error is EbuildgenError {
  return (
    error instanceof EbuildgenError &&
    (error.code === 'UPSTREAM_RATE_LIMITED' || error.code === 'UPSTREAM_UNAVAILABLE')
  );
}
