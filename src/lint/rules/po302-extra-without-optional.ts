import { normalizeName } from '../../python/name.ts';
import { isPoetryAuthoritative, listPoetryDependencies, listPoetryExtras } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';

export const extraWithoutOptional: Rule = {
  code: 'PO302',
  name: 'extra-without-optional',
  title: 'extra that names an undeclared or non-optional dependency',
  severity: 'warning',
  why: 'poetry-core drops a name that [tool.poetry.dependencies] does not have, so that the extra installs nothing. A dependency that is not optional becomes one of the extra in the wheel, though `poetry install` always installs it: users miss what developers have.',
  wrong: '[tool.poetry.dependencies]\nuvloop = ">=0.21"\n\n[tool.poetry.extras]\nfast = ["uvloop"]',
  right:
    '[tool.poetry.dependencies]\nuvloop = { version = ">=0.21", optional = true }\n\n[tool.poetry.extras]\nfast = ["uvloop"]',
  fixable: false,
  unfixed:
    'Declaring the dependency takes its version, making it optional changes what developers get: both are for the author.',
  changesEbuild: true,
  check: ({ document }) => {
    if (!isPoetryAuthoritative(document)) return [];
    const declared = new Map(
      listPoetryDependencies(document).map(({ name, optional }) => [normalizeName(name), optional]),
    );
    return [...listPoetryExtras(document)].flatMap(([extra, names]) =>
      names.flatMap((name, index) => {
        const optional = declared.get(normalizeName(name));
        if (optional === true) return [];
        const problem =
          optional === undefined
            ? 'which [tool.poetry.dependencies] does not have, so that it installs nothing; declare it there'
            : 'which is not optional; say `optional = true` in [tool.poetry.dependencies]';
        return [
          {
            message: `the extra \`${extra}\` names \`${name}\`, ${problem}`,
            at: ['tool', 'poetry', 'extras', extra, index],
          },
        ];
      }),
    );
  },
};
