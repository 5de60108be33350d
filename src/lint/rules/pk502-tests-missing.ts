import { normalizeName } from '../../python/name.ts';
import { valueAt } from '../../toml/values.ts';
import type { LintInput, Observation, Rule } from '../rule.ts';

export const testsMissing: Rule = {
  code: 'PK502',
  name: 'tests-missing',
  title: 'tests, or what they need, missing from the sdist',
  severity: 'warning',
  why: 'Distributions run the tests against their own versions of everything, and report what breaks. Without tests in the sdist, or with those alone that setuptools finds by their names, they take the archive of a tag instead, or test nothing.',
  wrong:
    '# tests/ is in the repository, but not in the sdist\n[tool.hatch.build.targets.sdist]\ninclude = ["src"]',
  right: '[tool.hatch.build.targets.sdist]\ninclude = ["src", "tests"]',
  fixable: false,
  check: (input) => {
    if (input.kind !== 'sdist') return [];
    if (hasTests(input)) return input.testsLack.slice(0, 1).map(toObservation);
    const isConfigured = configuresTests(input);
    if (!isConfigured && !asksForPytest(input)) return [];
    const at = SIGNS.find((keys) => valueAt(input.document.table, ...keys) !== undefined);
    return [
      {
        message: isConfigured
          ? 'the project configures its tests, but the sdist has none; add them to it'
          : 'developers need pytest, but the sdist has no tests; add them if there are any',
        at: at ?? { file: input.document.path },
        severity: isConfigured ? 'warning' : 'note',
      },
    ];
  },
};

/** One is enough to say: whoever adds it sees the others. */
const toObservation = ({ kind, name, neededBy }: LintInput['testsLack'][number]): Observation => ({
  message: `the tests need the ${kind} \`${name}\`, which the sdist lacks; add all of their folder to it`,
  at: { file: neededBy },
  // A plugin that nobody has heard of may have the fixture.
  severity: kind === 'module' ? 'warning' : 'note',
});

const SIGNS = [
  ['tool', 'pytest', 'ini_options'],
  ['tool', 'pytest'],
  ['dependency-groups', 'test'],
  ['dependency-groups', 'tests'],
  ['project', 'optional-dependencies', 'test'],
  ['project', 'optional-dependencies', 'tests'],
  ['tool', 'poetry', 'group', 'test'],
];

function configuresTests({ document: { table }, tree }: LintInput): boolean {
  const tables = [
    ['tool', 'pytest', 'ini_options'],
    ['tool', 'pytest'],
  ];
  return tables.some((keys) => valueAt(table, ...keys) !== undefined) || tree.has('pytest.ini');
}

function asksForPytest({ project }: LintInput): boolean {
  const lists = [...(project?.groups.values() ?? []), ...(project?.extras.values() ?? [])].flat();
  return lists.some(({ requirement }) => normalizeName(requirement.name) === 'pytest');
}

function hasTests({ tree }: LintInput): boolean {
  return tree.entries.some(({ path }) =>
    /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?)\.py$|(?:^|\/)tests?\//.test(path),
  );
}
