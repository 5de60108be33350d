import { EbuildgenError } from '../core/errors.ts';
import { excerpt } from './excerpt.ts';
import { unlessInvalid } from './unless-invalid.ts';
import { formatVersion, PUBLIC_VERSION, PYTHON_SPACE, parseVersion, type Version } from './version.ts';

/** One clause of a PEP 440 specifier set. */
export type Specifier =
  | {
      readonly operator: '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>';
      readonly version: Version;
      /** `==1.2.*`, `!=1.2.*` */
      readonly wildcard: boolean;
    }
  | { readonly operator: '==='; readonly text: string };

/** All clauses must hold; an empty set allows every version. */
export type SpecifierSet = readonly Specifier[];

const anonymous = PUBLIC_VERSION.replace(/\?<\w+>/g, '?:');
const RELEASE = '(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*';
const LOCAL = '\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*';

/** One clause in its written form, unanchored: which operator takes wild cards, labels or a single number. */
export const SPECIFIER = [
  `===[${PYTHON_SPACE}]*[^${PYTHON_SPACE};)]*`,
  `(?:==|!=)[${PYTHON_SPACE}]*v?(?:${RELEASE}\\.\\*|${anonymous}(?:${LOCAL})?)`,
  `~=[${PYTHON_SPACE}]*v?(?=(?:[0-9]+!)?[0-9]+\\.[0-9])${anonymous}`,
  `(?:<=|>=|<|>)[${PYTHON_SPACE}]*v?${anonymous}`,
].join('|');

const CLAUSE = new RegExp(`^[${PYTHON_SPACE}]*(?<clause>${SPECIFIER})[${PYTHON_SPACE}]*$`, 'i');
const BLANK = new RegExp(`^[${PYTHON_SPACE}]*$`);
const LEADING_SPACE = new RegExp(`^[${PYTHON_SPACE}]+`);

/** Far more than anybody excludes; what is done with each clause later need not be cheap then. */
const MOST_CLAUSES = 500;

/** Reads `>=1.2,!=1.5.*,<3`; a trailing comma is allowed. Throws DEPENDENCY_INVALID. PEP 440. */
export function parseSpecifiers(text: string): SpecifierSet {
  const clauses = text.split(',').filter((part) => !BLANK.test(part));
  if (clauses.length <= MOST_CLAUSES) return clauses.map(parseClause);
  throw new EbuildgenError(
    'DEPENDENCY_INVALID',
    `${excerpt(text)} has more than ${MOST_CLAUSES} version clauses`,
  );
}

/** Like parseSpecifiers, but gives undefined instead of throwing. */
export function tryParseSpecifiers(text: string): SpecifierSet | undefined {
  return unlessInvalid(() => parseSpecifiers(text));
}

/** Reads exactly one clause; undefined where the text is anything else. */
export function tryParseSpecifier(text: string): Specifier | undefined {
  return unlessInvalid(() => parseClause(text));
}

function parseClause(text: string): Specifier {
  const clause = CLAUSE.exec(text)?.groups?.clause;
  if (clause === undefined) {
    throw new EbuildgenError('DEPENDENCY_INVALID', `${excerpt(text.trim())} is not a version specifier`);
  }
  const operator = /^(?:===|[~=!<>]=|[<>])/.exec(clause)?.[0] ?? '';
  const operand = clause.slice(operator.length).replace(LEADING_SPACE, '');
  if (operator === '===') return { operator, text: operand };
  const wildcard = operand.endsWith('.*');
  return {
    operator: operator as Exclude<Specifier['operator'], '==='>,
    version: parseVersion(wildcard ? operand.slice(0, -2) : operand),
    wildcard,
  };
}

/** The clauses normalised, without duplicates and in the order of their text, as packaging writes a set. */
export function formatSpecifiers(specifiers: SpecifierSet): string {
  return [...new Set(specifiers.map(formatSpecifier))].sort().join(',');
}

/** One clause with its version normalised. */
export function formatSpecifier(specifier: Specifier): string {
  if (specifier.operator === '===') return `===${specifier.text}`;
  return `${specifier.operator}${formatVersion(specifier.version)}${specifier.wildcard ? '.*' : ''}`;
}
