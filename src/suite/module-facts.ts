/** What one Python file of a test suite imports, defines and asks for; read from its syntax tree, never by running it. */
export interface ModuleFacts {
  readonly path: string;
  readonly imports: readonly ImportFact[];
  /** Names of fixtures that the file defines. */
  readonly fixtures: readonly string[];
  readonly tests: readonly TestFact[];
  /** Fixtures asked for by tests, fixtures, `usefixtures` and `getfixturevalue`, without duplicates. */
  readonly requested: readonly string[];
  /** Marks by name: `asyncio`, `django_db`. */
  readonly marks: readonly string[];
  /** Modules named by `pytest_plugins`. */
  readonly pluginModules: readonly string[];
  /** Bases of classes as written: `unittest.TestCase`. */
  readonly bases: readonly string[];
  /** Names of functions at the top of the file (`describe_login`). */
  readonly functions: readonly string[];
  readonly text: string;
}

export interface ImportFact {
  /** Dotted name; relative imports are left out. */
  readonly module: string;
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
  readonly fixtures: readonly string[];
  readonly marks: readonly string[];
}
