import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { BuildSystem, Dependency, DynamicVersion, UnneededRequirement } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { stringsAt } from '../../toml/values.ts';
import { type Declared, firstSaid } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { selectVersionTool } from '../dynamic-version.ts';
import { found } from '../findings.ts';
import type { TomlFile } from '../formats/toml-file.ts';
import type { PkgInfo } from '../sources.ts';
import { staged } from '../staged.ts';
import type { DetectedBackend } from './backend.ts';
import { isNeverNeeded } from './build-requires.ts';

interface BuildParts {
  readonly pyproject: TomlFile | undefined;
  readonly detected: DetectedBackend;
  readonly declared: readonly Declared[];
  readonly pkgInfo: PkgInfo;
}

/** `[build-system]` with `setup_requires` and the tool that makes the version. */
export function readBuildSystem({ pyproject, detected, declared, pkgInfo }: BuildParts): Staged<BuildSystem> {
  const written = readDependencies(stringsAt(pyproject?.table, 'build-system', 'requires') ?? [], {
    from: 'pyproject.toml [build-system] requires',
    file: 'pyproject.toml',
    ...(pyproject === undefined ? {} : { lineOf: pyproject.lines.ofString }),
  });
  const enforced = firstSaid(declared, 'buildRequires')?.value ?? [];
  const requires = [...written.value, ...enforced];
  const unneeded = enforced.filter(({ requirement }) => isNeverNeeded(requirement.name));
  const version = selectVersionTool({
    pyproject: pyproject?.table,
    buildRequires: new Set(requires.map(({ requirement }) => normalizeName(requirement.name))),
    isStatic: firstSaid(declared, 'version') !== undefined,
    hasPkgInfo: pkgInfo.metadata?.version !== undefined,
  });
  const { backend, buildBackend, backendPath, needsSetupPy } = detected;
  const value: BuildSystem = {
    backend,
    ...(buildBackend === undefined ? {} : { buildBackend }),
    backendPath,
    ...(needsSetupPy === undefined ? {} : { needsSetupPy }),
    requires,
    ...(version === undefined ? {} : { dynamicVersion: version }),
  };
  return staged(unneeded.length === 0 ? value : { ...value, unneeded: unneeded.map(toUnneeded) }, [
    ...written.diagnostics,
    ...unneeded.map(remark),
    ...remarkOnVersion(version),
  ]);
}

/** setuptools insists on `setup_requires` when it builds (rulebook 5.4), also on what a build never uses. */
function toUnneeded({ requirement, where }: Dependency): UnneededRequirement {
  return { name: requirement.name, file: where.file === 'setup.cfg' ? 'setup.cfg' : 'setup.py' };
}

function remarkOnVersion(version: DynamicVersion | undefined): readonly Diagnostic[] {
  if (version === undefined || !version.needed || version.pretendVariable !== undefined) return [];
  return [found['version-from-git']({ tool: version.tool }, { file: 'pyproject.toml' })];
}

function remark({ requirement, where }: Dependency): Diagnostic {
  return found['setup-requires-removed']({ requirement: requirement.name }, where);
}
