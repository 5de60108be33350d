import { normalizeName } from '../../python/name.ts';
import { entriesAt, stringAt } from '../../toml/values.ts';
import { importedModules } from '../own-modules.ts';
import { listPoetryDependencies } from '../poetry-requirements.ts';
import type { LintInput, Rule } from '../rule.ts';

export const developmentTool: Rule = {
  code: 'PO303',
  name: 'development-tool',
  title: 'development tool among the runtime dependencies',
  severity: 'warning',
  why: 'Everybody who installs the project installs the tool too. Tools of development belong into a dependency group, which the wheel leaves out.',
  wrong: '[tool.poetry.dependencies]\npytest = ">=8"',
  right: '[tool.poetry.group.dev.dependencies]\npytest = ">=8"',
  fixable: false,
  changesEbuild: true,
  check: (input) => {
    if (isDevelopmentTool(input)) return [];
    const imported = importedModules(input);
    return listPoetryDependencies(input.document)
      .filter(({ name, optional }) => !optional && TOOLS.test(normalizeName(name)))
      .filter(({ name }) => imported?.has(moduleOf(name)) !== true)
      .map(({ name, at }) => ({
        message: `\`${name}\` is a tool of development and a runtime dependency; move it to a dependency group`,
        at,
        ...(imported === undefined ? { severity: 'note' } : {}),
      }));
  },
};

const TOOLS =
  /^(?:pytest|pytest-.+|tox|nox|black|isort|flake8|flake8-.+|pylint|mypy|ruff|pre-commit|coverage|codecov|autopep8|yapf|twine|bump2version|bumpversion|pyright|bandit|pydocstyle|autoflake|types-.+)$/;

/** Plugins of these tools, and tools built on them, need them at run time. */
function isDevelopmentTool({ project, document: { table } }: LintInput): boolean {
  const stated = stringAt(table, 'project', 'name') ?? stringAt(table, 'tool', 'poetry', 'name');
  const name = project?.name.value ?? stated ?? '';
  if (/pytest|test|lint|flake8|pylint|mypy|stubs?\b|types-|tox|nox|isort|black|ruff/i.test(name)) return true;
  const groups = [
    ...(project?.entryPoints.keys() ?? []),
    ...entriesAt(table, 'tool', 'poetry', 'plugins').map(([key]) => key),
    ...entriesAt(table, 'project', 'entry-points').map(([key]) => key),
  ];
  return groups.some((group) => /^(?:pytest11|flake8\.|pylint|tox|mypy)/.test(group));
}

const moduleOf = (name: string) => normalizeName(name).replaceAll('-', '_');
