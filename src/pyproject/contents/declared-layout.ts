import type { FindOptions } from './package-finder.ts';

/** What one place (pyproject.toml, setup.py, setup.cfg) says of packages and modules; absent means nothing said. */
export interface DeclaredLayout {
  /** `[tool.setuptools] packages`, for messages. */
  readonly from: string;
  readonly packages?: PackageChoice;
  readonly modules?: readonly string[] | 'unreadable';
  readonly packageDir?: ReadonlyMap<string, string>;
  /** Importable names of extension modules. */
  readonly extensions?: readonly string[] | 'unreadable';
  /** False where data files stay out of the wheel unless named. */
  readonly includeData?: boolean;
  /** Folder under the prefix → sources. */
  readonly dataFiles?: ReadonlyMap<string, readonly string[]>;
  /** Keywords may have been given that could not be read. */
  readonly partial?: boolean;
}

/** `unreadable`: only running the program would tell. */
export type PackageChoice = readonly string[] | FindDirective | 'unreadable';

/** `find:` and its kin; several `where` are searched one after the other. */
export interface FindDirective extends Omit<FindOptions, 'where'> {
  readonly where: readonly string[];
}
