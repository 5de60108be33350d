import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { ReleaseOptions, UpstreamSource } from '../source.ts';
import { type Candidate, toVersioned } from './candidate.ts';
import { found, quoteList } from './findings.ts';
import { type Forge, isPassing, type Listing } from './forge.ts';
import { listReleaseFiles } from './release-files.ts';
import { formatRepository, isSameRepository, parseRepository, type Repository } from './repository.ts';
import { type Selection, trySelectNewest, trySelectWanted } from './select-candidate.ts';

/** Makes an upstream of a forge: asks for listings until one of them holds what is looked for. */
export function createForgeSource(forge: Forge): UpstreamSource {
  return { fetchRelease: (ref, options) => fetchRelease(forge, ref, options) };
}

interface Search {
  readonly asked: Repository;
  /** As the forge spells it. */
  readonly repository: Repository;
  readonly candidates: readonly Candidate[];
  readonly selection: Selection | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

async function fetchRelease(
  forge: Forge,
  ref: ReleaseRef,
  options: ReleaseOptions,
): Promise<Staged<UpstreamRelease>> {
  const search = await runSearch(forge, ref, options);
  if (search.selection === undefined) throw nothingFound(search, ref);
  const { selection, repository } = search;
  return {
    value: toUpstreamRelease(forge, ref, { repository, selection }),
    diagnostics: [...movedDiagnostics(search), ...search.diagnostics, ...selection.diagnostics],
  };
}

async function runSearch(forge: Forge, ref: ReleaseRef, options: ReleaseOptions): Promise<Search> {
  const asked = parseRepository(ref.project);
  let search: Search = { asked, repository: asked, candidates: [], selection: undefined, diagnostics: [] };
  try {
    for await (const listing of forge.listings(asked, ref.version)) {
      search = withListing(search, listing, (repository, all) =>
        trySelect(all, repository, { ref, options }),
      );
      if (search.selection?.certain) break;
    }
  } catch (error) {
    // What the listings so far hold is better than nothing where the rest is not to be had now.
    if (!isPassing(error) || search.selection === undefined) throw error;
  }
  return search;
}

function withListing(
  { asked, ...before }: Search,
  listing: Listing,
  select: (repository: Repository, candidates: readonly Candidate[]) => Selection | undefined,
): Search {
  const candidates = [...before.candidates, ...listing.candidates];
  const repository = listing.repository ?? before.repository;
  const { diagnostics } = listing;
  return { asked, repository, candidates, selection: select(repository, candidates), diagnostics };
}

function trySelect(
  candidates: readonly Candidate[],
  { repo }: Repository,
  { ref, options }: { readonly ref: ReleaseRef; readonly options: ReleaseOptions },
): Selection | undefined {
  const versioned = toVersioned(candidates);
  const names = options.projectName === undefined ? [repo] : [repo, options.projectName];
  return ref.version === undefined
    ? trySelectNewest(versioned, names, options)
    : trySelectWanted(versioned, names, { text: ref.version, own: options.projectName !== undefined });
}

function toUpstreamRelease(
  forge: Forge,
  ref: ReleaseRef,
  { repository, selection }: { readonly repository: Repository; readonly selection: Selection },
): UpstreamRelease {
  const { owner, repo } = repository;
  const { chosen, family } = selection;
  const url = `${forge.publicUrl}/${formatRepository(repository)}`;
  const archive = {
    filename: `${repo}-${chosen.tag.replace(/[^A-Za-z0-9._+-]/g, '-')}.tar.gz`,
    url: forge.archiveUrl(repository, chosen.tag),
  };
  return {
    ref,
    project: repo,
    version: chosen.version,
    prerelease: chosen.prerelease,
    knownVersions: family.filter(({ withdrawn }) => !withdrawn).map(({ version }) => version),
    withdrawnVersions: family.filter(({ withdrawn }) => withdrawn).map(({ version }) => version),
    metadata: {
      projectUrls: [{ label: 'Repository', url }],
      licenseFiles: [],
      classifiers: [],
      requiresDist: [],
      providesExtra: [],
      dynamic: [],
    },
    files: listReleaseFiles(chosen, archive, [repo, chosen.component]),
    forge: { kind: forge.kind, owner, repo, tag: chosen.tag, tagPattern: chosen.pattern, url },
  };
}

function movedDiagnostics({ asked, repository }: Search): readonly Diagnostic[] {
  if (isSameRepository(asked, repository)) return [];
  return [found['repository-moved']({ from: formatRepository(asked), to: formatRepository(repository) })];
}

function nothingFound({ repository, candidates }: Search, { version }: ReleaseRef): EbuildgenError {
  const name = formatRepository(repository);
  const tags = candidates.filter(({ draft }) => !draft).map(({ tag }) => tag);
  const hint = tags.length === 0 ? {} : { hint: `its newest tags are ${quoteList(tags)}` };
  if (tags.length === 0) {
    return new EbuildgenError('UPSTREAM_NOT_FOUND', `\`${name}\` has neither releases nor tags`);
  }
  if (version === undefined) {
    return new EbuildgenError('RELEASE_UNSUITABLE', `no release of \`${name}\` may be taken`, hint);
  }
  return tags.includes(version)
    ? new EbuildgenError('RELEASE_UNSUITABLE', `the tag \`${version}\` of \`${name}\` names no version`)
    : new EbuildgenError('UPSTREAM_NOT_FOUND', `\`${name}\` has no release \`${version}\``, hint);
}
