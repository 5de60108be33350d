/**
 * Linters, coverage, documentation, release and CI tools: no test of a built package needs them (rulebook 13.7). tzdata is
 * the system's on Gentoo.
 */
const TOOLS: ReadonlySet<string> = new Set(
  (
    'pytest testcontainers tzdata pip unittest-xml-reporting py nose nose2 tox tox-uv tox-gh tox-gh-actions nox pre-commit prek hatch pdm poetry uv pip-tools build twine ' +
    'wheel bumpversion bump2version bump-my-version towncrier commitizen python-semantic-release cibuildwheel check-manifest ' +
    'coverage codecov coveralls codacy-coverage covdefaults diff-cover genbadge ' +
    'flake8 black mypy ruff isort pylint pyright basedpyright pyflakes pycodestyle pydocstyle autopep8 yapf bandit vulture ' +
    'pyupgrade autoflake interrogate codespell doc8 docformatter darglint mccabe radon xenon safety pip-audit deptry slotscheck ' +
    'flake8-bugbear pep8-naming pyproject-fmt blacken-docs djlint check-jsonschema pyroma validate-pyproject ty pyrefly ' +
    'sphinx-autobuild sphinx-rtd-theme furo mkdocs mkdocs-material mkdocstrings pdoc pdoc3 asv hacking stestr bashate ipdb pdbpp debugpy rope griffe pytest-cov'
  ).split(' '),
);

export function isTestTool(distribution: string): boolean {
  return (
    TOOLS.has(distribution) ||
    /^(flake8|pylint|sphinx-lint|mypy|types|coverage|pytest-cov)-/.test(distribution)
  );
}

/** Tools that are libraries too: a test module that imports one at its top is not collected without it. */
const LIBRARIES: ReadonlySet<string> = new Set(['wheel', 'build', 'pip', 'validate-pyproject', 'griffe']);

export function isLibraryTool(distribution: string): boolean {
  return LIBRARIES.has(distribution);
}

/** What builds documentation, and is in lists of what tests need all the same (OpenStack's test-requirements.txt). */
export function makesDocumentation(distribution: string): boolean {
  return DOCUMENTATION.test(distribution);
}

const DOCUMENTATION = /^(?:sphinx(?:contrib)?(?:-[\w-]+)?|openstackdocstheme|reno|myst-parser|numpydoc)$/;
