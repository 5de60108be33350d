import type { Staged } from '../../core/diagnostic.ts';
import type { UpstreamRelease } from '../../core/release.ts';
import type { EbuildModel, PackageModel } from '../../model/ebuild.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { type CheckOptions, checkEbuild } from '../../repository/check-ebuild.ts';
import type { PackageIdentity } from '../../translate/identity.ts';
import { translatePackage } from '../../translate/package-model.ts';
import { limitPythonTargets } from '../../translate/python-compat.ts';
import type { AnalyzedSource } from '../package/analyze-source.ts';
import { originOf } from '../package/source-candidates.ts';

export interface TranslationJob {
  readonly release: UpstreamRelease;
  readonly source: AnalyzedSource;
  readonly identity: PackageIdentity;
  readonly settings: PackageSettings;
  /** The project's name on PyPI; undefined where it is not there. */
  readonly pypiProject: string | undefined;
}

/** A package whose PYTHON_COMPAT may still turn out to be too wide for its dependencies. */
export interface Narrowable {
  readonly model: PackageModel;
  /** What of the ebuild depends on its interpreters, for fewer of them. Absent where a person decided on them. */
  readonly narrow?: (targets: readonly string[]) => InterpreterDependent;
}

type InterpreterDependent = Pick<EbuildModel, 'distutils' | 'rdepend' | 'depend' | 'bdepend'>;

/** Translates for the interpreters that upstream supports and that all dependencies in the repositories have. */
export function translateSupported(job: TranslationJob, index: PackageIndex): Staged<Narrowable> {
  const { value: model, diagnostics } = translate(job, index);
  if (job.settings.pythonCompat !== undefined || job.settings.missingTargets === 'keep')
    return { value: { model }, diagnostics };
  const narrow = (pythonCompat: readonly string[]): InterpreterDependent => {
    const settings = { ...job.settings, pythonCompat };
    const { distutils, rdepend, depend, bdepend } = translate({ ...job, settings }, index).value.ebuild;
    return { distutils, rdepend, depend, bdepend };
  };
  const limited = limitTargets({ model, narrow }, index);
  return { value: limited.value, diagnostics: [...diagnostics, ...limited.diagnostics] };
}

function translate(job: TranslationJob, index: PackageIndex): Staged<PackageModel> {
  const { release, source, pypiProject, ...rest } = job;
  const { candidate } = source;
  return translatePackage({
    ...rest,
    ...source,
    release: candidate.forge === undefined ? release : { ...release, forge: candidate.forge },
    ...(pypiProject === undefined ? {} : { pypiProject }),
    file: candidate.file,
    origin: originOf(candidate, release.project),
    index,
  });
}

/** The same package where all its dependencies have its interpreters, else one with fewer; what goes is reported. */
export function limitTargets<T extends Narrowable>(
  narrowable: T,
  index: PackageIndex,
  { planned }: Pick<CheckOptions, 'planned'> = {},
): Staged<T> {
  const { model, narrow } = narrowable;
  if (narrow === undefined) return { value: narrowable, diagnostics: [] };
  const { pythonCompat } = model.ebuild.distutils;
  const options = { limitsTargets: true, ...(planned === undefined ? {} : { planned }) };
  const { supported } = checkEbuild(index, model.ebuild, options);
  const { value: targets, diagnostics } = limitPythonTargets(pythonCompat, supported);
  if (targets.length === pythonCompat.length) return { value: narrowable, diagnostics };
  const ebuild = { ...model.ebuild, ...narrow(targets) };
  return { value: { ...narrowable, model: { ...model, ebuild } }, diagnostics };
}
