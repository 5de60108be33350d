import { EbuildgenError } from '../core/errors.ts';

/**
 * The PN that ::gentoo's rule gives a PyPI project: the normalised name (PEP 503), made legal where its end reads as a
 * version (PMS 3.1.2: `foo-2` becomes `foo2`; the ebuild then sets PYPI_PN). Throws DEPENDENCY_INVALID for text that is
 * no project name (PEP 508).
 */
export function projectToPackageName(project: string): string {
  const normalized = normalizeProject(project);
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(normalized))
    throw new EbuildgenError('DEPENDENCY_INVALID', `\`${project}\` is not the name of a Python project`);
  return legalPackageName(normalized);
}

/** PEP 503: lower case, each run of `-`, `_` and `.` one hyphen. */
export function normalizeProject(project: string): string {
  return project.replaceAll(/[-_.]+/g, '-').toLowerCase();
}

/** Joins the last part where it, alone or with a revision after it, would be read as the version. */
function legalPackageName(name: string): string {
  const version = /-(?<version>\d+[a-z]?(?:-r\d+)?)$/.exec(name);
  if (version === null) return name;
  const joined = `${name.slice(0, version.index)}${version.groups?.version?.replaceAll('-', '') ?? ''}`;
  return legalPackageName(joined);
}
