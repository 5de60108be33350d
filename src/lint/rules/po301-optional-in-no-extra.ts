import { normalizeName } from '../../python/name.ts';
import { isPoetryAuthoritative, listPoetryDependencies, listPoetryExtras } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';

export const optionalInNoExtra: Rule = {
  code: 'PO301',
  name: 'optional-in-no-extra',
  title: 'optional dependency in no extra',
  severity: 'warning',
  why: 'Nobody can ask for it: poetry-core 2.1 and later leave it out of the wheel, earlier ones make it an ordinary requirement. Name it in an extra, or move it to a dependency group.',
  wrong: '[tool.poetry.dependencies]\nuvloop = { version = ">=0.21", optional = true }',
  right:
    '[tool.poetry.dependencies]\nuvloop = { version = ">=0.21", optional = true }\n\n[tool.poetry.extras]\nfast = ["uvloop"]',
  fixable: false,
  unfixed: 'Only the author knows which extra it belongs to, or whether it is a development tool.',
  changesEbuild: true,
  check: ({ document }) => {
    if (!isPoetryAuthoritative(document)) return [];
    const named = new Set([...listPoetryExtras(document).values()].flat().map(normalizeName));
    return listPoetryDependencies(document)
      .filter(({ name, optional }) => optional && !named.has(normalizeName(name)))
      .map(({ name, at }) => ({
        message: `\`${name}\` is optional, but no extra of [tool.poetry.extras] names it; add it to one`,
        at,
      }));
  },
};
