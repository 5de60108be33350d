import { normalizeName } from '../python/name.ts';
import { type PoetryConstraint, parsePoetryConstraint } from '../python/poetry-constraint.ts';
import type { SpecifierSet } from '../python/specifier.ts';
import { unlessInvalid } from '../python/unless-invalid.ts';
import { entriesAt, isTable, stringsAt, valueAt } from '../toml/values.ts';
import type { LintDocument, TomlPath } from './rule.ts';

/** A version constraint of `[tool.poetry.dependencies]`; a list of tables gives several. */
export interface PoetryRequirement extends PoetryConstraint {
  /** As written. */
  readonly name: string;
  readonly project: string;
  /** The constraint as written. */
  readonly text: string;
  /** Where the constraint stands. */
  readonly at: TomlPath;
}

const DEPENDENCIES = ['tool', 'poetry', 'dependencies'] as const;

/** Runtime requirements with a constraint that can be read, `python` left out. */
export function listPoetryRequirements(document: LintDocument): readonly PoetryRequirement[] {
  const known = listed.get(document) ?? readRequirements(document);
  listed.set(document, known);
  return known;
}

/** Every rule about caps asks for the same. */
const listed = new WeakMap<LintDocument, readonly PoetryRequirement[]>();

function readRequirements(document: LintDocument): readonly PoetryRequirement[] {
  return listPoetryDependencies(document).flatMap(({ name, value, at }) =>
    constraintsOf(value, at).flatMap((found) => {
      const constraint = unlessInvalid(() => parsePoetryConstraint(found.text));
      return constraint === undefined
        ? []
        : [{ ...found, ...constraint, name, project: normalizeName(name) }];
    }),
  );
}

export interface PoetryDependencyEntry {
  readonly name: string;
  readonly value: unknown;
  readonly at: TomlPath;
  readonly optional: boolean;
}

/** The entries of `[tool.poetry.dependencies]`, `python` left out. */
export function listPoetryDependencies({ table }: LintDocument): readonly PoetryDependencyEntry[] {
  return entriesAt(table, ...DEPENDENCIES)
    .filter(([name]) => name.toLowerCase() !== 'python')
    .map(([name, value]) => ({ name, value, at: [...DEPENDENCIES, name], optional: isOptional(value) }));
}

/** Extra → names as written; of `[tool.poetry.extras]`. */
export function listPoetryExtras({ table }: LintDocument): ReadonlyMap<string, readonly string[]> {
  const extras = entriesAt(table, 'tool', 'poetry', 'extras');
  return new Map(extras.map(([extra]) => [extra, stringsAt(table, 'tool', 'poetry', 'extras', extra) ?? []]));
}

/**
 * Whether poetry-core takes requirements and extras from `[tool.poetry]`: it does unless `[project]` states some.
 */
export function isPoetryAuthoritative({ table }: LintDocument): boolean {
  const stated = stringsAt(table, 'project', 'dependencies') ?? [];
  const extras = entriesAt(table, 'project', 'optional-dependencies');
  return stated.length === 0 && extras.length === 0;
}

/** Whether a set of specifiers ends somewhere. */
export function hasUpperBound(specifiers: SpecifierSet): boolean {
  return specifiers.some(({ operator }) => /^(?:<=?|={2,3}|~=)$/.test(operator));
}

/** The version that `^1.2` or `~1.2` starts from, as written; undefined for any other constraint. */
export function machineCapBase(text: string): string | undefined {
  return /^\s*[\^~](?!=)\s*v?(?<base>\d[\w.+!-]*)\s*$/.exec(text)?.groups?.base;
}

function isOptional(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isOptional);
  return isTable(value) && valueAt(value, 'optional') === true;
}

function constraintsOf(
  value: unknown,
  at: TomlPath,
): readonly { readonly text: string; readonly at: TomlPath }[] {
  if (typeof value === 'string') return [{ text: value, at }];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => constraintsOf(item, [...at, index]));
  const version = isTable(value) ? valueAt(value, 'version') : undefined;
  return typeof version === 'string' ? [{ text: version, at: [...at, 'version'] }] : [];
}
