import { normalizeName } from '../../python/name.ts';
import { tryParseRequirement } from '../../python/requirement.ts';
import { compareVersions, tryParseVersion } from '../../python/version.ts';
import { entriesAt, stringAt, stringsAt } from '../../toml/values.ts';
import { listPoetryDependencies } from '../poetry-requirements.ts';
import type { LintDocument, Observation, Rule } from '../rule.ts';

export const contradiction: Rule = {
  code: 'PO403',
  name: 'contradiction',
  title: '`[project]` and `[tool.poetry]` contradict each other',
  severity: 'error',
  why: 'poetry-core takes `[project]` and ignores the other, other tools never look at `[tool.poetry]`: whoever edits the wrong one of the two releases something else than intended.',
  wrong: '[project]\nname = "spam"\nversion = "1.1"\n\n[tool.poetry]\nversion = "1.0"',
  right: '[project]\nname = "spam"\nversion = "1.1"',
  fixable: false,
  changesEbuild: true,
  check: ({ document }) => [
    ...FIELDS.flatMap((field) => aboutField(document, field)),
    ...forgottenRequirements(document),
  ],
};

function aboutField(document: LintDocument, { key, same }: Field): readonly Observation[] {
  const standard = stringAt(document.table, 'project', key);
  const own = stringAt(document.table, 'tool', 'poetry', key);
  if (standard === undefined || own === undefined || same(standard, own)) return [];
  return [
    {
      message: `\`${key}\` is \`${own}\` here and \`${standard}\` in \`[project]\`, which is the one that counts; remove this one`,
      at: ['tool', 'poetry', key],
    },
  ];
}

/** Where `[project]` lists requirements, those of Poetry's table only say how to lock them. */
function forgottenRequirements(document: LintDocument): readonly Observation[] {
  const stated = stringsAt(document.table, 'project', 'dependencies') ?? [];
  if (stated.length === 0) return [];
  const extras = entriesAt(document.table, 'project', 'optional-dependencies').flatMap(
    ([extra]) => stringsAt(document.table, 'project', 'optional-dependencies', extra) ?? [],
  );
  const named = new Set([...stated, ...extras].flatMap((text) => nameOf(text) ?? []));
  return listPoetryDependencies(document)
    .filter(({ name, optional }) => !optional && !named.has(normalizeName(name)))
    .map(({ name, at }) => ({
      message: `\`${name}\` is required here and not in \`[project] dependencies\`, so that the wheel does not require it; add it there`,
      at,
    }));
}

function nameOf(text: string): string | undefined {
  const requirement = tryParseRequirement(text);
  return requirement === undefined ? undefined : normalizeName(requirement.name);
}

interface Field {
  readonly key: string;
  readonly same: (standard: string, own: string) => boolean;
}

const FIELDS: readonly Field[] = [
  { key: 'name', same: (a, b) => normalizeName(a) === normalizeName(b) },
  { key: 'version', same: sameVersion },
  { key: 'description', same: (a, b) => a.trim() === b.trim() },
  { key: 'license', same: (a, b) => a.trim().toLowerCase() === b.trim().toLowerCase() },
];

function sameVersion(a: string, b: string): boolean {
  const [one, other] = [tryParseVersion(a), tryParseVersion(b)];
  return one === undefined || other === undefined ? a === b : compareVersions(one, other) === 0;
}
