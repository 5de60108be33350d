import { tryParseSpecifiers } from '../../python/specifier.ts';
import { satisfies } from '../../python/specifier-match.ts';
import { parseVersion } from '../../python/version.ts';

const PREFIX = 'Programming Language :: Python';

/** The series that poetry-core 2.3 knows. */
const SERIES = ['2.7', ...Array.from({ length: 11 }, (_, index) => `3.${index + 4}`)];

/** Every release of those, by the major version, read once: every project is asked about all of them. */
const RELEASES = ['2', '3'].map((major) => {
  const series = SERIES.filter((one) => one.startsWith(`${major}.`));
  const patches = Array.from({ length: 24 }, (_, patch) => patch);
  return {
    major,
    versions: series.flatMap((one) => patches.map((patch) => parseVersion(`${one}.${patch}`))),
  };
});

/** What poetry-core takes where the project names no version. */
const ANY_PYTHON = '>=2.7,!=3.0.*,!=3.1.*,!=3.2.*,!=3.3.*';

/** The classifiers that poetry-core adds of itself: one for each series of Python that the project allows. */
export function withPythonClassifiers(
  classifiers: readonly string[],
  requiresPython: string | undefined,
): readonly string[] {
  const specifiers = tryParseSpecifiers(requiresPython ?? ANY_PYTHON);
  if (specifiers === undefined) return classifiers;
  const series = SERIES.filter((one) => satisfies(one, specifiers));
  const majors = RELEASES.filter(({ versions }) => versions.some((one) => satisfies(one, specifiers)));
  const added = [...majors.map(({ major }) => major), ...series].map((version) => `${PREFIX} :: ${version}`);
  return [...new Set([...classifiers, ...added])].sort();
}
