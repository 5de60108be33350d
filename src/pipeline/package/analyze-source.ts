import type { Diagnostic, Staged, Take } from '../../core/diagnostic.ts';
import type { Distfile, UpstreamRelease } from '../../core/release.ts';
import { type SourceTree, subtree } from '../../core/source-tree.ts';
import type { Dependency, ProjectMetadata } from '../../model/project.ts';
import type { TestSuite } from '../../model/test-suite.ts';
import { selectBuildRequires, selectOwnRequires } from '../../pyproject/build/build-requires.ts';
import { isBuiltFrom } from '../../pyproject/extension/built-folder.ts';
import { isWanted } from '../../pyproject/wanted-files.ts';
import { findProjectFolder } from '../../sources/forge/project-folder.ts';
import { tryParseTag } from '../../sources/forge/tag.ts';
import { findArchiveGaps, isForgeFile } from '../../sources/forge/tree-findings.ts';
import { analyzeSuite } from '../../suite/analyze-suite.ts';
import { distfileName } from '../../translate/sources/source-variables.ts';
import type { ListedProject } from './pypi-project.ts';
import { readProject } from './read-project.ts';
import { type CandidateJob, originOf, type SourceCandidate } from './source-candidates.ts';

/** An archive, unpacked and understood. */
export interface AnalyzedSource {
  readonly candidate: SourceCandidate;
  readonly distfile: Distfile;
  /** The project's folder of the archive. */
  readonly tree: SourceTree;
  readonly project: ProjectMetadata;
  /** Absent where the project is not on PyPI. */
  readonly listed?: ListedProject;
  /** Build requirements that the eclass does not add by itself. */
  readonly buildRequires: readonly Dependency[];
  readonly suite: TestSuite;
}

/** Downloads one candidate and runs the analyzers on it. */
export async function analyzeSource(
  candidate: SourceCandidate,
  release: UpstreamRelease,
  job: CandidateJob,
): Promise<Staged<AnalyzedSource>> {
  const diagnostics: Diagnostic[] = [];
  const take: Take = (staged) => {
    diagnostics.push(...staged.diagnostics);
    return staged.value;
  };
  const {
    identity,
    settings,
    context: { ports },
  } = job;
  const { url, size, sha256 } = candidate.file;
  const variables = { PN: identity.name, PV: identity.pv };
  const { distfile, tree } = await ports.distfiles.fetchSource({
    url,
    filename: distfileName(originOf(candidate, release.project), variables),
    subject: release.project,
    snapshot: candidate.kind === 'archive',
    keep: (path, bytes) => isWanted(path, bytes) || isForgeFile(path, bytes),
    ...(size === undefined ? {} : { size }),
    ...(sha256 === undefined ? {} : { sha256 }),
  });
  const pypiProject = release.ref.source === 'pypi' ? release.project : settings.pypi;
  const folder =
    candidate.kind === 'archive' ? take(findFolder(tree, { candidate, release, pypiProject })) : '';
  const projectTree = subtree(tree, folder);
  const parsePython = hasPython(projectTree) ? await ports.loadPythonParser() : undefined;
  const { project, listed } = take(
    await readProject(projectTree, { release, parsePython, archive: tree }, job),
  );
  if (candidate.kind === 'archive')
    diagnostics.push(
      ...findArchiveGaps(tree, (path) => {
        const inside = withinFolder(path, folder);
        return inside !== undefined && isBuiltFrom(inside, project, projectTree);
      }),
    );
  const suite = take(analyzeSuite(projectTree, project, parsePython));
  return {
    value: {
      candidate,
      distfile,
      tree: projectTree,
      project,
      ...(listed === undefined ? {} : { listed }),
      buildRequires: [...selectBuildRequires(project, projectTree), ...selectOwnRequires(project)],
      suite,
    },
    diagnostics,
  };
}

interface OpenedArchive {
  readonly candidate: SourceCandidate;
  readonly release: UpstreamRelease;
  readonly pypiProject: string | undefined;
}

/** A repository may hold the project in a folder. */
function findFolder(tree: SourceTree, { candidate, release, pypiProject }: OpenedArchive): Staged<string> {
  const names = [release.project, ...(candidate.forge === undefined ? [] : [candidate.forge.repo])];
  const component = tryParseTag(candidate.forge?.tag ?? '')?.component;
  return findProjectFolder(tree, {
    names,
    ...(component === undefined ? {} : { component }),
    ...(pypiProject === undefined ? {} : { project: pypiProject }),
  });
}

/** The path relative to the project's folder; undefined where it lies elsewhere. */
function withinFolder(path: string, folder: string): string | undefined {
  if (folder === '' || folder === '.') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

const hasPython = (tree: SourceTree) => tree.entries.some(({ path }) => path.endsWith('.py'));
