import type { Staged } from '../../core/diagnostic.ts';
import type { PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { ProjectMetadata } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { readContents } from '../contents/read-contents.ts';
import { detectExtension } from '../extension/detect-extension.ts';
import { tryReadSetupCfg } from '../formats/setup-cfg.ts';
import { readSetupCall } from '../formats/setup-py.ts';
import { tryReadTomlFile } from '../formats/toml-file.ts';
import { findOptionalStdlib } from '../optional-stdlib.ts';
import { mayUseSetuptools } from '../setuptools-use.ts';
import { findUndeclared } from '../undeclared-imports.ts';

export interface BuildResultSource {
  readonly tree: SourceTree;
  readonly project: Pick<
    ProjectMetadata,
    'name' | 'build' | 'entryPoints' | 'dependencies' | 'extras' | 'groups'
  >;
  readonly parse?: PythonParser | undefined;
}

export type BuildResult = Pick<
  ProjectMetadata,
  'contents' | 'extension' | 'optionalStdlib' | 'undeclared' | 'usesSetuptools'
>;

/** What building the tree will give: the names in site-packages, compiled code, and what loading it needs. */
export function foreseeBuild({ tree, project, parse }: BuildResultSource): Staged<BuildResult> {
  const { build, entryPoints } = project;
  const common = {
    tree,
    backend: build.backend.value,
    buildRequires: new Set(build.requires.map(({ requirement }) => normalizeName(requirement.name))),
    pyproject: tryReadTomlFile(tree, 'pyproject.toml')?.table,
    setupCall: readSetupCall({ tree, ...(parse === undefined ? {} : { parse }) }),
  };
  const contents = readContents({
    ...common,
    project: project.name.value,
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
  const undeclared = findUndeclared({ tree, topLevel: ownNames(contents.value), parse }, project);
  const parts: readonly Staged<unknown>[] = [contents, extension, undeclared];
  return {
    value: {
      contents: contents.value,
      extension: extension.value,
      optionalStdlib,
      undeclared: undeclared.value,
      usesSetuptools: mayUseSetuptools(tree),
    },
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Without tests and documentation that land in site-packages by mistake: nothing imports them there. */
function ownNames({ topLevel, stray }: ProjectMetadata['contents']): readonly string[] | undefined {
  const strays = new Set(stray.map(({ path }) => path.replace(/\/$/, '')));
  return topLevel?.filter((name) => !strays.has(name));
}

/** `spam.cli:main [extra]` → `spam.cli` */
function moduleOf(reference: string): string {
  return reference.split(/[:[\s]/, 1)[0] ?? reference;
}
