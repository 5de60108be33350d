import type { Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../core/release.ts';
import type { ProjectMetadata } from '../model/project.ts';
import type { PackageSettings } from '../model/settings.ts';
import { findForgeRepository } from '../sources/forge/find-repository.ts';
import type { RunContext } from './context.ts';

interface Known {
  readonly release: UpstreamRelease;
  readonly project: ProjectMetadata;
  readonly settings: PackageSettings;
}

/**
 * The project's name on PyPI, undefined where it is not there. A repository's project is looked up under the name that
 * its metadata gives, and is it only where PyPI's page names the same repository: names are free for anyone to take.
 */
export async function findPypiProject(
  ref: ReleaseRef,
  { release, project, settings }: Known,
  context: RunContext,
): Promise<Staged<string | undefined>> {
  if (ref.source === 'pypi') return { value: release.project, diagnostics: [] };
  if (settings.pypi !== undefined) return { value: settings.pypi, diagnostics: [] };
  const listed = await tryFetchProject(project.name.value, context);
  const repository = listed && findForgeRepository(listed.metadata, context.forges);
  const { forge } = release;
  const same =
    repository !== undefined &&
    forge !== undefined &&
    `${repository.owner}/${repository.repo}`.toLowerCase() === `${forge.owner}/${forge.repo}`.toLowerCase();
  return { value: same ? listed?.project : undefined, diagnostics: [] };
}

async function tryFetchProject(name: string, { sources }: RunContext): Promise<UpstreamRelease | undefined> {
  try {
    const release = await sources.pypi?.fetchRelease(
      { source: 'pypi', project: name },
      { prereleases: true },
    );
    return release?.value;
  } catch (error) {
    if (
      error instanceof EbuildgenError &&
      /^(?:UPSTREAM_(?:NOT_FOUND|INVALID)|RELEASE_|USAGE_)/.test(error.code)
    )
      return undefined;
    throw error;
  }
}
