import { isDataProject } from '../../python/calendar-version.ts';
import { satisfies } from '../../python/specifier-match.ts';
import { compareVersions, isPrerelease, tryParseVersion } from '../../python/version.ts';
import { isCalendarProject } from '../calendar-projects.ts';
import { listPoetryRequirements, type PoetryRequirement } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';

export const capExcludesRelease: Rule = {
  code: 'PO103',
  name: 'cap-excludes-release',
  title: 'caret cap that excludes a release that exists',
  severity: 'warning',
  why: 'Poetry writes the caret by itself. Once the next major version is out, the cap keeps the project from being installed beside anything that needs it, though nobody decided that it does not work.',
  wrong: '[tool.poetry.dependencies]\nrich = "^13.0"  # rich 14 is out',
  right: '[tool.poetry.dependencies]\nrich = ">=13.0"',
  fixable: false,
  unfixed:
    'Whether to raise the cap or to drop it depends on whether the newer release works, which a person has to try.',
  check: (input) =>
    listPoetryRequirements(input.document)
      .filter(({ cap, project }) => cap !== 'written' && !isDataProject(project))
      .filter((requirement) => !isCalendarProject(requirement, input))
      .flatMap((requirement) => {
        const newer = newestAbove(requirement, input.releases.get(requirement.project) ?? []);
        const { name, text, at } = requirement;
        return newer === undefined
          ? []
          : [
              {
                message: `\`${name} = "${text}"\` excludes ${newer}, which is out; raise or drop the cap`,
                at,
              },
            ];
      }),
};

/** The newest final version, where the constraint allows an older one but not that. */
function newestAbove({ specifiers }: PoetryRequirement, known: readonly string[]): string | undefined {
  const finals = known
    .map((text) => ({ text, version: tryParseVersion(text) }))
    .flatMap(({ text, version }) =>
      version === undefined || isPrerelease(version) ? [] : [{ text, version }],
    )
    .sort((a, b) => compareVersions(a.version, b.version));
  const newest = finals.at(-1);
  if (newest === undefined || satisfies(newest.version, specifiers)) return undefined;
  return finals.some(({ version }) => satisfies(version, specifiers)) ? newest.text : undefined;
}
