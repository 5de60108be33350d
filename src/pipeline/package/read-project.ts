import type { Staged } from '../../core/diagnostic.ts';
import type { PythonParser } from '../../core/ports.ts';
import type { CoreMetadata, ReleaseFile, UpstreamRelease } from '../../core/release.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { ProjectMetadata } from '../../model/project.ts';
import { analyze } from '../../pyproject/analyze.ts';
import { parseCoreMetadata } from '../../python/core-metadata.ts';
import { normalizeName } from '../../python/name.ts';
import type { RunContext } from '../context.ts';
import { findListedProject, type ListedProject, type PypiContext } from './pypi-project.ts';
import type { CandidateJob } from './source-candidates.ts';

export interface ReadProject {
  readonly project: ProjectMetadata;
  /** Absent where the project is not on PyPI. */
  readonly listed?: ListedProject;
}

/** What of the job for a candidate this needs. */
interface ReadJob extends Pick<CandidateJob, 'settings' | 'listed'> {
  readonly context: PypiContext & Pick<RunContext, 'fetchWheelMetadata'>;
}

interface ProjectQuestion {
  readonly release: UpstreamRelease;
  readonly parsePython: PythonParser | undefined;
  /** The whole archive that the tree is a folder of. */
  readonly archive?: SourceTree;
}

/**
 * What a source tree says of its project, and where it is silent what PyPI says of the same version: the index's
 * document, and about requirements the metadata of a wheel (PEP 658), which is asked for then only.
 */
export async function readProject(
  tree: SourceTree,
  { release, parsePython, archive }: ProjectQuestion,
  job: ReadJob,
): Promise<Staged<ReadProject>> {
  const read = (listed: ListedProject | undefined, wheelMetadata?: CoreMetadata) =>
    analyze(tree, {
      index: (listed?.release ?? release).metadata,
      fallbackName: listed?.project ?? release.project,
      ...(wheelMetadata === undefined ? {} : { wheelMetadata }),
      ...(parsePython === undefined ? {} : { parsePython }),
      ...(archive === undefined ? {} : { archive }),
    });
  const first = read(job.listed);
  const listed = await confirmListed(first.value.name, release, job);
  const second = listed?.release === job.listed?.release ? first : read(listed);
  const wheel = second.value.dependenciesOpen ? selectWheel(listed?.release?.files ?? []) : undefined;
  const text = wheel === undefined ? undefined : await job.context.fetchWheelMetadata(wheel);
  const { value, diagnostics } = text === undefined ? second : read(listed, parseCoreMetadata(text));
  const project = { ...value, dependencies: [...value.dependencies, ...value.undeclared] };
  return { value: { project, ...(listed === undefined ? {} : { listed }) }, diagnostics };
}

/** A name that the tree states goes before one that was guessed from the repository's, and not before a person's. */
async function confirmListed(
  { value: name, from }: ProjectMetadata['name'],
  release: UpstreamRelease,
  { settings, listed, context }: ReadJob,
): Promise<ListedProject | undefined> {
  const certain = release.ref.source === 'pypi' || settings.pypi !== undefined || from === 'repository';
  if (certain || normalizeName(name) === normalizeName(listed?.project ?? '')) return listed;
  return findListedProject(name, { release, settings }, context);
}

/** Wheels whose requirements are most likely those on Gentoo, best first. */
const wheelRanks = [/-none-any\.whl$/, /linux.*_x86_64\.whl$/, /linux/];

function selectWheel(files: readonly ReleaseFile[]): ReleaseFile | undefined {
  const rank = ({ filename }: ReleaseFile) => {
    const found = wheelRanks.findIndex((pattern) => pattern.test(filename));
    return found < 0 ? wheelRanks.length : found;
  };
  const wheels = files.filter(({ kind, yanked }) => kind === 'wheel' && !yanked);
  const byName = (a: ReleaseFile, b: ReleaseFile) => (a.filename < b.filename ? 1 : -1);
  return [...wheels].sort((a, b) => rank(a) - rank(b) || byName(a, b))[0];
}
