import { areCalendarVersions, isDataProject, startsWithYear } from '../python/calendar-version.ts';
import { tryParseVersion } from '../python/version.ts';
import type { PoetryRequirement } from './poetry-requirements.ts';
import type { LintInput } from './rule.ts';

/** Projects whose major number is a year of two digits; known so that no index need be asked. */
const SHORT_YEARS: ReadonlySet<string> = new Set([
  'argon2-cffi',
  'attrs',
  'automat',
  'black',
  'constantly',
  'faust-cchardet',
  'hyperlink',
  'incremental',
  'packaging',
  'pip',
  'pyopenssl',
  'service-identity',
  'structlog',
  'towncrier',
  'treq',
  'twisted',
]);

/** Whether a project counts its versions by the calendar, so that a caret says nothing about compatibility. */
export function isCalendarProject(
  { project, specifiers }: Pick<PoetryRequirement, 'project' | 'specifiers'>,
  { releases }: Pick<LintInput, 'releases'>,
): boolean {
  if (isDataProject(project)) return false;
  const known = (releases.get(project) ?? []).flatMap((text) => tryParseVersion(text) ?? []);
  if (SHORT_YEARS.has(project) || areCalendarVersions(known)) return true;
  return specifiers.some((clause) => clause.operator !== '===' && startsWithYear(clause.version));
}
