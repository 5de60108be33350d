import type { ProjectUrl } from '../core/release.ts';
import type { Dependency } from '../model/project.ts';

/** The fields that sources can be silent about, each on its own. */
export type DeclaredField = Exclude<keyof Declared, 'from' | 'computed'>;

/**
 * What one source (a table of pyproject.toml, setup.cfg, PKG-INFO, …) says. An absent field is one that the source is
 * silent about; an empty list says that there is nothing.
 */
export interface Declared {
  /** `pyproject.toml [project]`, `PKG-INFO`, `index`. */
  readonly from: string;
  readonly name?: string;
  readonly version?: string;
  readonly summary?: string;
  readonly requiresPython?: string;
  readonly classifiers?: readonly string[];
  readonly urls?: readonly ProjectUrl[];
  /** SPDX expressions. */
  readonly licenseExpression?: string;
  readonly licenseText?: string;
  /** Globs relative to the tree's root. */
  readonly licenseFiles?: readonly string[];
  readonly dependencies?: readonly Dependency[];
  readonly extras?: ReadonlyMap<string, readonly Dependency[]>;
  readonly groups?: ReadonlyMap<string, readonly Dependency[]>;
  readonly entryPoints?: EntryPoints;
  /** `setup_requires`. */
  readonly buildRequires?: readonly Dependency[];
  /** Fields that the source has but that only a program can tell. */
  readonly computed?: ReadonlySet<DeclaredField>;
}

export type EntryPoints = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The first source that speaks about a field, and what it says. */
export function firstSaid<Field extends DeclaredField>(
  sources: readonly Declared[],
  field: Field,
): { readonly value: NonNullable<Declared[Field]>; readonly from: string } | undefined {
  for (const source of sources) {
    const value = source[field];
    if (value !== undefined) return { value: value as NonNullable<Declared[Field]>, from: source.from };
  }
  return undefined;
}
