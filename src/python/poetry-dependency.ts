import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { parseMarker } from './marker.ts';
import { isValidName, normalizeName } from './name.ts';
import type { Cap } from './poetry-clause.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { joinMarkers, poetryPlatformToMarker, poetryPythonToMarker } from './poetry-marker.ts';
import type { Requirement } from './requirement.ts';
import type { SpecifierSet } from './specifier.ts';

/** One dependency of a Poetry table as the built wheel's Requires-Dist says it, but for the extras that ask for it. */
export interface PoetryDependency {
  readonly requirement: Requirement;
  readonly cap: Cap;
  /** Installed only where an extra of `[tool.poetry.extras]` names it. */
  readonly optional: boolean;
  /** Two or more where the version is a union that the requirement's specifiers only enclose; otherwise empty. */
  readonly alternatives: readonly SpecifierSet[];
}

/**
 * Reads one entry of a `dependencies` table of Poetry: a constraint, a table, or a list of tables for several
 * environments. Not for `python`, which is no dependency. Throws DEPENDENCY_INVALID.
 * https://python-poetry.org/docs/dependency-specification/
 */
export function parsePoetryDependency(name: string, value: unknown): readonly PoetryDependency[] {
  if (!isValidName(name)) throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(name)} is not a name`);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.map((entry) => {
    if (typeof entry === 'string') return readTable(name, new Map([['version', entry]]));
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      throw invalid(name, 'is neither a version nor a table');
    }
    return readTable(name, new Map(Object.entries(entry)));
  });
}

type Table = ReadonlyMap<string, unknown>;

function readTable(name: string, table: Table): PoetryDependency {
  const read = (key: string) => readText(name, table, key);
  const markers = read('markers');
  const python = read('python');
  const platform = read('platform');
  const marker = joinMarkers('and', [
    markers ? parseMarker(markers) : undefined,
    python ? poetryPythonToMarker(python) : undefined,
    platform ? poetryPlatformToMarker(platform) : undefined,
  ]);
  const url = readUrl(read);
  const { specifiers, alternatives, cap } = parsePoetryConstraint(url ? '*' : (read('version') ?? '*'));
  return {
    requirement: {
      name,
      extras: readExtras(name, table),
      specifiers,
      ...(url === undefined ? {} : { url }),
      ...(marker === undefined ? {} : { marker }),
    },
    cap,
    optional: table.get('optional') === true,
    alternatives,
  };
}

function readText(name: string, table: Table, key: string): string | undefined {
  const value = table.get(key);
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(name, `has a \`${key}\` that is no text`);
}

function readExtras(name: string, table: Table): readonly string[] {
  const extras = table.get('extras') ?? [];
  if (!Array.isArray(extras) || !extras.every((extra) => typeof extra === 'string')) {
    throw invalid(name, 'has `extras` that are no list of texts');
  }
  return [...new Set(extras.map(normalizeName))].sort();
}

/** Where a dependency that does not come from an index comes from. */
function readUrl(read: (key: string) => string | undefined): string | undefined {
  const git = read('git');
  const path = read('file') ?? read('path');
  const subdirectory = read('subdirectory');
  const fragment = subdirectory ? `#subdirectory=${subdirectory}` : '';
  const reference = read('branch') ?? read('tag') ?? read('rev');
  if (git !== undefined)
    return encode(`git+${gitAddress(git)}${reference ? `@${reference}` : ''}${fragment}`);
  if (path !== undefined) return encode(`file:${path}${fragment}`);
  const url = read('url');
  return url === undefined ? undefined : encode(`${url}${fragment}`);
}

/** `git@host:owner/repo.git`, what ssh takes, as a URL. */
function gitAddress(address: string): string {
  const plain = address.replace(/^git\+/, '');
  if (/^\w+:\/\//.test(plain)) return plain;
  return `ssh://${plain.replace(/^([^/:]+):\/?/, '$1/')}`;
}

/** A URL of a requirement ends at a space. */
function encode(url: string): string {
  return url.replace(/\s/g, encodeURIComponent);
}

function invalid(name: string, problem: string): EbuildgenError {
  return new EbuildgenError('DEPENDENCY_INVALID', `The Poetry dependency ${excerpt(name)} ${problem}`);
}
