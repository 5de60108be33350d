import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { BuildSystem, ProjectMetadata } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { readContents } from '../contents/read-contents.ts';
import { detectExtension } from '../extension/detect-extension.ts';
import { tryReadSetupCfg } from '../formats/setup-cfg.ts';
import { readSetupCall } from '../formats/setup-py.ts';
import { tryReadTomlFile } from '../formats/toml-file.ts';
import { findOptionalStdlib } from '../optional-stdlib.ts';
import { mayUseSetuptools } from '../setuptools-use.ts';

export interface BuildResultSource {
  readonly tree: SourceTree;
  /** The distribution's name as written. */
  readonly project: string;
  readonly build: BuildSystem;
  readonly entryPoints: ProjectMetadata['entryPoints'];
  readonly parse?: PythonParser | undefined;
}

type BuildResult = Pick<ProjectMetadata, 'contents' | 'extension' | 'optionalStdlib' | 'usesSetuptools'>;

/** What building the tree will give: the names in site-packages, compiled code, and what it needs of the interpreter. */
export function foreseeBuild({
  tree,
  project,
  build,
  entryPoints,
  parse,
}: BuildResultSource): Staged<BuildResult> {
  const common = {
    tree,
    backend: build.backend.value,
    buildRequires: new Set(build.requires.map(({ requirement }) => normalizeName(requirement.name))),
    pyproject: tryReadTomlFile(tree, 'pyproject.toml')?.table,
    setupCall: readSetupCall({ tree, ...(parse === undefined ? {} : { parse }) }),
  };
  const contents = readContents({
    ...common,
    project,
    buildBackend: build.buildBackend,
    setupCfg: tryReadSetupCfg(tree),
    hatchToml: tryReadTomlFile(tree, 'hatch.toml')?.table,
  });
  const extension = detectExtension({ ...common, parse });
  const installed = { tree, topLevel: contents.value.topLevel };
  const optionalStdlib = findOptionalStdlib({
    ...installed,
    entryModules: [...entryPoints.values()].flatMap((group) => [...group.values()].map(moduleOf)),
    parse,
  });
  const diagnostics: readonly Diagnostic[] = [...contents.diagnostics, ...extension.diagnostics];
  const usesSetuptools = mayUseSetuptools(tree);
  return {
    value: { contents: contents.value, extension: extension.value, optionalStdlib, usesSetuptools },
    diagnostics,
  };
}

/** `spam.cli:main [extra]` → `spam.cli` */
function moduleOf(reference: string): string {
  return reference.split(/[:[\s]/, 1)[0] ?? reference;
}
