import { tableAt } from '../../toml/values.ts';
import type { Rule } from '../rule.ts';

export const licenseTable: Rule = {
  code: 'PK302',
  name: 'license-table',
  title: 'deprecated licence table',
  severity: 'note',
  why: 'PEP 639 has replaced `license = { … }` by an SPDX expression and `license-files`; setuptools refuses the table from 2026 on.',
  wrong: '[project]\nlicense = { file = "LICENSE" }',
  right: '[project]\nlicense = "MIT"\nlicense-files = ["LICENSE"]',
  fixable: false,
  check: ({ document: { table } }) =>
    tableAt(table, 'project', 'license') === undefined
      ? []
      : [
          {
            message:
              'a table as `license` is deprecated; say `license = "…"` with an SPDX expression, and `license-files`',
            at: ['project', 'license'],
          },
        ],
};
