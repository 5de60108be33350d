/**
 * How a pytest plugin shows in a suite. Lists are space-separated words.
 * Facts are read from the plugins' sources: entry points, `@pytest.fixture`, `addinivalue_line`, `addini`, `addoption`.
 */
export interface PluginRow {
  /** PyPI name, normalised. */
  readonly name: string;
  /** Names in the `pytest11` entry point group, as `-p NAME` and `required_plugins` use them. */
  readonly entry?: string;
  /** Modules whose import means that the suite needs the plugin. */
  readonly imports?: string;
  /** Fixtures that only this plugin provides. */
  readonly fixtures?: string;
  /** Fixtures with names that others use too: they count where the plugin is declared or imported. */
  readonly vagueFixtures?: string;
  readonly marks?: string;
  /** Marks with names that others use too. */
  readonly vagueMarks?: string;
  /** Configuration options that make the suite behave otherwise, in lower case. */
  readonly ini?: string;
  /** Configuration options that only say how, should it be loaded: unknown ones give a mere warning. */
  readonly looseIni?: string;
  /** Command-line options; `--cov*` stands for all that start so. */
  readonly options?: string;
  /** Those options that select or run tests, so that the plugin is used where addopts has one of them. */
  readonly activeOptions?: string;
  /** Hooks that it specifies, as a conftest.py implements them: `pytest_bdd_*`. */
  readonly hooks?: string;
  /** Start of the names of functions that hold tests. */
  readonly blocks?: 'describe_';
  /** Finds tests in what does not look like them: blocks, features. */
  readonly makesTests?: true;
  /** Plugins that must be loaded with it: its fixtures use theirs. */
  readonly needs?: string;
  /** What an import of the library alone asks for: the plugin loaded (default), or the distribution installed. */
  readonly importMeans?: 'plugin' | 'dependency';
  /** Suites do without it where nothing shows its use, though upstream lists it. */
  readonly optional?: true;
  /** `never`: rulebook 13.7 (reports, coverage, linters, random order). `variable`: EPYTEST_XDIST and its kin. */
  readonly policy?: 'never' | 'variable';
}
