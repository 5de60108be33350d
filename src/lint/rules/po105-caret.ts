import { isDataProject } from '../../python/calendar-version.ts';
import { entriesAt } from '../../toml/values.ts';
import { isCalendarProject } from '../calendar-projects.ts';
import { listPoetryRequirements, type PoetryRequirement } from '../poetry-requirements.ts';
import type { LintInput, Observation, Rule } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const caret: Rule = {
  code: 'PO105',
  name: 'caret',
  title: 'caret on 0.x, or on a dependency of a library',
  severity: 'note',
  why: 'Before 1.0 a caret allows one minor series only, so that every other month it is too strict. In a library, any caret becomes a cap for all who use the library, who cannot lift it.',
  wrong: '[tool.poetry.dependencies]\nhttpx = "^0.27"',
  right: '[tool.poetry.dependencies]\nhttpx = ">=0.27"',
  fixable: false,
  unfixed:
    'A cap may stand for a release that is known to break the project, which only its author can tell.',
  check: (input) => {
    const carets = listPoetryRequirements(input.document).filter(
      (requirement) =>
        requirement.cap === 'caret' &&
        !isDataProject(requirement.project) &&
        !isCalendarProject(requirement, input),
    );
    const early = carets.filter(isEarly);
    const others = carets.filter((requirement) => !isEarly(requirement));
    return [...early.map(aboutEarly), ...(isLibrary(input) ? aboutLibrary(others) : [])];
  },
};

/** The cap lies below 1. */
function isEarly({ specifiers }: PoetryRequirement): boolean {
  return specifiers.some(
    (clause) => clause.operator === '<' && clause.version.epoch === 0 && clause.version.release[0] === 0,
  );
}

function aboutEarly({ name, text, at }: PoetryRequirement): Observation {
  const message = `\`${name} = "${text}"\` allows one minor series only; a lower bound is enough until something breaks`;
  return { message, at, severity: 'warning' };
}

/** A project without programs is made to be imported. */
function isLibrary({ document: { table } }: LintInput): boolean {
  return (
    entriesAt(table, 'tool', 'poetry', 'scripts').length === 0 &&
    entriesAt(table, 'project', 'scripts').length === 0
  );
}

function aboutLibrary(carets: readonly PoetryRequirement[]): readonly Observation[] {
  const [first] = carets;
  if (first === undefined) return [];
  const names = quoteList([...new Set(carets.map(({ name }) => name))]);
  return [
    {
      message: `the library caps ${names} with a caret for everybody who uses it; lower bounds leave the choice to them`,
      at: first.at,
    },
  ];
}
