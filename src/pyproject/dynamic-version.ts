import type { DynamicVersion } from '../model/project.ts';
import { type TomlTable, tableAt, valueAt } from '../toml/values.ts';

interface VersionTool {
  readonly tool: string;
  /** Normalised name of the distribution among the build requirements. */
  readonly distribution: string;
  /** Variable that replaces the reading of the VCS; absent where the tool has none. */
  readonly pretendVariable?: string;
  /** Key below `[tool]` that is true where it is switched on; it then replaces a version that stands in the tree. */
  readonly enabledBy?: readonly string[];
  /** Table below `[tool]` whose mere presence makes it read the VCS, though a version stands in the tree. */
  readonly startedBy?: string;
}

/** Rulebook 5.10 and the tools' own manuals. The first that applies is taken. */
const VERSION_TOOLS: readonly VersionTool[] = [
  { tool: 'hatch-vcs', distribution: 'hatch-vcs', pretendVariable: 'SETUPTOOLS_SCM_PRETEND_VERSION' },
  { tool: 'flit-scm', distribution: 'flit-scm', pretendVariable: 'SETUPTOOLS_SCM_PRETEND_VERSION' },
  {
    tool: 'setuptools-scm',
    distribution: 'setuptools-scm',
    pretendVariable: 'SETUPTOOLS_SCM_PRETEND_VERSION',
    startedBy: 'setuptools_scm',
  },
  {
    tool: 'vcs-versioning',
    distribution: 'vcs-versioning',
    pretendVariable: 'VCS_VERSIONING_PRETEND_VERSION',
  },
  { tool: 'versioningit', distribution: 'versioningit' },
  {
    tool: 'poetry-dynamic-versioning',
    distribution: 'poetry-dynamic-versioning',
    pretendVariable: 'POETRY_DYNAMIC_VERSIONING_BYPASS',
    enabledBy: ['poetry-dynamic-versioning', 'enable'],
  },
  { tool: 'setuptools-git-versioning', distribution: 'setuptools-git-versioning' },
  { tool: 'versioneer', distribution: 'versioneer' },
  { tool: 'calver', distribution: 'calver' },
  { tool: 'dunamai', distribution: 'dunamai' },
  {
    tool: 'uv-dynamic-versioning',
    distribution: 'uv-dynamic-versioning',
    pretendVariable: 'UV_DYNAMIC_VERSIONING_BYPASS',
  },
  { tool: 'pbr', distribution: 'pbr', pretendVariable: 'PBR_VERSION' },
];

export interface VersionContext {
  readonly pyproject: TomlTable | undefined;
  /** Normalised names of all build requirements. */
  readonly buildRequires: ReadonlySet<string>;
  /** The tree states the version statically for this backend. */
  readonly isStatic: boolean;
  /** PKG-INFO of an sdist is there, from which the tools take the version. */
  readonly hasPkgInfo: boolean;
}

/** The tool that makes the version at build time; undefined where the version is in the tree. */
export function selectVersionTool(context: VersionContext): DynamicVersion | undefined {
  if (!context.isStatic && isPdmScm(context))
    return { tool: 'pdm-backend', pretendVariable: 'PDM_BUILD_SCM_VERSION', needed: !context.hasPkgInfo };
  const tool = VERSION_TOOLS.find((row) => applies(row, context));
  if (tool === undefined) return undefined;
  const { pretendVariable } = tool;
  return {
    tool: tool.tool,
    ...(pretendVariable === undefined ? {} : { pretendVariable }),
    needed: !context.hasPkgInfo,
  };
}

function applies(
  { distribution, enabledBy, startedBy }: VersionTool,
  { buildRequires, pyproject, isStatic }: VersionContext,
): boolean {
  if (!buildRequires.has(distribution)) return false;
  if (enabledBy !== undefined) return valueAt(pyproject, 'tool', ...enabledBy) === true;
  return !isStatic || (startedBy !== undefined && tableAt(pyproject, 'tool', startedBy) !== undefined);
}

function isPdmScm({ pyproject, buildRequires }: VersionContext): boolean {
  const source = tableAt(pyproject, 'tool', 'pdm', 'version')?.source;
  return source === 'scm' && (buildRequires.has('pdm-backend') || buildRequires.has('pdm-pep517'));
}
