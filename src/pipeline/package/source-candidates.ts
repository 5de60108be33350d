import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ForgeRelease, ReleaseFile, ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { findForgeRepository } from '../../sources/forge/find-repository.ts';
import { selectSdist, trySelectSdist } from '../../sources/pypi/select-sdist.ts';
import type { PackageIdentity } from '../../translate/identity.ts';
import type { SourceOrigin } from '../../translate/sources/source-variables.ts';
import type { RunContext } from '../context.ts';
import type { ListedProject } from './pypi-project.ts';

/** One archive that a package could be built from. */
export interface SourceCandidate {
  /** `sdist`: PyPI's; `asset`: one that upstream uploaded to a forge; `archive`: what a forge makes of a tag. */
  readonly kind: 'sdist' | 'asset' | 'archive';
  readonly file: ReleaseFile;
  /** Where `kind` is not `sdist`. */
  readonly forge?: ForgeRelease;
}

/** What translation has to know of a candidate; `project` is the name on PyPI. */
export function originOf({ kind, file, forge }: SourceCandidate, project: string): SourceOrigin {
  if (kind === 'sdist' || forge === undefined) return { kind: 'sdist', project, filename: file.filename };
  return kind === 'archive' ? { kind, forge } : { kind, forge, filename: file.filename };
}

/**
 * The archives of a release, the one to prefer first. Those that cost further requests come last and are asked for only
 * when the reader wants them. Throws RELEASE_UNSUITABLE where the settings leave none.
 */
export async function* listCandidates(
  ref: ReleaseRef,
  release: UpstreamRelease,
  job: CandidateJob,
): AsyncGenerator<Staged<SourceCandidate>> {
  if (ref.source !== 'pypi') {
    yield* forgeCandidates(release).map((value) => ({ value, diagnostics: [] }));
    return;
  }
  const { source } = job.settings;
  const sdist = source === 'github' ? undefined : trySelectSdist(release);
  if (sdist !== undefined) yield { value: { kind: 'sdist', file: sdist }, diagnostics: [] };
  if (source === 'sdist') {
    if (sdist === undefined) selectSdist(release);
    return;
  }
  const other = await findArchive(release, { ...job, required: sdist === undefined });
  if (other !== undefined) yield other;
}

export interface CandidateJob {
  readonly settings: PackageSettings;
  /** What the package is called as far as is known before the source is read. */
  readonly identity: PackageIdentity;
  /** The project on PyPI, as far as is known before the source is read. */
  readonly listed?: ListedProject;
  readonly context: RunContext;
}

function forgeCandidates({ files, forge }: UpstreamRelease): readonly SourceCandidate[] {
  if (forge === undefined) throw new EbuildgenError('RELEASE_UNSUITABLE', 'the release lies on no forge');
  return files.flatMap((file): readonly SourceCandidate[] => {
    if (file.kind === 'sdist') return [{ kind: 'asset', file, forge }];
    return file.kind === 'archive' ? [{ kind: 'archive', file, forge }] : [];
  });
}

/** The tag archive of the same release in the repository that the project names as its own. */
async function findArchive(
  release: UpstreamRelease,
  { context, required }: CandidateJob & { readonly required: boolean },
): Promise<Staged<SourceCandidate> | undefined> {
  const repository = findForgeRepository(release.metadata, context.forges);
  const source = repository === undefined ? undefined : context.sources[repository.kind];
  if (repository === undefined || source === undefined) {
    if (required) selectSdist(release);
    return undefined;
  }
  const project = `${repository.owner}/${repository.repo}`;
  try {
    const ref: ReleaseRef = { source: repository.kind, project, version: release.version };
    const { value, diagnostics } = await source.fetchRelease(ref, {
      prereleases: true,
      projectName: release.project,
    });
    const archive = forgeCandidates(value).find(({ kind }) => kind === 'archive');
    return archive === undefined ? undefined : { value: archive, diagnostics };
  } catch (error) {
    if (required || !(error instanceof EbuildgenError)) throw error;
    return undefined;
  }
}
