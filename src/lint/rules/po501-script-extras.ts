import { entriesAt, isTable, stringAt, stringsAt } from '../../toml/values.ts';
import type { Observation, Rule, TomlPath } from '../rule.ts';

export const scriptExtras: Rule = {
  code: 'PO501',
  name: 'script-extras',
  title: 'script that needs an extra',
  severity: 'warning',
  why: 'Installers ignore the extras of an entry point: the program is installed for everybody and fails for those who have not asked for the extra. Import what is optional late, with a message that names the extra.',
  wrong: '[tool.poetry.scripts]\nspam = { reference = "spam.cli:main", extras = ["cli"], type = "console" }',
  right: '[tool.poetry.scripts]\nspam = "spam.cli:main"',
  fixable: false,
  check: ({ document }) =>
    SCRIPTS.flatMap((path) =>
      entriesAt(document.table, ...path).flatMap(([name, value]) =>
        aboutScript(name, value, [...path, name]),
      ),
    ),
};

const SCRIPTS: readonly (readonly string[])[] = [
  ['tool', 'poetry', 'scripts'],
  ['project', 'scripts'],
  ['project', 'gui-scripts'],
];

function aboutScript(name: string, value: unknown, at: TomlPath): readonly Observation[] {
  const extras = extrasOf(value);
  if (extras.length === 0) return [];
  const list = extras.map((extra) => `\`${extra}\``).join(', ');
  return [{ message: `the script \`${name}\` needs the extra ${list}, which no installer looks at`, at }];
}

function extrasOf(value: unknown): readonly string[] {
  if (isTable(value)) return stringAt(value, 'type') === 'file' ? [] : (stringsAt(value, 'extras') ?? []);
  const list =
    typeof value === 'string' ? /\[(?<extras>[^\]]*)\]\s*$/.exec(value)?.groups?.extras : undefined;
  return (list ?? '')
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
}
