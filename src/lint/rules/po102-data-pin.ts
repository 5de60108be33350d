import { isDataProject } from '../../python/calendar-version.ts';
import { hasUpperBound, listPoetryRequirements, machineCapBase } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';
import { replaceText } from '../toml-edits.ts';

export const dataPin: Rule = {
  code: 'PO102',
  name: 'data-pin',
  title: 'pin on a data package',
  severity: 'warning',
  why: 'Packages such as tzdata, certifi and pytz hold data that the world changes. Their newest release is the one to have; a cap keeps users on outdated time zones or certificates.',
  wrong: '[tool.poetry.dependencies]\ntzdata = "^2024.1"',
  right: '[tool.poetry.dependencies]\ntzdata = ">=2024.1"',
  fixable: true,
  check: ({ document }) =>
    listPoetryRequirements(document)
      .filter(({ project, specifiers }) => isDataProject(project) && hasUpperBound(specifiers))
      .map(({ name, text, at }) => {
        const base = machineCapBase(text) ?? exactVersion(text);
        const instead = base === undefined ? 'at most a lower bound' : `\`>=${base}\``;
        return {
          message: `\`${name} = "${text}"\` pins a package that is data; say ${instead}`,
          at,
          ...(base === undefined ? {} : { fix: replaceText(document, at, [text, `>=${base}`]) }),
        };
      }),
};

/** Poetry reads a bare version as `==`. */
function exactVersion(text: string): string | undefined {
  return /^\s*={0,2}\s*(?<version>\d[\w.!-]*)\s*$/.exec(text)?.groups?.version;
}
