import type { Diagnostic, Staged, Take } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { ReleaseFile, UpstreamRelease } from '../core/release.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { quoteWord } from '../gentoo/bash-quote.ts';
import { normalizeDepset } from '../gentoo/depset-normalize.ts';
import { parseGentooVersion } from '../gentoo/version.ts';
import type { EbuildModel, MetadataXml, PackageModel } from '../model/ebuild.ts';
import type { PackageIndex } from '../model/package-index.ts';
import type { Dependency, ProjectMetadata } from '../model/project.ts';
import type { DependencyVariable, PackageSettings } from '../model/settings.ts';
import type { TestSuite } from '../model/test-suite.ts';
import { translateDescription } from './about/description.ts';
import { translateHomepage } from './about/homepage.ts';
import { translateRemoteIds } from './about/remote-ids.ts';
import { translateCythonSources } from './cython-sources.ts';
import { translateBuildDependencies } from './dependencies/build-dependencies.ts';
import type { DependencyContext } from './dependencies/dependencies.ts';
import { translateOptionalFeatures } from './dependencies/optional-features.ts';
import { translateRuntimeDependencies } from './dependencies/runtime-dependencies.ts';
import type { PackageIdentity } from './identity.ts';
import { translateLibraries } from './libraries/system-libraries.ts';
import { NO_LICENSE, translateLicense } from './licenses/translate-license.ts';
import { translatePreparation } from './preparation.ts';
import { selectPythonTargets } from './python-compat.ts';
import { selectPythonReqUse } from './python-req-use.ts';
import { type ForgeRepository, repositoryOf, tryParseRepository } from './sources/forge-repository.ts';
import { type SourceOrigin, translateSource } from './sources/source-variables.ts';
import { trySpellVersion } from './sources/version-spelling.ts';
import { translateStrayFiles } from './stray-files.ts';
import { type TranslatedTests, translateTests } from './test-settings.ts';

export interface TranslationInput {
  readonly release: UpstreamRelease;
  /** The project's name on PyPI; absent where it is not there. */
  readonly pypiProject?: string;
  /** The file that was fetched, as upstream describes it. */
  readonly file: ReleaseFile;
  readonly origin: SourceOrigin;
  readonly tree: SourceTree;
  readonly identity: PackageIdentity;
  readonly project: ProjectMetadata;
  /** Build requirements that the eclass does not add by itself. */
  readonly buildRequires: readonly Dependency[];
  readonly suite: TestSuite;
  readonly settings: PackageSettings;
  readonly index: PackageIndex;
}

/**
 * The content of a package directory. Throws SOURCE_UNSUPPORTED for what this program cannot write a correct ebuild for.
 */
export function translatePackage(input: TranslationInput): Staged<PackageModel> {
  const diagnostics: Diagnostic[] = [];
  const take: Take = (staged) => {
    diagnostics.push(...staged.diagnostics);
    return staged.value;
  };
  refuseRust(input.project);
  const ebuild = translateEbuild(input, take);
  return { value: { ebuild, metadata: translateMetadata(input) }, diagnostics };
}

/** CRATES and RUST_MIN_VER need the crates' metadata, which is not read yet: half an ebuild would not build. */
function refuseRust({ extension }: ProjectMetadata): void {
  if (!extension.languages.includes('rust')) return;
  const evidence = extension.evidence.join(', ');
  throw new EbuildgenError(
    'SOURCE_UNSUPPORTED',
    `its extension is written in Rust (${evidence}), and CRATES, RUST_MIN_VER and the crates' licences are not read yet`,
    { hint: 'write this ebuild with pycargoebuild, which reads Cargo.lock' },
  );
}

function translateEbuild(input: TranslationInput, take: Take): EbuildModel {
  const { file, identity, suite, settings } = input;
  const pythonCompat = settings.pythonCompat ?? take(selectPythonTargets(input.project, input.index));
  const context = dependencyContext(input, pythonCompat);
  const tests = take(translateTests(suite, settings, context('BDEPEND')));
  const system = take(translateLibraries(input.project.extension, input.index));
  const required = take(translateRuntimeDependencies(input.project, settings, context('RDEPEND')));
  const rdepend = normalizeDepset([...required, ...system.libraries]);
  const build = take(translateBuildDependencies({ ...buildInput(input, tests), system }, context));
  const cython = take(translateCythonSources(input.project.extension));
  const stray = take(translateStrayFiles(input.project.contents));
  const features = take(translateOptionalFeatures({ ...input, rdepend }, context('RDEPEND')));
  const source = translateSource(input.origin, { PN: identity.name, PV: identity.pv }, input.tree.top);
  const described = describe(input, take);
  const flags = ownFlags(settings, tests, rdepend.length > 0);
  return {
    category: identity.category,
    name: identity.name,
    version: parseGentooVersion(identity.pv),
    year: yearOf(file),
    distutils: distutilsSettings(input, pythonCompat),
    ...source,
    inherit: [...source.inherit, ...(features.length === 0 ? [] : ['optfeature'])].sort(),
    ...described,
    slot: '0',
    keywords: input.release.prerelease ? [] : [...settings.keywords].sort(),
    ...flags,
    restrict: [...licenseRestrictions(described.license), ...flags.restrict],
    properties: [],
    rdepend,
    ...build,
    exports: translateExports(input),
    tests: tests.settings,
    functions: [
      ...translatePreparation(input.project.build),
      ...cython,
      ...stray,
      ...tests.functions,
      ...features,
    ],
  };
}

/** Only what the ebuild runs with may be blocked, and only what it is linked against makes it be built again. */
function dependencyContext({ index, project, settings }: TranslationInput, targets: readonly string[]) {
  const pythonVersions = seriesOf(targets);
  const compiled = project.extension.kind !== 'none';
  return (variable: DependencyVariable): DependencyContext => ({
    index,
    bounds: settings.bounds,
    pythonVersions,
    drop: settings.drop[variable] ?? [],
    blockers: variable === 'RDEPEND',
    linked: compiled && variable !== 'BDEPEND',
    areTools: variable === 'BDEPEND',
  });
}

/** `python3_14t` → `3.14`: markers cannot tell a free-threaded build. */
function seriesOf(targets: readonly string[]): readonly string[] {
  const series = targets.map((target) => target.replace(/^python(\d+)_(\d+)t?$/, '$1.$2'));
  return [...new Set(series)];
}

function buildInput({ buildRequires, project, file, settings }: TranslationInput, tests: TranslatedTests) {
  return {
    requires: buildRequires,
    extension: project.extension,
    zip: file.filename.endsWith('.zip'),
    tests: tests.dependencies,
    settings,
  };
}

function distutilsSettings({ project, index }: TranslationInput, pythonCompat: readonly string[]) {
  return {
    extension: project.extension.kind !== 'none',
    backend: index.backendSpelling(project.build.backend.value),
    pythonCompat,
    pythonReqUse: selectPythonReqUse(project.optionalStdlib),
  };
}

function describe(
  { release, pypiProject, identity, project, settings, index }: TranslationInput,
  take: Take,
) {
  const facts = {
    summary: project.summary?.value,
    readme: project.readmeSummary?.value,
    project: release.project,
    packageName: identity.name,
  };
  return {
    description: take(translateDescription(facts)),
    homepage: take(
      translateHomepage({
        urls: project.urls,
        pypiProject,
        repository: repositoryOfRelease(release, project),
      }),
    ),
    license: settings.license ?? take(translateLicense(project.license, index.licenses)),
  };
}

/** Without a licence nobody may pass the files on (rulebook 10.2). */
const licenseRestrictions = (license: string) => (license === NO_LICENSE ? ['bindist', 'mirror'] : []);

/**
 * distutils_enable_tests adds IUSE and RESTRICT for unittest only where RDEPEND is not empty (rulebook 13.2): a
 * `test? ( )` of our own needs them by hand then.
 */
function ownFlags(
  { use }: PackageSettings,
  { settings, dependencies }: TranslatedTests,
  hasRuntime: boolean,
) {
  const testByHand = settings.runner === 'unittest' && !hasRuntime && dependencies.length > 0;
  return {
    iuse: [...Object.keys(use), ...(testByHand ? ['test'] : [])].sort(),
    restrict: testByHand ? ['!test? ( test )'] : [],
  };
}

/** The release's own repository, else the one that the project names. */
function repositoryOfRelease(
  { forge }: UpstreamRelease,
  { urls }: ProjectMetadata,
): ForgeRepository | undefined {
  return forge === undefined ? repositoryOf(urls, undefined) : tryParseRepository(forge.url);
}

/**
 * An archive of a tag has no metadata that says its version, which the build reads from git otherwise (rulebook 5.10).
 */
function translateExports({ project, identity, release }: TranslationInput): EbuildModel['exports'] {
  const { dynamicVersion } = project.build;
  if (dynamicVersion?.pretendVariable === undefined || !dynamicVersion.needed) return [];
  const spelled = trySpellVersion(identity.pv, release.version) ?? { bash: quoteWord(release.version) };
  return [{ name: dynamicVersion.pretendVariable, value: spelled }];
}

/** Of ebuilds whose release has no date: the year in which this program began. */
const firstYear = 2026;

/** The release's year, so that the same input gives the same bytes next year. */
function yearOf({ uploadTime }: ReleaseFile): number {
  const year = Number(uploadTime?.slice(0, 4));
  return Number.isInteger(year) && year >= 1999 && year <= 2999 ? year : firstYear;
}

function translateMetadata({ release, pypiProject, project, settings }: TranslationInput): MetadataXml {
  return {
    maintainers: settings.maintainers,
    useFlags: Object.entries(settings.use).map(([name, extras]) => ({
      name,
      description: `Install what the extra ${extras.join(' and ')} requires`,
    })),
    remoteIds: translateRemoteIds(pypiProject, repositoryOfRelease(release, project)),
  };
}
