import { stringAt, valueAt } from '../../toml/values.ts';
import type { Rule } from '../rule.ts';
import { removeItem } from '../toml-edits.ts';

export const licenseClassifier: Rule = {
  code: 'PK301',
  name: 'license-classifier',
  title: 'deprecated licence classifier',
  severity: 'note',
  why: 'PEP 639 has replaced `License ::` classifiers by an SPDX expression: `License :: OSI Approved :: BSD License` does not say which BSD licence is meant. Build tools must refuse both together.',
  wrong: '[project]\nlicense = "MIT"\nclassifiers = ["License :: OSI Approved :: MIT License"]',
  right: '[project]\nlicense = "MIT"\nclassifiers = []',
  fixable: true,
  check: ({ document }) => {
    const list = valueAt(document.table, 'project', 'classifiers');
    if (!Array.isArray(list)) return [];
    const expression = stringAt(document.table, 'project', 'license');
    return list.flatMap((classifier: unknown, index) => {
      if (typeof classifier !== 'string' || !/^License\s*::/.test(classifier)) return [];
      const at = ['project', 'classifiers', index];
      if (expression === undefined)
        return [
          { message: `\`${classifier}\` is deprecated; say \`license = "…"\` with an SPDX expression`, at },
        ];
      return [
        {
          message: `\`${classifier}\` beside \`license = "${expression}"\` is an error by PEP 639; remove it`,
          at,
          severity: 'warning' as const,
          fix: removeItem(document, at),
        },
      ];
    });
  },
};
