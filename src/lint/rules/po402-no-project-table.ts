import { valueAt } from '../../toml/values.ts';
import type { Rule } from '../rule.ts';

export const noProjectTable: Rule = {
  code: 'PO402',
  name: 'no-project-table',
  title: 'metadata only in `[tool.poetry]`',
  severity: 'note',
  why: 'Since PEP 621 `[project]` is the standard place for metadata, which every tool reads. Poetry reads it since 2.0.',
  wrong: '[tool.poetry]\nname = "spam"\nversion = "1.0"',
  right: '[project]\nname = "spam"\nversion = "1.0"',
  fixable: false,
  check: ({ document: { table } }) =>
    valueAt(table, 'tool', 'poetry', 'name') !== undefined && valueAt(table, 'project') === undefined
      ? [
          {
            message:
              'the metadata is in `[tool.poetry]` only; move it to `[project]` (PEP 621), which other tools read too',
            at: ['tool', 'poetry', 'name'],
          },
        ]
      : [],
};
