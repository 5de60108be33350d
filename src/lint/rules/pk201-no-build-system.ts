import { valueAt } from '../../toml/values.ts';
import type { LintInput, Rule } from '../rule.ts';

export const noBuildSystem: Rule = {
  code: 'PK201',
  name: 'no-build-system',
  title: 'no `[build-system]`',
  severity: 'warning',
  why: 'Installers then fall back to the setuptools of the day in a legacy mode, and no tool can know what the build needs.',
  wrong: '[project]\nname = "spam"\nversion = "1.0"',
  right:
    '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "spam"\nversion = "1.0"',
  fixable: false,
  check: (input) => {
    const { table, path } = input.document;
    if (input.kind === 'wheel' || valueAt(table, 'build-system', 'build-backend') !== undefined) return [];
    const isPoetry = valueAt(table, 'tool', 'poetry', 'name') !== undefined;
    if (isPoetry)
      return [
        {
          message:
            '`[build-system]` does not name poetry-core, so that installers build with setuptools; add it',
          at: ['tool', 'poetry'],
          severity: 'error',
        },
      ];
    if (valueAt(table, 'build-system') !== undefined)
      return [{ message: '`[build-system]` has no `build-backend`; name it', at: ['build-system'] }];
    if (!isPackage(input)) return [];
    const message = 'no `[build-system]` says what builds the project; add it to pyproject.toml';
    if (valueAt(table, 'project') !== undefined) return [{ message, at: ['project'] }];
    return [{ message, at: { file: input.tree.has(path) ? path : 'setup.py', line: 1, column: 1 } }];
  },
};

/** Tables of tools alone are no package, and uv calls one that is not to be built by name. */
function isPackage({ tree, document: { table } }: LintInput): boolean {
  if (valueAt(table, 'tool', 'uv', 'package') === false) return false;
  return tree.has('setup.py') || (valueAt(table, 'project') !== undefined && !tree.has('uv.lock'));
}
