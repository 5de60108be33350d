import { valueAt } from '../../toml/values.ts';
import { listBuildRequires } from '../build-requires.ts';
import type { LintInput, Rule } from '../rule.ts';

export const noLicenseFile: Rule = {
  code: 'PK303',
  name: 'no-license-file',
  title: 'licence file missing',
  severity: 'warning',
  why: 'Most licences demand that their text goes with every copy. Without the file, distributions cannot tell which variant is meant or who holds the copyright.',
  wrong: '# the sdist holds no LICENSE\n[project]\nlicense = "MIT"',
  right: '[project]\nlicense = "MIT"\nlicense-files = ["LICENSE"]',
  fixable: false,
  check: (input) => {
    if (input.kind === 'pyproject' || hasLicenseFile(input) || isMadeByBuild(input)) return [];
    const { table, path } = input.document;
    const what = input.kind === 'wheel' || input.kind === 'sdist' ? input.kind : 'project';
    const at = [
      ['project', 'license'],
      ['tool', 'poetry', 'license'],
      ['project', 'name'],
      ['tool', 'poetry', 'name'],
    ].find((keys) => valueAt(table, ...keys) !== undefined);
    return [
      { message: `the ${what} has no licence file; add it`, at: at ?? { file: input.filename ?? path } },
    ];
  },
};

const LICENSE_FILE =
  /(?:^|\/)(?:licen[cs]es?|copying|copyright|unlicense|notice)(?:[-_.][^/]*)?$|(?:^|[-_./])licen[cs]e(?:[-_.][\w-]+)*$|(?:^|\/)licen[cs]es?\/[^/]+$/i;

function hasLicenseFile({ tree }: LintInput): boolean {
  return tree.entries.some(
    ({ path }) => LICENSE_FILE.test(path) && !/\.(?:py|pyi|pyc|c|h|rs|js|ts)$/.test(path),
  );
}

/** coherent.licensed puts the text into what is built, which a checkout then lacks. */
function isMadeByBuild({ kind, document }: LintInput): boolean {
  return kind !== 'sdist' && listBuildRequires(document).some(({ name }) => name === 'coherent-licensed');
}
