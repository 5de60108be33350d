import type { Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { PythonParser } from '../core/ports.ts';
import type { CoreMetadata } from '../core/release.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { BuildSystem, Fact, ProjectMetadata } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { type DetectedBackend, detectBackend } from './backend.ts';
import { type Declared, type DeclaredField, firstSaid } from './declared.ts';
import { readDependencies } from './dependencies.ts';
import { selectVersionTool } from './dynamic-version.ts';
import { collectLicenseEvidence } from './license-evidence.ts';
import { readProjectTable } from './project-table.ts';
import { readIndexSources } from './sources.ts';
import { staged } from './staged.ts';
import { stringsAt } from './toml.ts';
import { type TomlFile, tryReadTomlFile } from './toml-file.ts';

export interface AnalyzeContext {
  /** From the index's document; its fields are asked last. */
  readonly index: CoreMetadata;
  /** METADATA of the release's wheel (PEP 658), where it was fetched: asked when the tree is silent. */
  readonly wheelMetadata?: CoreMetadata;
  /** Without it setup.py is not read. */
  readonly parsePython?: PythonParser;
}

/**
 * Works out what a source tree builds and requires. One order of precedence for every field: the declarations that the
 * backend reads, the wheel's METADATA, the index.
 * Throws METADATA_INVALID where a file that the backend must read cannot be parsed, or nothing names the project.
 */
export function analyze(tree: SourceTree, context: AnalyzeContext): Staged<ProjectMetadata> {
  const file = tryReadTomlFile(tree, 'pyproject.toml');
  const backend = detectBackend(tree, file?.table);
  const project = file === undefined ? undefined : readProjectTable(file, tree);
  const index = readIndexSources({
    index: context.index,
    ...(context.wheelMetadata === undefined ? {} : { wheel: context.wheelMetadata }),
  });
  const declared = [project].flatMap((read) => (read === undefined ? [] : [read.value]));
  const sources = [...declared, ...index.value];
  const build = readBuildSystem(file, backend.value, { declared, hasPkgInfo: tree.has('PKG-INFO') });
  const value = assemble(sources, build.value, tree);
  const diagnostics = [backend, project, index, build].flatMap((read) => read?.diagnostics ?? []);
  return staged(value, diagnostics);
}

function assemble(sources: readonly Declared[], build: BuildSystem, tree: SourceTree): ProjectMetadata {
  const name = firstSaid(sources, 'name');
  if (name === undefined)
    throw new EbuildgenError('METADATA_INVALID', 'nothing in the source tree names the project', {
      hint: 'Give the PyPI name of the project',
    });
  return {
    name,
    ...optional(sources, 'version'),
    ...optional(sources, 'summary'),
    ...optional(sources, 'requiresPython'),
    classifiers: firstSaid(sources, 'classifiers')?.value ?? [],
    urls: firstSaid(sources, 'urls')?.value ?? [],
    license: collectLicenseEvidence(sources, tree),
    build,
    dependencies: firstSaid(sources, 'dependencies')?.value ?? [],
    extras: firstSaid(sources, 'extras')?.value ?? new Map(),
    groups: firstSaid(sources, 'groups')?.value ?? new Map(),
    entryPoints: firstSaid(sources, 'entryPoints')?.value ?? new Map(),
    extension: { kind: 'none', evidence: [], languages: [], libraries: [] },
    contents: { topLevel: undefined, stray: [] },
    optionalStdlib: [],
  };
}

function optional<Field extends DeclaredField & ('version' | 'summary' | 'requiresPython')>(
  sources: readonly Declared[],
  field: Field,
): { readonly [Key in Field]?: Fact<string> } {
  const said = firstSaid(sources, field);
  return (said === undefined ? {} : { [field]: said }) as { readonly [Key in Field]?: Fact<string> };
}

function readBuildSystem(
  file: TomlFile | undefined,
  detected: DetectedBackend,
  context: { readonly declared: readonly Declared[]; readonly hasPkgInfo: boolean },
): Staged<BuildSystem> {
  const requires = readDependencies(stringsAt(file?.table, 'build-system', 'requires') ?? [], {
    from: 'pyproject.toml [build-system] requires',
    file: 'pyproject.toml',
    ...(file === undefined ? {} : { lineOf: file.lines.ofString }),
  });
  const version = selectVersionTool({
    family: detected.family,
    pyproject: file?.table,
    buildRequires: new Set(requires.value.map(({ requirement }) => normalizeName(requirement.name))),
    isStatic: firstSaid(context.declared, 'version') !== undefined,
    hasPkgInfo: context.hasPkgInfo,
  });
  const { backend, buildBackend, backendPath } = detected;
  const value: BuildSystem = {
    backend,
    ...(buildBackend === undefined ? {} : { buildBackend }),
    backendPath,
    requires: requires.value,
    ...(version === undefined ? {} : { dynamicVersion: version }),
  };
  return staged(value, requires.diagnostics);
}
