import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { normalizeName } from '../../python/name.ts';
import { findForgeRepository } from '../../sources/forge/find-repository.ts';
import type { RunContext } from '../context.ts';
import { isSameVersion } from '../release-options.ts';

/** A project as PyPI has it. */
export interface ListedProject {
  readonly project: string;
  /** The same version there; absent where PyPI does not have it. */
  readonly release?: UpstreamRelease;
}

export interface ListedQuestion {
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
}

/** What questions to PyPI are asked with. */
export type PypiContext = Pick<RunContext, 'sources' | 'forges'>;

/**
 * The project on PyPI as far as the release alone tells: what a person says, or one that is named like the repository.
 * Throws UPSTREAM_UNAVAILABLE and UPSTREAM_RATE_LIMITED.
 */
export async function guessListedProject(
  question: ListedQuestion,
  context: PypiContext,
): Promise<ListedProject | undefined> {
  const { release, settings } = question;
  if (release.ref.source === 'pypi') return { project: release.project, release };
  if (settings.pypi !== undefined)
    return (await findListedProject(settings.pypi, question, context)) ?? { project: settings.pypi };
  for (const name of namesOf(release.project)) {
    const listed = await findListedProject(name, question, context);
    if (listed !== undefined) return listed;
  }
  return undefined;
}

/** Names that a project may have on PyPI whose repository is called `python-spam`, `spam.py`, … */
export function namesOf(repository: string): readonly string[] {
  const bare = repository.replace(/^(?:python|py)[-_.]|[-_.](?:python|py)$/i, '');
  return [...new Map([repository, bare].map((name) => [normalizeName(name), name])).values()];
}

/**
 * The project of that name on PyPI. It is ours only where a person says so or PyPI's page names the same repository:
 * names are free for anyone to take.
 */
export async function findListedProject(
  name: string,
  { release, settings }: ListedQuestion,
  context: PypiContext,
): Promise<ListedProject | undefined> {
  const newest = await tryFetch({ source: 'pypi', project: name }, context);
  if (newest === undefined) return undefined;
  if (name !== settings.pypi && !namesRepositoryOf(newest, release, context)) return undefined;
  const version = [newest.version, ...newest.knownVersions].find((each) =>
    isSameVersion(each, release.version),
  );
  const same =
    version === newest.version || version === undefined
      ? newest
      : await tryFetch({ source: 'pypi', project: name, version }, context);
  const found = version === undefined || same === undefined ? {} : { release: same };
  return { project: newest.project, ...found };
}

function namesRepositoryOf(
  { metadata }: UpstreamRelease,
  { forge }: UpstreamRelease,
  { forges }: PypiContext,
): boolean {
  const named = findForgeRepository(metadata, forges);
  return named !== undefined && forge !== undefined && fullName(named) === fullName(forge);
}

const fullName = ({ owner, repo }: { readonly owner: string; readonly repo: string }) =>
  `${owner}/${repo}`.toLowerCase();

async function tryFetch(ref: ReleaseRef, { sources }: PypiContext): Promise<UpstreamRelease | undefined> {
  try {
    const release = await sources.pypi?.fetchRelease(ref, { prereleases: true });
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
