import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import { compareVersions, tryParseVersion } from '../../python/version.ts';
import { found } from '../findings.ts';
import { type AnalyzedSource, analyzeSource } from './analyze-source.ts';
import { type CandidateJob, listCandidates, type SourceCandidate } from './source-candidates.ts';

/**
 * The archive to build a release from: the first that is complete. An sdist without tests, or without what
 * they need from beside them, gives way to the forge's archive of the same release where that has them (rulebook 13.8) and
 * all that the build needs, and the diagnostics say so.
 */
export async function chooseSource(
  ref: ReleaseRef,
  release: UpstreamRelease,
  job: CandidateJob,
): Promise<Staged<AnalyzedSource>> {
  let chosen: Staged<AnalyzedSource> | undefined;
  let analyzedSources = 0;
  for await (const { value: candidate, diagnostics } of listCandidates(ref, release, job)) {
    const analyzed = await tryAnalyze(candidate, release, { job, required: chosen === undefined });
    analyzedSources += Number(analyzed !== undefined);
    if (analyzed === undefined || !isBetter(analyzed, chosen, release)) continue;
    const reason = chosen === undefined ? [] : [whyNext(analyzed.value, chosen.value)];
    chosen = { value: analyzed.value, diagnostics: [...diagnostics, ...reason, ...analyzed.diagnostics] };
    if (isComplete(analyzed.value, job)) break;
  }
  if (chosen !== undefined) return analyzedSources > 1 ? chosen : withGaps(chosen);
  throw new EbuildgenError(
    'RELEASE_UNSUITABLE',
    `\`${release.project}\` ${release.version} has no source archive`,
  );
}

/** Where two archives lack the same, the reading of the tests is at fault rather than they. */
function withGaps({ value, diagnostics }: Staged<AnalyzedSource>): Staged<AnalyzedSource> {
  const [missing] = value.suite.missing ?? [];
  if (missing === undefined || value.candidate.kind !== 'sdist') return { value, diagnostics };
  return { value, diagnostics: [...diagnostics, found['tests-incomplete']({ missing })] };
}

interface Attempt {
  readonly job: CandidateJob;
  readonly required: boolean;
}

/** A second choice that cannot be used is no failure: there is a first. */
async function tryAnalyze(
  candidate: SourceCandidate,
  release: UpstreamRelease,
  { job, required }: Attempt,
): Promise<Staged<AnalyzedSource> | undefined> {
  try {
    return await analyzeSource(candidate, release, job);
  } catch (error) {
    if (required || !(error instanceof EbuildgenError)) throw error;
    return undefined;
  }
}

/** Tests are what sdists lack most; a person who set the runner has looked at that already. */
const isComplete = ({ suite }: AnalyzedSource, { settings }: CandidateJob) =>
  (suite.runner !== 'none' && missingOf(suite) === 0) || settings.test !== undefined;

const missingOf = ({ missing = [] }: AnalyzedSource['suite']): number => missing.length;

function isBetter(
  next: Staged<AnalyzedSource>,
  chosen: Staged<AnalyzedSource> | undefined,
  release: UpstreamRelease,
): boolean {
  if (chosen === undefined) return true;
  const builds = !next.diagnostics.some(({ code }) => INCOMPLETE.has(code));
  const { suite } = next.value;
  const hasMore =
    suite.runner !== 'none' &&
    (chosen.value.suite.runner === 'none' || missingOf(suite) < missingOf(chosen.value.suite));
  return builds && hasMore && isSameRelease(next.value, release);
}

/** Findings that speak against an archive which nobody asked for. */
const INCOMPLETE: ReadonlySet<string> = new Set(['submodule-needed', 'data-files-from-git']);

/** The version that the tree states must be the release's; a tree that leaves it to the tag agrees with the tag. */
function isSameRelease({ project }: AnalyzedSource, release: UpstreamRelease): boolean {
  const stated =
    project.version?.from === 'index' ? undefined : tryParseVersion(project.version?.value ?? '');
  const expected = tryParseVersion(release.version);
  return stated === undefined || expected === undefined || compareVersions(stated, expected) === 0;
}

function whyNext({ candidate }: AnalyzedSource, { suite }: AnalyzedSource): Diagnostic {
  return found['archive-for-tests']({
    archive: candidate.file.url,
    missing: suite.missing?.[0],
  });
}
