import { isCalendarProject } from '../calendar-projects.ts';
import { listPoetryRequirements, machineCapBase } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';
import { replaceText } from '../toml-edits.ts';

export const calendarCap: Rule = {
  code: 'PO101',
  name: 'calendar-cap',
  title: 'caret or tilde on a calendar-versioned project',
  severity: 'warning',
  why: 'The first number of such a version is a year. A caret then forbids every release after New Year, whether or not anything was broken, and distributions have to patch it out each January.',
  wrong: '[tool.poetry.dependencies]\nattrs = "^25.1"',
  right: '[tool.poetry.dependencies]\nattrs = ">=25.1"',
  fixable: true,
  check: (input) =>
    listPoetryRequirements(input.document)
      .filter((requirement) => requirement.cap !== 'written' && isCalendarProject(requirement, input))
      .map(({ name, text, at }) => {
        const base = machineCapBase(text);
        const instead = base === undefined ? 'a lower bound' : `\`>=${base}\``;
        return {
          message: `\`${name} = "${text}"\` caps a project whose versions are dates; say ${instead}`,
          at,
          ...(base === undefined ? {} : { fix: replaceText(input.document, at, [text, `>=${base}`]) }),
        };
      }),
};
