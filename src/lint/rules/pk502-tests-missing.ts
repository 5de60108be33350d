import { normalizeName } from '../../python/name.ts';
import { stringsAt, valueAt } from '../../toml/values.ts';
import type { LintInput, Rule } from '../rule.ts';

export const testsMissing: Rule = {
  code: 'PK502',
  name: 'tests-missing',
  title: 'tests missing from the sdist',
  severity: 'warning',
  why: 'Distributions run the tests against their own versions of everything, and report what breaks. Without tests in the sdist they take the archive of a tag instead, or test nothing.',
  wrong:
    '# tests/ is in the repository, but not in the sdist\n[tool.hatch.build.targets.sdist]\ninclude = ["src"]',
  right: '[tool.hatch.build.targets.sdist]\ninclude = ["src", "tests"]',
  fixable: false,
  check: (input) => {
    if (input.kind !== 'sdist' || !expectsTests(input) || hasTests(input)) return [];
    const at = SIGNS.find((keys) => valueAt(input.document.table, ...keys) !== undefined);
    return [
      {
        message: 'the project configures its tests, but the sdist has none; add them to it',
        at: at ?? { file: input.document.path },
      },
    ];
  },
};

const SIGNS = [
  ['tool', 'pytest', 'ini_options'],
  ['tool', 'pytest'],
  ['dependency-groups', 'test'],
  ['dependency-groups', 'tests'],
  ['project', 'optional-dependencies', 'test'],
  ['project', 'optional-dependencies', 'tests'],
  ['tool', 'poetry', 'group', 'test'],
];

function expectsTests({ project, document: { table } }: LintInput): boolean {
  const places = stringsAt(table, 'tool', 'pytest', 'ini_options', 'testpaths') ?? [];
  if (places.length > 0) return true;
  const lists = [...(project?.groups.values() ?? []), ...(project?.extras.values() ?? [])].flat();
  return lists.some(({ requirement }) => normalizeName(requirement.name) === 'pytest');
}

function hasTests({ tree }: LintInput): boolean {
  return tree.entries.some(({ path }) =>
    /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?)\.py$|(?:^|\/)tests?\//.test(path),
  );
}
