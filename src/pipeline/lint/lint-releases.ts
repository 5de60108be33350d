import pLimit from 'p-limit';
import { EbuildgenError } from '../../core/errors.ts';
import { listPoetryRequirements } from '../../lint/poetry-requirements.ts';
import type { LintInput } from '../../lint/rule.ts';
import type { UpstreamSource } from '../../sources/source.ts';

/** Versions by project; undefined where the index does not have it or does not answer. */
export type AskVersions = (project: string) => Promise<readonly string[] | undefined>;

/** Asks for each project once a run. */
export function createAskVersions(pypi: UpstreamSource | undefined, jobs: number): AskVersions {
  const limit = pLimit(jobs);
  const asked = new Map<string, Promise<readonly string[] | undefined>>();
  return (project) => {
    const known = asked.get(project) ?? limit(tryFetchVersions, pypi, project);
    asked.set(project, known);
    return known;
  };
}

/** What the rules on caps want to know of the projects that are capped; a rule stays silent where nothing is known. */
export async function withReleases(input: LintInput, ask: AskVersions): Promise<LintInput> {
  const capped = listPoetryRequirements(input.document).filter(({ cap }) => cap !== 'written');
  const projects = [...new Set(capped.map(({ project }) => project))].sort();
  const answers = await Promise.all(projects.map(async (project) => [project, await ask(project)] as const));
  const known = answers.filter((answer): answer is [string, readonly string[]] => answer[1] !== undefined);
  return { ...input, releases: new Map(known) };
}

async function tryFetchVersions(
  pypi: UpstreamSource | undefined,
  project: string,
): Promise<readonly string[] | undefined> {
  try {
    const release = await pypi?.fetchRelease({ source: 'pypi', project }, { prereleases: true });
    return release?.value.knownVersions;
  } catch (error) {
    if (error instanceof EbuildgenError) return undefined;
    throw error;
  }
}
