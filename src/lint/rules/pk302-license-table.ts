import { tableAt } from '../../toml/values.ts';
import type { Rule } from '../rule.ts';

export const licenseTable: Rule = {
  code: 'PK302',
  name: 'license-table',
  title: 'deprecated licence table',
  severity: 'note',
  why: 'PEP 639 has replaced `license = { … }` by an SPDX expression and `license-files`; setuptools warns about the table and is going to refuse it.',
  wrong: '[project]\nlicense = { file = "LICENSE" }',
  right: '[project]\nlicense = "MIT"\nlicense-files = ["LICENSE"]',
  fixable: false,
  unfixed:
    'A string needs a backend that knows PEP 639 (setuptools 77, hatchling 1.27, flit-core 3.12, poetry-core 2.2), and the table often holds prose or a file instead of an expression.',
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
