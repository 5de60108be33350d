import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { PythonParser } from '../core/ports.ts';
import type { CoreMetadata } from '../core/release.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { BuildSystem, Fact, ProjectMetadata } from '../model/project.ts';
import { detectBackend, isPythonProject } from './build/backend.ts';
import { type BuildResult, foreseeBuild } from './build/build-result.ts';
import { readBuildSystem } from './build/build-system.ts';
import { compareSources } from './compare-sources.ts';
import { type Declared, type DeclaredField, firstSaid } from './declared.ts';
import { explainDependencies } from './dependency-caps.ts';
import { found } from './findings.ts';
import { readDevelopmentGroups } from './formats/development-groups.ts';
import { readEggInfo } from './formats/egg-info.ts';
import { tryReadTomlFile } from './formats/toml-file.ts';
import { collectLicenseEvidence } from './license-evidence.ts';
import { findReadmeSummary } from './readme-summary.ts';
import { expandSelfExtras } from './self-extras.ts';
import { readIndexSources, readPkgInfo } from './sources.ts';
import { staged } from './staged.ts';
import { readStaticSources } from './static-sources.ts';

export interface AnalyzeContext {
  /** From the index's document; its fields are asked last. */
  readonly index: CoreMetadata;
  /** METADATA of the release's wheel (PEP 658), where it was fetched: asked when the tree is silent. */
  readonly wheelMetadata?: CoreMetadata;
  /** The release's name upstream (of the repository, for a forge), taken where nothing else names the project. */
  readonly fallbackName?: string;
  /** The whole archive, where the tree is a folder of it. */
  readonly archive?: SourceTree;
  /** Without it setup.py is not read. */
  readonly parsePython?: PythonParser;
}

/**
 * Works out what a source tree builds and requires. One order of precedence for every field: PKG-INFO where PEP 643
 * makes it binding, the declarations that the backend reads, PKG-INFO otherwise, `*.egg-info`, the wheel's METADATA, the
 * index, and last what could be read of setup.py in part.
 * Throws METADATA_INVALID where a file that the backend must read cannot be parsed, or nothing names the project.
 */
export function analyze(tree: SourceTree, context: AnalyzeContext): Staged<ProjectMetadata> {
  const { index, parsePython } = context;
  const diagnostics: Diagnostic[] = [];
  const take = <T>(read: Staged<T>): T => {
    diagnostics.push(...read.diagnostics);
    return read.value;
  };
  const pyproject = tryReadTomlFile(tree, 'pyproject.toml');
  const reading = {
    tree,
    pyproject,
    ...(parsePython === undefined ? {} : { parse: parsePython }),
    ...(index.version === undefined ? {} : { release: index.version }),
  };
  const detected = take(detectBackend(tree, pyproject?.table));
  const pkgInfo = take(readPkgInfo(tree, index.version));
  const declared = take(readStaticSources(detected.family, reading));
  const eggInfo = readEggInfo(tree);
  const documents = readIndexSources({ index, wheel: context.wheelMetadata });
  const sdist = [...pkgInfo.advisory, ...eggInfo.value];
  const whole = [...pkgInfo.binding, ...declared.whole, ...sdist, ...documents.value];
  const sources = [
    ...whole,
    ...declared.partial,
    ...take(readFallback(whole, isPythonProject(tree) ? context.fallbackName : undefined)),
  ];
  const recorded = [pkgInfo.requirements, eggInfo.diagnostics, documents.diagnostics].flat();
  diagnostics.push(...compareSources(whole, { declared, sdist, recorded }));
  const build = take(readBuildSystem({ pyproject, detected, declared: declared.whole, pkgInfo }));
  const groups = take(readDevelopmentGroups(tree, pyproject, tryReadTomlFile(tree, 'hatch.toml')));
  const project = assemble({ sources, declared: declared.whole, build, groups }, tree, context.archive);
  const built = take(foreseeBuild({ tree, project, parse: parsePython }));
  const open = firstSaid(whole, 'dependencies') === undefined ? { dependenciesOpen: true } : {};
  return staged({ ...project, ...built, ...open }, diagnostics);
}

/** A setup.py that only a program can read may be the one place with the name. */
function readFallback(sources: readonly Declared[], name: string | undefined): Staged<readonly Declared[]> {
  if (name === undefined || firstSaid(sources, 'name') !== undefined) return staged([]);
  return staged([{ from: 'repository', name }], [found['name-guessed']({ name })]);
}

interface Parts {
  /** All, the strongest first. */
  readonly sources: readonly Declared[];
  readonly declared: readonly Declared[];
  readonly build: BuildSystem;
  readonly groups: ProjectMetadata['groups'];
}

type Declaration = Omit<ProjectMetadata, keyof BuildResult>;

function assemble(
  { sources, declared, build, groups }: Parts,
  tree: SourceTree,
  archive?: SourceTree,
): Declaration {
  const name = firstSaid(sources, 'name');
  if (name === undefined)
    throw new EbuildgenError('METADATA_INVALID', 'nothing in the source tree names the project', {
      hint: 'Give the PyPI name of the project',
    });
  const extras = explainedExtras(sources, declared);
  const dependencies = firstSaid(sources, 'dependencies')?.value ?? [];
  const explained = explainDependencies(dependencies, firstSaid(declared, 'dependencies')?.value ?? []);
  const readmeSummary = findReadmeSummary(tree);
  const development = new Map([...groups, ...declared.flatMap((source) => [...(source.groups ?? [])])]);
  return {
    name,
    ...optional(sources, 'version'),
    ...optional(sources, 'summary'),
    ...(readmeSummary === undefined ? {} : { readmeSummary }),
    ...optional(sources, 'requiresPython'),
    classifiers: firstSaid(sources, 'classifiers')?.value ?? [],
    urls: firstSaid(sources, 'urls')?.value ?? [],
    license: collectLicenseEvidence(sources, tree, archive),
    build,
    dependencies: expandSelfExtras(new Map([['', explained]]), extras, name.value).get('') ?? [],
    extras: expandSelfExtras(extras, extras, name.value),
    groups: expandSelfExtras(development, extras, name.value),
    entryPoints: firstSaid(sources, 'entryPoints')?.value ?? new Map(),
  };
}

function explainedExtras(
  sources: readonly Declared[],
  declared: readonly Declared[],
): ProjectMetadata['extras'] {
  const written = firstSaid(declared, 'extras')?.value;
  const extras = firstSaid(sources, 'extras')?.value ?? new Map();
  return new Map(
    [...extras].map(([name, list]) => [name, explainDependencies(list, written?.get(name) ?? [])]),
  );
}

function optional<Field extends DeclaredField & ('version' | 'summary' | 'requiresPython')>(
  sources: readonly Declared[],
  field: Field,
): { readonly [Key in Field]?: Fact<string> } {
  const said = firstSaid(sources, field);
  return (said === undefined ? {} : { [field]: said }) as { readonly [Key in Field]?: Fact<string> };
}
