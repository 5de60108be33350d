import type { Dependency } from './project.ts';

/** How the tests of a source tree are run with distutils-r1, and what they need. */
export interface TestSuite {
  readonly runner: 'pytest' | 'unittest' | 'import-check' | 'none';
  /** There are no tests, but every installed module can be imported with what the project requires. */
  readonly importable?: boolean;
  /** Why this runner, for `-v`. */
  readonly reason: string;
  /** pytest plugins by distribution name, sorted; the package itself left out. */
  readonly plugins: readonly PluginUse[];
  /** The package provides a pytest plugin that its own suite needs loaded: `"${PN}"` in EPYTEST_PLUGINS. */
  readonly ownPlugin: boolean;
  /** EPYTEST_PLUGIN_LOAD_VIA_ENV: the suite starts pytest in subprocesses. */
  readonly loadViaEnv: boolean;
  /** EPYTEST_XDIST. */
  readonly xdist: boolean;
  /** EPYTEST_RERUNS. */
  readonly reruns?: number;
  /** EPYTEST_TIMEOUT in seconds. */
  readonly timeout?: number;
  /** Why EPYTEST_XDIST and its kin are set, for `-v`. */
  readonly settings?: readonly { readonly setting: string; readonly reason: string }[];
  /** Further distributions that the suite imports, plugins and runtime requirements left out. */
  readonly dependencies: readonly Dependency[];
  /** How many modules hold tests. */
  readonly testModules?: number;
  /** Why each of them is needed, in their order. */
  readonly needs?: readonly TestNeed[];
  /** What tests need from beside them and the tree has not. */
  readonly missing?: readonly MissingPart[];
  /** A file that imports Python's own `test` package; it comes from no PyPI project. */
  readonly stdlibTests?: string;
  /** Programs that the tests start. */
  readonly programs?: readonly CalledProgram[];
  /** Arguments for epytest in python_test: `-o addopts=`. Empty where the default python_test does. */
  readonly arguments: readonly string[];
  /** What epytest is told to look at; absent or empty where that is everything. */
  readonly paths?: readonly string[];
  /** Paths under the top folder to ignore, where a mark or folder tells that they cannot run offline. */
  readonly ignore: readonly string[];
  /** Marks whose tests a build cannot run: `network`. */
  readonly deselectMarks: readonly string[];
  /** Folders to remove before testing so that compiled modules are imported from the build (rulebook 13.8). */
  readonly occludingFolders?: readonly string[];
  /** Package whose tests are run as they are installed, for the same reason: away from its sources, unless these are removed. */
  readonly installedTests?: string;
}

export interface MissingPart {
  readonly kind: 'module' | 'fixture';
  /** `tests/helpers.py`, `client` */
  readonly name: string;
  /** The first test module that asks for it. */
  readonly neededBy: string;
}

export interface CalledProgram {
  readonly name: 'git' | 'hg';
  /** A file that shows it. */
  readonly path: string;
  /** The tests commit with it, so that it wants to know who they are. */
  readonly commits: boolean;
}

export interface TestNeed {
  /** PyPI name, normalised. */
  readonly distribution: string;
  /** `listed for tests in pyproject.toml`, `imported by tests/test_a.py`. */
  readonly reasons: readonly string[];
  /**
   * Test modules that cannot be imported without it, sorted: what to ignore where it is not packaged; empty where upstream
   * lists it and nothing shows its use. Absent where the rest of the suite needs it too.
   */
  readonly onlyIn?: readonly string[];
}

export interface PluginUse {
  /** PyPI name, normalised. */
  readonly distribution: string;
  /** `fixture httpbin in tests/conftest.py`. */
  readonly evidence: readonly string[];
  /** The declared requirement, where there is one: carries the lower bound and the marker. */
  readonly declared?: Dependency;
}
