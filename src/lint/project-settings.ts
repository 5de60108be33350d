import { EbuildgenError } from '../core/errors.ts';
import { entriesAt, stringsAt, valueAt } from '../toml/values.ts';
import type { LintDocument } from './rule.ts';
import { parseRulePrefixes, type RuleSelection } from './select-rules.ts';

/** What a project decides for itself in `[tool.ebuildgen.lint]`. */
export interface ProjectLintSettings extends RuleSelection {
  /** Warnings count as errors. */
  readonly strict: boolean;
}

const PATH = ['tool', 'ebuildgen', 'lint'] as const;

/** Reads `[tool.ebuildgen.lint]`: `select`, `ignore`, `strict`. Throws CONFIG_INVALID that names the key and its line. */
export function readProjectSettings(document: LintDocument): ProjectLintSettings {
  for (const [key] of entriesAt(document.table, ...PATH)) {
    if (!Object.hasOwn(EXPECTED, key)) throw invalid(document, key, 'is not a known key');
  }
  return {
    select: prefixesAt(document, 'select'),
    ignore: prefixesAt(document, 'ignore'),
    strict: strictAt(document),
  };
}

const EXPECTED = {
  select: 'must be a list of codes',
  ignore: 'must be a list of codes',
  strict: 'must be true or false',
} as const;

function prefixesAt(document: LintDocument, key: 'select' | 'ignore'): readonly string[] {
  const value = valueAt(document.table, ...PATH, key);
  if (value === undefined) return [];
  const texts = stringsAt(document.table, ...PATH, key);
  if (!Array.isArray(value) || texts?.length !== value.length) throw invalid(document, key, EXPECTED[key]);
  return parseRulePrefixes(texts, { code: 'CONFIG_INVALID', subject: `\`${[...PATH, key].join('.')}\`` });
}

function strictAt(document: LintDocument): boolean {
  const value = valueAt(document.table, ...PATH, 'strict') ?? false;
  if (typeof value !== 'boolean') throw invalid(document, 'strict', EXPECTED.strict);
  return value;
}

function invalid({ path, positions }: LintDocument, key: string, problem: string): EbuildgenError {
  const hint = `The keys are ${Object.keys(EXPECTED).join(', ')}`;
  return new EbuildgenError('CONFIG_INVALID', `\`${[...PATH, key].join('.')}\` ${problem}`, {
    where: { file: path, ...positions.of([...PATH, key]) },
    hint,
  });
}
