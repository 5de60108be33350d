import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Where } from '../../core/errors.ts';
import { PYTHON_USEDEP } from '../../gentoo/atom.ts';
import type { FoundPackage, PackageIndex, PythonUse } from '../../model/package-index.ts';
import type { Requirement } from '../../python/requirement.ts';
import { found } from '../findings.ts';

/** The package that a requirement names, with the USE dependencies that each atom of it has. */
export interface DependencyTarget extends Pick<FoundPackage, 'category' | 'name' | 'slot' | 'subslot'> {
  readonly use: readonly string[];
}

export function findTarget(
  requirement: Requirement,
  index: PackageIndex,
  where: Where,
): Staged<DependencyTarget> {
  const target = index.find(requirement.name);
  const flags = requirement.extras.filter((extra) => isFlagOf(extra, target, index));
  const { category, name, slot, subslot } = target;
  const value: DependencyTarget = {
    category,
    name,
    ...(slot === undefined ? {} : { slot }),
    ...(subslot === undefined ? {} : { subslot }),
    use: [...(target.use ?? []), ...flags, ...pythonUse[target.python ?? 'targets']],
  };
  return { value, diagnostics: remarks(requirement, target, where) };
}

/**
 * PYTHON_SINGLE_USEDEP has a value in ebuilds with DISTUTILS_SINGLE_IMPL alone; elsewhere it would leave `[]`, which
 * Portage takes for no atom.
 */
const pythonUse = {
  targets: [PYTHON_USEDEP],
  single: [],
  none: [],
} as const satisfies Record<PythonUse, readonly string[]>;

/**
 * Whether an extra may be written as a USE dependency: every version of the package has a flag of that name (else
 * Portage refuses the atom, and pkgcheck reports MissingUseDepDefault).
 */
export function isFlagOf(extra: string, { category, name }: FoundPackage, index: PackageIndex): boolean {
  const versions = index.versions(category, name);
  const hasFlag = (iuse: readonly string[]) => iuse.some((flag) => flag.replace(/^[+-]/, '') === extra);
  return versions.length > 0 && versions.every(({ iuse }) => hasFlag(iuse));
}

/** Whether the package exists is checked on the finished ebuild, by the repository stage. */
function remarks({ name: project }: Requirement, target: FoundPackage, where: Where): readonly Diagnostic[] {
  const atom = `${target.category}/${target.name}`;
  const others = target.others?.map((other) => `\`${other}\``).join(', ');
  return [
    ...(others === undefined ? [] : [found['package-ambiguous']({ project, atom, others }, where)]),
    ...(target.python === 'single' ? [found['dependency-single']({ atom }, where)] : []),
  ];
}
