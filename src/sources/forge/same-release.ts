import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError, type ErrorCode } from '../../core/errors.ts';
import type { ForgeRelease, UpstreamRelease } from '../../core/release.ts';
import type { UpstreamSource } from '../source.ts';
import { findForgeRepository } from './find-repository.ts';
import { found } from './findings.ts';
import { formatRepository } from './repository.ts';

/** Sources of the public forges, by their kind. */
export type ForgeSources = Readonly<Record<ForgeRelease['kind'], UpstreamSource>>;

const webUrls = {
  github: 'https://github.com',
  codeberg: 'https://codeberg.org',
} as const satisfies Record<ForgeRelease['kind'], string>;

const knownForges = Object.entries(webUrls).map(([kind, webUrl]) => ({
  kind: kind as ForgeRelease['kind'],
  webUrl,
}));

/**
 * A release of a PyPI project as the forge has it that the project's metadata names: for an archive in place of the
 * sdist. undefined, with the reason, where no forge is named, where it has no tag of this version, and where it does not
 * answer. Whether the tree is of the same version is left to compare.
 */
export async function fetchSameRelease(
  release: UpstreamRelease,
  sources: ForgeSources,
): Promise<Staged<UpstreamRelease | undefined>> {
  const repository = findForgeRepository(release.metadata, knownForges);
  if (repository === undefined) {
    const { project } = release;
    return { value: undefined, diagnostics: [found['repository-unknown']({ project })] };
  }
  const { kind } = repository;
  const name = formatRepository(repository);
  try {
    return await sources[kind].fetchRelease(
      { source: kind, project: name, version: release.version },
      { prereleases: true, projectName: release.project },
    );
  } catch (error) {
    if (!isAbsence(error)) throw error;
    return { value: undefined, diagnostics: [found['forge-without-release']({ reason: error.message })] };
  }
}

const absences: ReadonlySet<string> = new Set<ErrorCode>([
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_INVALID',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'RELEASE_UNSUITABLE',
]);

function isAbsence(error: unknown): error is EbuildgenError {
  return error instanceof EbuildgenError && absences.has(error.code);
}
