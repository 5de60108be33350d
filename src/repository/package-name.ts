import { EbuildgenError } from '../core/errors.ts';
import { splitVersion } from '../gentoo/name.ts';
import { isValidName, normalizeName } from '../python/name.ts';

/**
 * The PN that ::gentoo's rule gives a PyPI project: the normalised name, made legal where its end reads as a version
 * (PMS 3.1.2: `foo-2` becomes `foo2`; the ebuild then sets PYPI_PN). Throws DEPENDENCY_INVALID for text that is no
 * project name.
 */
export function projectToPackageName(project: string): string {
  if (!isValidName(project))
    throw new EbuildgenError('DEPENDENCY_INVALID', `\`${project}\` is not the name of a Python project`);
  return legalPackageName(normalizeName(project));
}

function legalPackageName(name: string): string {
  const split = splitVersion(name);
  return split === undefined ? name : legalPackageName(`${split.name}${split.version.replaceAll('-', '')}`);
}
