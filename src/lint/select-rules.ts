import { EbuildgenError } from '../core/errors.ts';
import type { Rule } from './rule.ts';
import { rules } from './rule-table.ts';

/** Codes or prefixes of codes, upper case; an empty `select` is every rule. */
export interface RuleSelection {
  readonly select: readonly string[];
  readonly ignore: readonly string[];
}

/** The rules that run: the longer prefix decides (`--ignore PO1 --select PO104`), and `ignore` between equals. */
export function selectRules({ select, ignore }: RuleSelection): readonly Rule[] {
  const selected = select.length === 0 ? [''] : select;
  return rules.filter(({ code }) => {
    const wanted = longestPrefix(selected, code);
    return wanted !== undefined && wanted > (longestPrefix(ignore, code) ?? -1);
  });
}

function longestPrefix(prefixes: readonly string[], code: string): number | undefined {
  const lengths = prefixes.filter((prefix) => code.startsWith(prefix)).map(({ length }) => length);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

/** `po1, PK203` as prefixes. Throws `code` where one matches no rule. */
export function parseRulePrefixes(
  texts: readonly string[],
  fault: { readonly code: 'USAGE_INVALID' | 'CONFIG_INVALID'; readonly subject: string },
): readonly string[] {
  const prefixes = texts.flatMap((text) => text.split(',')).map((text) => text.trim().toUpperCase());
  const wanted = prefixes.filter((prefix) => prefix !== '').map((prefix) => (prefix === 'ALL' ? '' : prefix));
  const unknown = wanted.find((prefix) => !rules.some(({ code }) => code.startsWith(prefix)));
  if (unknown === undefined) return wanted;
  throw new EbuildgenError(fault.code, `${fault.subject}: \`${unknown}\` is the code of no rule`, {
    hint: '`ebuildgen lint --list` prints all',
  });
}
