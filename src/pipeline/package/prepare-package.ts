import type { Diagnostic, Staged, Take } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { Distfile, ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { LintFinding } from '../../model/lint.ts';
import type { PackageSettings } from '../../model/settings.ts';
import type { TestNeed } from '../../model/test-suite.ts';
import { normalizeName } from '../../python/name.ts';
import { trySelectSdist } from '../../sources/pypi/select-sdist.ts';
import { type PackageIdentity, translateIdentity } from '../../translate/identity.ts';
import { distfileName } from '../../translate/sources/source-variables.ts';
import type { RunContext } from '../context.ts';
import { found } from '../findings.ts';
import { lintPackage } from '../lint/lint-package.ts';
import { type Narrowable, type TranslationJob, translateSupported } from '../recursion/limit-targets.ts';
import { type RequiredPackage, selectRequiredPackages } from '../recursion/required-packages.ts';
import { isOldEnough, isSameVersion, releaseOptions } from '../release-options.ts';
import type { AnalyzedSource } from './analyze-source.ts';
import { chooseSource } from './choose-source.ts';
import { expandExtras } from './expand-extras.ts';
import { explainPackage } from './explain-package.ts';
import { addProvenance } from './provenance.ts';
import { guessListedProject, type ListedProject } from './pypi-project.ts';
import { originOf } from './source-candidates.ts';

/** A package as it would be written. */
export interface PreparedPackage extends Narrowable {
  readonly identity: PackageIdentity;
  /** The project's name on PyPI, or the repository's where it is not there. */
  readonly project: string;
  /** What the ebuild depends on. */
  readonly requires: readonly RequiredPackage[];
  /** Why its tests need what they need, and how many modules hold them. */
  readonly testNeeds: readonly TestNeed[];
  readonly testModules: number;
  /** `pypi:requests` */
  readonly from: string;
  readonly distfiles: readonly Distfile[];
  /** What `lint` says of the source. */
  readonly findings: readonly LintFinding[];
  /** See RunContext. */
  readonly madeFrom?: string;
}

/** A package that a repository has already. */
export interface PresentPackage {
  readonly identity: PackageIdentity;
  readonly present: string;
}

interface Job {
  readonly ref: ReleaseRef;
  readonly context: RunContext;
  /** Told what each stage noticed, also where a later stage fails. */
  readonly note: (diagnostics: readonly Diagnostic[]) => void;
}

/** Takes one release through all stages up to, but not into, the overlay. Throws what the stages throw. */
export async function preparePackage({ ref, context, note }: Job): Promise<PreparedPackage | PresentPackage> {
  const take: Take = ({ value, diagnostics }) => {
    note(diagnostics);
    return value;
  };
  const settings = context.settingsFor(ref);
  const release = take(await fetchChosen(ref, settings, context));
  const madeFrom = context.madeFrom?.(ref, { release, settings });
  const listed = await guessListedProject({ release, settings }, context);
  const known = listed === undefined ? {} : { listed };
  const guess = identify({ release, settings, ...known }, context);
  const early = ref.source === 'pypi' ? whyPresent(guess.value, context) : undefined;
  if (early !== undefined) return { identity: guess.value, present: early };
  const source = take(
    await chooseSource(ref, release, { settings, identity: guess.value, ...known, context }),
  );
  const identity = take(identify({ release, settings, source }, context));
  const present = whyPresent(identity, context);
  if (present !== undefined) return { identity, present };
  note(findVersionDifference(source, release));
  const findings = take(lintPackage(source));
  const pypiProject = source.listed?.project;
  const expanded = await withExtras(source, { context, settings }, take);
  const job = { release, source: expanded, identity, settings, pypiProject };
  const { model, ...narrowable } = take(translateSupported(job, context.index));
  const requires = selectRequiredPackages({ ...job.source, ebuild: model.ebuild, settings }, context.index);
  if (context.explain) note(explainPackage(job.source, requires, context.index));
  const filename = distfileName(originOf(source.candidate, release.project), {
    PN: identity.name,
    PV: identity.pv,
  });
  const from = `${ref.source}:${ref.source === 'pypi' ? release.project : ref.project}`;
  const project = projectName({ release, settings, source });
  const unverified = { model, distfiles: [{ ...source.distfile, filename }] };
  const verified = take(await addProvenance(unverified, release, provenanceContext(context)));
  const made = madeFrom === undefined ? {} : { madeFrom };
  const { needs: testNeeds = [], testModules = 0 } = job.source.suite;
  return {
    identity,
    project,
    requires,
    testNeeds,
    testModules,
    from,
    ...made,
    ...narrowable,
    ...verified,
    findings,
  };
}

/** With `context.now` a release has to be old enough, as it has to be for `update`. */
function fetchChosen(ref: ReleaseRef, settings: PackageSettings, context: RunContext) {
  const { accepts, ...options } = releaseOptions(settings);
  const { now } = context;
  const isOld = (released: string | undefined) => now === undefined || isOldEnough(released, settings, now);
  return sourceOf(ref, context).fetchRelease(ref, {
    ...options,
    accepts: (version, released) => accepts(version) && isOld(released),
  });
}

const provenanceContext = ({ ports, pypiUrl }: RunContext) => ({
  distfiles: ports.distfiles,
  indexUrl: pypiUrl,
});

function sourceOf(ref: ReleaseRef, { sources }: RunContext) {
  const source = sources[ref.source];
  if (source === undefined) {
    throw new EbuildgenError('USAGE_INVALID', `\`${ref.source}\` is not a source of releases`);
  }
  return source;
}

interface Named {
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
  readonly source?: AnalyzedSource;
  /** Before there is a source. */
  readonly listed?: ListedProject;
}

/** As on PyPI, else as the project names itself, else like its repository. */
const projectName = ({ release, source, listed = source?.listed }: Named): string =>
  listed?.project ?? source?.project.name.value ?? release.project;

/**
 * The sdist's spelling of the version counts where it is what the ebuild fetches, or will be as far as we know; else
 * PyPI's.
 */
function identify(named: Named, { index }: RunContext): Staged<PackageIdentity> {
  const { release, settings, source } = named;
  const project = projectName(named);
  const { listed = source?.listed } = named;
  const version = listed?.release?.version ?? release.version;
  const sdist = source === undefined ? trySelectSdist(release) : source.candidate.file;
  const spelled = source === undefined || source.candidate.kind !== 'archive' ? sdist : undefined;
  const filename = spelled === undefined ? {} : { filename: spelled.filename };
  // A repository may hold several projects: one that is known by its own name is not looked up by it.
  const forge = listed === undefined && settings.pypi === undefined ? release.forge : undefined;
  return translateIdentity({ project, version, ...filename, forge, settings, index });
}

function whyPresent({ present }: PackageIdentity, { force }: RunContext): string | undefined {
  return force ? undefined : present;
}

/** A tag that was set before the version was raised: what is built has another version than the ebuild. */
function findVersionDifference(
  { candidate, project }: AnalyzedSource,
  release: UpstreamRelease,
): readonly Diagnostic[] {
  const { version } = project;
  if (candidate.kind !== 'archive' || version === undefined) return [];
  return isSameVersion(version.value, release.version)
    ? []
    : [found['version-differs']({ built: version.value, from: version.from, release: release.version })];
}

/** `foo[bar]` becomes foo and what its extra requires, where the package of foo has no such flag. */
async function withExtras(
  source: AnalyzedSource,
  { context, settings }: Pick<TranslationJob, 'settings'> & { readonly context: RunContext },
  take: Take,
): Promise<AnalyzedSource> {
  const { project, suite } = source;
  const dependencies = take(await expandExtras(project.dependencies, context));
  const tests = take(await expandExtras(suite.dependencies, context));
  const extras = new Map(project.extras);
  for (const extra of ownExtras(settings)) {
    const own = project.extras.get(extra);
    if (own !== undefined) extras.set(extra, take(await expandExtras(own, context)));
  }
  return {
    ...source,
    project: { ...project, dependencies, extras },
    suite: { ...suite, dependencies: tests },
  };
}

/** Those that become part of the ebuild, normalised. */
const ownExtras = ({ extras, use }: PackageSettings): ReadonlySet<string> =>
  new Set([...extras, ...Object.values(use).flat()].map(normalizeName));
