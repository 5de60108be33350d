import { parsePoetryPython } from '../../python/poetry-python.ts';
import { type SpecifierSet, tryParseSpecifiers } from '../../python/specifier.ts';
import { unlessInvalid } from '../../python/unless-invalid.ts';
import { stringAt, valueAt } from '../../toml/values.ts';
import type { LintInput, Observation, Rule, TomlPath } from '../rule.ts';
import { replaceText } from '../toml-edits.ts';

const PROJECT: TomlPath = ['project', 'requires-python'];
const POETRY: TomlPath = ['tool', 'poetry', 'dependencies', 'python'];

export const pythonCap: Rule = {
  code: 'PO104',
  name: 'python-cap',
  title: 'cap on python',
  severity: 'warning',
  why: 'Installers take an older release instead of failing when the newest one forbids their Python, so that a cap on python hides releases rather than protecting users. It also spreads: whoever depends on the project must cap too.',
  wrong: '[tool.poetry.dependencies]\npython = "^3.10"',
  right: '[tool.poetry.dependencies]\npython = ">=3.10"',
  fixable: true,
  check: (input) => {
    const { table } = input.document;
    const standard = stringAt(table, 'project', 'requires-python');
    if (standard !== undefined)
      return capOf(input, { at: PROJECT, text: standard, set: tryParseSpecifiers(standard) });
    const text = stringAt(table, 'tool', 'poetry', 'dependencies', 'python');
    if (text === undefined) return [];
    return capOf(input, { at: POETRY, text, set: unlessInvalid(() => parsePoetryPython(text)) });
  },
};

interface Constraint {
  readonly at: TomlPath;
  readonly text: string;
  readonly set: SpecifierSet | undefined;
}

function capOf(input: LintInput, { at, text, set }: Constraint): readonly Observation[] {
  const cap = set?.find(({ operator }) => /^(?:<=?|~=|={2,3})$/.test(operator));
  if (cap === undefined) return [];
  const compiled = input.project?.extension.kind === 'required';
  const fix = fixOf(input, at, text);
  return [
    {
      message: `\`${text}\` caps python; say the oldest one that works and no more`,
      at,
      ...(compiled ? { severity: 'note' } : {}),
      fix,
    },
  ];
}

/** Poetry itself asks for a cap where a dependency has one, so its own key is left to a person. */
function fixOf({ document }: LintInput, at: TomlPath, text: string) {
  const lower = /^\s*(?<lower>>=?\s*[\d.]+)\s*,\s*<\s*4(?:\.0+)*(?:\.dev0)?\s*$/.exec(text)?.groups?.lower;
  const usesPoetry = valueAt(document.table, 'tool', 'poetry') !== undefined;
  return usesPoetry || lower === undefined ? [] : replaceText(document, at, [text, lower]);
}
