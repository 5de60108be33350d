import { tryParseRequirement } from '../../python/requirement.ts';
import { stringAt, stringsAt } from '../../toml/values.ts';
import type { Rule } from '../rule.ts';
import { replaceText, replaceValue } from '../toml-edits.ts';

const BACKEND = ['build-system', 'build-backend'] as const;

export const legacyBackend: Rule = {
  code: 'PO401',
  name: 'legacy-backend',
  title: 'Poetry itself instead of poetry-core as build backend',
  severity: 'warning',
  why: 'Building then needs all of Poetry with its dependencies. poetry-core does the same and needs nothing; distributions build with it only.',
  wrong: '[build-system]\nrequires = ["poetry>=0.12"]\nbuild-backend = "poetry.masonry.api"',
  right: '[build-system]\nrequires = ["poetry-core>=1.0.0"]\nbuild-backend = "poetry.core.masonry.api"',
  fixable: true,
  check: ({ document }) => {
    const { table } = document;
    const backend = stringAt(table, ...BACKEND);
    const requires = stringsAt(table, 'build-system', 'requires') ?? [];
    const isPoetry = requires.map((text) => tryParseRequirement(text)?.name.toLowerCase() === 'poetry');
    const isOldBackend = backend === 'poetry.masonry.api';
    if (!isOldBackend && !(backend?.startsWith('poetry.core.') && isPoetry.includes(true))) return [];
    const edits = [
      ...(isOldBackend
        ? replaceText(document, BACKEND, ['poetry.masonry.api', 'poetry.core.masonry.api'])
        : []),
      ...isPoetry.flatMap((is, index) =>
        is ? replaceValue(document, ['build-system', 'requires', index], '"poetry-core>=1.0.0"') : [],
      ),
    ];
    return [
      {
        message: isOldBackend
          ? `\`${backend}\` is Poetry's own backend; \`poetry.core.masonry.api\` of poetry-core builds the same`
          : '`requires` asks for Poetry where poetry-core is enough',
        at: isOldBackend ? BACKEND : ['build-system', 'requires', isPoetry.indexOf(true)],
        ...(isPoetry.includes(true) || !isOldBackend ? { fix: edits } : {}),
      },
    ];
  },
};
