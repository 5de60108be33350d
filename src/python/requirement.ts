import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { formatMarker, type Marker, scanMarker } from './marker.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { formatSpecifiers, parseSpecifiers, SPECIFIER, type SpecifierSet } from './specifier.ts';
import { unlessInvalid } from './unless-invalid.ts';

/** A PEP 508 dependency specifier. */
export interface Requirement {
  /** As written; compare with normalizeName. */
  readonly name: string;
  /** As written, without duplicates. */
  readonly extras: readonly string[];
  readonly specifiers: SpecifierSet;
  readonly url?: string;
  readonly marker?: Marker;
}

/**
 * Reads a dependency specifier strictly, as packaging does: extras, version clauses with or without parentheses, or a
 * URL, then a marker. Throws DEPENDENCY_INVALID. https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
export function parseRequirement(text: string): Requirement {
  const scanner = createScanner(text);
  scanner.take(SPACE);
  const name = expectToken(scanner, IDENTIFIER, 'a name');
  scanner.take(SPACE);
  const extras = scanExtras(scanner);
  scanner.take(SPACE);
  const origin = scanner.take(AT) === undefined ? scanVersions(scanner) : scanUrl(scanner);
  const marker = scanTail(scanner);
  return { name, extras, ...origin, ...(marker === undefined ? {} : { marker }) };
}

/** Like parseRequirement, but gives undefined instead of throwing. */
export function tryParseRequirement(text: string): Requirement | undefined {
  return unlessInvalid(() => parseRequirement(text));
}

const SPACE = /[ \t]+/y;
const IDENTIFIER = /\b[a-zA-Z0-9][a-zA-Z0-9._-]*\b/y;
const AT = /@/y;
const COMMA = /,/y;
const SEMICOLON = /;/y;
const OPEN = /\(/y;
const CLOSE = /\)/y;
const OPEN_EXTRAS = /\[/y;
const CLOSE_EXTRAS = /\]/y;
const URL_TOKEN = /[^ \t]+/y;
const CLAUSE = new RegExp(SPECIFIER, 'iy');

function scanExtras(scanner: Scanner): readonly string[] {
  if (scanner.take(OPEN_EXTRAS) === undefined) return [];
  scanner.take(SPACE);
  const extras = new Set<string>();
  let extra = scanner.take(IDENTIFIER);
  while (extra !== undefined) {
    extras.add(extra);
    scanner.take(SPACE);
    if (scanner.take(COMMA) === undefined) break;
    scanner.take(SPACE);
    extra = expectToken(scanner, IDENTIFIER, 'an extra');
  }
  expectToken(scanner, CLOSE_EXTRAS, '`]`');
  return [...extras];
}

function scanVersions(scanner: Scanner): Pick<Requirement, 'specifiers'> {
  const inParentheses = scanner.take(OPEN) !== undefined;
  scanner.take(SPACE);
  const clauses: string[] = [];
  for (let clause = scanner.take(CLAUSE); clause !== undefined; clause = scanner.take(CLAUSE)) {
    clauses.push(clause);
    scanner.take(SPACE);
    if (scanner.take(COMMA) === undefined) break;
    scanner.take(SPACE);
  }
  if (inParentheses) expectToken(scanner, CLOSE, '`)`');
  return { specifiers: parseSpecifiers(clauses.join(',')) };
}

function scanUrl(scanner: Scanner): Pick<Requirement, 'specifiers' | 'url'> {
  scanner.take(SPACE);
  return { url: expectToken(scanner, URL_TOKEN, 'a URL'), specifiers: [] };
}

function scanTail(scanner: Scanner): Marker | undefined {
  scanner.take(SPACE);
  if (scanner.atEnd()) return undefined;
  expectToken(scanner, SEMICOLON, '`,`, `;` or the end');
  const marker = scanMarker(scanner, 0);
  if (!scanner.atEnd()) throw broken(scanner, 'the end');
  return marker;
}

function expectToken(scanner: Scanner, pattern: RegExp, expected: string): string {
  const token = scanner.take(pattern);
  if (token === undefined) throw broken(scanner, expected);
  return token;
}

function broken(scanner: Scanner, expected: string): EbuildgenError {
  const place = scanner.position() + 1;
  return new EbuildgenError(
    'DEPENDENCY_INVALID',
    `${excerpt(scanner.text)} is not a requirement: expected ${expected} at column ${place}`,
  );
}

/** Writes a requirement the way packaging does: `name[a,b]<2,>=1; marker`, `name @ url ; marker`. */
export function formatRequirement({ name, extras, specifiers, url, marker }: Requirement): string {
  return [
    name,
    extras.length === 0 ? '' : `[${[...extras].sort().join(',')}]`,
    formatSpecifiers(specifiers),
    url === undefined ? '' : ` @ ${url}`,
    marker === undefined ? '' : `${url === undefined ? '' : ' '}; ${formatMarker(marker)}`,
  ].join('');
}
