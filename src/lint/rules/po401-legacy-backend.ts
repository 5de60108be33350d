import type { TextEdit } from '../../model/lint.ts';
import { type BuildRequirement, buildBackendOf, listBuildRequires } from '../build-requires.ts';
import type { LintDocument, Observation, Rule } from '../rule.ts';
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
    const backend = buildBackendOf(document);
    const requires = listBuildRequires(document);
    const [poetry] = requires.filter(isPoetry);
    if (backend === 'poetry.masonry.api') return aboutBackend(document, requires);
    if (poetry === undefined || !backend?.startsWith('poetry.core.')) return [];
    const message = '`requires` asks for Poetry where poetry-core is enough';
    return [{ message, at: poetry.at, fix: requireCore(document, requires) }];
  },
};

const isPoetry = ({ name }: BuildRequirement) => name === 'poetry';

function aboutBackend(document: LintDocument, requires: readonly BuildRequirement[]): readonly Observation[] {
  const renamed = replaceText(document, BACKEND, ['poetry.masonry.api', 'poetry.core.masonry.api']);
  if (requires.some(isPoetry)) {
    const message =
      "`poetry.masonry.api` is Poetry's own backend; `poetry.core.masonry.api` of poetry-core builds the same";
    return [{ message, at: BACKEND, fix: [...renamed, ...requireCore(document, requires)] }];
  }
  const hasCore = requires.some(({ name }) => name === 'poetry-core');
  return [
    {
      message:
        '`poetry.masonry.api` is a module of Poetry, which `requires` does not ask for: no build can begin; say `poetry.core.masonry.api` of poetry-core',
      at: BACKEND,
      severity: 'error',
      ...(hasCore ? { fix: renamed } : {}),
    },
  ];
}

function requireCore(document: LintDocument, requires: readonly BuildRequirement[]): readonly TextEdit[] {
  return requires.filter(isPoetry).flatMap(({ at }) => replaceValue(document, at, '"poetry-core>=1.0.0"'));
}
