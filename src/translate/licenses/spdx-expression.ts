import parse, { type Info } from 'spdx-expression-parse';
import { tryCanonicalId } from './gentoo-names.ts';
import { gnuLicense, groupLicenses, type LicenseLeaf, type LicenseTree } from './license-tree.ts';

/** Longer or deeper text is no licence expression that a person wrote; the parser is recursive. */
const MAX_LENGTH = 2000;
const MAX_PARENTHESES = 40;

const GNU_ID =
  /^(?<family>(?:A|L)?GPL|GFDL)-(?<version>\d\.\d)(?:(?:-no)?-invariants)?(?<term>-only|-or-later|\+)?$/i;

/**
 * Reads an SPDX licence expression (PEP 639; SPDX 2.3 annex D); identifiers and operators in any case. undefined where
 * the text is none: free text such as `BSD` or `Apache 2.0` is for `tryParseFreeform`.
 */
export function tryParseSpdx(text: string): LicenseTree | undefined {
  if (text.length > MAX_LENGTH || text.split('(').length > MAX_PARENTHESES) return undefined;
  try {
    return toTree(parse(respell(text)));
  } catch {
    return undefined;
  }
}

/** The parser knows identifiers in their official case only. */
function respell(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[A-Za-z0-9][A-Za-z0-9.-]*\+?/g, (word) => respellId(word) ?? word);
}

function respellId(word: string): string | undefined {
  const gnu = GNU_ID.exec(word)?.groups;
  if (gnu?.family !== undefined)
    return word
      .replace(/^[a-z]+/i, gnu.family.toUpperCase())
      .replace(/-(only|no|or|later|invariants)/gi, (s) => s.toLowerCase());
  const plus = word.endsWith('+') ? '+' : '';
  const id = tryCanonicalId(plus === '' ? word : word.slice(0, -1));
  return id === undefined ? undefined : id + plus;
}

function toTree(node: Info): LicenseTree {
  if ('conjunction' in node)
    return groupLicenses(node.conjunction === 'and' ? 'all' : 'any', [toTree(node.left), toTree(node.right)]);
  return toLeaf(node.license, node.plus === true, node.exception);
}

function toLeaf(id: string, plus: boolean, exception: string | undefined): LicenseLeaf {
  const extra = exception === undefined ? {} : { exception };
  const gnu = GNU_ID.exec(id)?.groups;
  if (gnu === undefined) return { kind: 'license', id, ...extra };
  return { ...gnuLicense(`${gnu.family}-${gnu.version}`, plus ? '+' : (gnu.term ?? '')), ...extra };
}
