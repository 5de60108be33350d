/** What one Python file of a test suite imports, defines and asks for; read from its syntax tree, never by running it. */
export interface ModuleFacts {
  readonly path: string;
  readonly imports: readonly ImportFact[];
  /** Imports relative to the file's package: `..a` and its names. */
  readonly relativeImports: readonly ImportFact[];
  readonly fixtures: readonly FixtureFact[];
  readonly tests: readonly TestFact[];
  /** Fixtures asked for by `usefixtures` of classes and modules, and by `getfixturevalue`. */
  readonly requested: readonly string[];
  /** Marks by name: `asyncio`, `django_db`. */
  readonly marks: readonly string[];
  /** Modules named by `pytest_plugins`. */
  readonly pluginModules: readonly string[];
  /** Functions at the top that pytest takes for hooks, those left out that say to do without the hook's plugin. */
  readonly hooks: readonly string[];
  /** Names of blocks of pytest-describe: `describe_login`. */
  readonly describeBlocks: readonly string[];
  readonly text: string;
}

export interface ImportFact {
  /** Dotted name. */
  readonly module: string;
  /** What is taken out of it: `c` of `from a.b import c` may be a module of its own. */
  readonly names: readonly string[];
  /**
   * `always`: at the top of the file, so that nothing in it runs without. `optional`: the file copes with its absence.
   * `local`: in a function, so that only some tests need it. `typing`: below TYPE_CHECKING.
   */
  readonly when: 'always' | 'optional' | 'local' | 'typing';
}

export interface TestFact {
  readonly name: string;
  /** `pytest`: a function or a method of a plain class. `unittest`: a method of a TestCase. */
  readonly kind: 'pytest' | 'unittest';
  readonly async: boolean;
  readonly requested: readonly string[];
  readonly marks: readonly string[];
}

export interface FixtureFact {
  readonly name: string;
  readonly autouse: boolean;
  readonly requested: readonly string[];
}
