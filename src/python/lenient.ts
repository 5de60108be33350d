import { parseRequirement, type Requirement } from './requirement.ts';
import { parseSpecifiers, type SpecifierSet } from './specifier.ts';
import { unlessInvalid } from './unless-invalid.ts';

/** A value of an upstream string that may first have had to be repaired. */
export interface Lenient<T> {
  readonly value: T;
  /** What was read: the string itself, or its repaired form. */
  readonly text: string;
  /** What was wrong, each a phrase such as `a missing comma`; empty where the string was valid. */
  readonly repairs: readonly string[];
}

/**
 * Reads a requirement strictly, and where that fails once more with the repairs of the tables below, which also take
 * away the comment of a line of a requirements file. Throws the strict parser's DEPENDENCY_INVALID.
 */
export function parseLenientRequirement(text: string): Lenient<Requirement> {
  return parseLeniently(text, parseRequirement, repairRequirement);
}

/** Like parseLenientRequirement, for a set of version clauses such as Requires-Python. */
export function parseLenientSpecifiers(text: string): Lenient<SpecifierSet> {
  return parseLeniently(text, parseSpecifiers, repairSpecifiers);
}

interface Repaired {
  readonly text: string;
  readonly repairs: readonly string[];
}

function parseLeniently<T>(
  text: string,
  parse: (text: string) => T,
  repair: (text: string) => Repaired,
): Lenient<T> {
  try {
    return { value: parse(text), text, repairs: [] };
  } catch (error) {
    const repaired = text.length > LONGEST ? { text, repairs: [] } : repair(text);
    const value = repaired.repairs.length > 0 ? unlessInvalid(() => parse(repaired.text)) : undefined;
    if (value === undefined) throw error;
    return { value, ...repaired };
  }
}

/** Nobody wrote more by hand and got it nearly right. */
const LONGEST = 5000;

/** Pattern, what to put in its place, and what was wrong. Patterns must not backtrack over each other's runs. */
type Repair = readonly [pattern: RegExp, replacement: string, reason: string];

const LINE_REPAIRS = [
  [/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g, ' ', 'a space that is not ASCII'],
  [/[\u2018\u2019]/g, "'", 'a typographic quote'],
  [/[\u201c\u201d]/g, '"', 'a typographic quote'],
  [/(?:^|[ \t])#.*/s, '', 'a comment'],
] as const satisfies readonly Repair[];

const EXTRAS_REPAIRS = [
  [/,[ \t]*(?=[,\]])/g, '', 'an empty extra'],
  [/\[[ \t]*,/g, '[', 'an empty extra'],
] as const satisfies readonly Repair[];

/** On all clauses together. */
const SET_REPAIRS = [
  [/['"]/g, '', 'stray quotes'],
  [/[()]/g, '', 'stray parentheses'],
  [/([<>=!~])[ \t]+(?==)/g, '$1', 'a space inside an operator'],
  [/([0-9a-z*])[ \t]*(?=[<>=~!])/gi, '$1,', 'a missing comma'],
  [/;[ \t]*$/, '', 'a separator with nothing after it'],
] as const satisfies readonly Repair[];

/** On each clause. */
const CLAUSE_REPAIRS = [
  [/^=([<>])(?!=)/, '$1=', 'an operator with its signs swapped'],
  [/^=(?![=<>~!])/, '==', 'a single equals sign'],
  [/^~>/, '~=', "Ruby's `~>`"],
  [/^!=[ \t]*~[ \t]*([0-9.]*[0-9])$/, '!=$1.*', 'a tilde after `!=`'],
  [/^(?:[<>=~!]=|[<>=])?[ \t]*\*$/, '', 'a wild card that says nothing'],
  [/\.x\b.*/i, '.*', 'an `x` for a wild card'],
  [/([0-9])\*/, '$1.*', 'a missing dot before a wild card'],
  [/^((?:[<>~]=|[<>]).*[0-9])\.\*$/, '$1', 'a wild card after an order'],
  [/^((?:[<>~]=|[<>])[^+]*)\+.*$/, '$1', 'a local label after an order'],
  [/^((?:[<>=~!]=|[<>])[ \t]*)dev$/, '$10.0.dev0', '`dev` for a version'],
  [/^~=[ \t]*v?([0-9]+)$/, '>=$1,==$1.*', '`~=` with a single number'],
  [/^(.*[0-9])\.+$/, '$1', 'a trailing dot'],
  [/^(?=v?[0-9])/, '==', 'a version without an operator'],
] as const satisfies readonly Repair[];

const MARKER_REPAIRS = [
  [/&&?/g, ' and ', '`&&` for `and`'],
  [/\|\|?/g, ' or ', '`||` for `or`'],
  [/\bAND\b/g, 'and', 'a capital `AND`'],
  [/\bOR\b/g, 'or', 'a capital `OR`'],
  [/=([<>])/g, '$1=', 'an operator with its signs swapped'],
  [/([^=<>~!])=(?=[^=<>~!])/g, '$1==', 'a single equals sign'],
  [/\bplatform\.(system|release)\b/g, 'platform_$1', 'a dot in a variable'],
  [/([<>=]|\bin)([ \t]*)([0-9][0-9.]*)/g, '$1$2"$3"', 'a version without quotes'],
  [/[;,][ \t]*$/, '', 'a separator with nothing after it'],
] as const satisfies readonly Repair[];

function repairRequirement(text: string): Repaired {
  const line = applyRepairs(text.trim(), LINE_REPAIRS);
  const [, head = '', rest = ''] =
    /^([a-z0-9][a-z0-9._-]*[ \t]*(?:\[[^\]]*\])?)(.*)$/is.exec(line.text) ?? [];
  if (rest.trimStart().startsWith('@')) return line;
  const semicolon = rest.includes(';') ? rest.indexOf(';') : rest.length;
  const name = applyRepairs(head, EXTRAS_REPAIRS);
  const specifiers = repairSpecifiers(rest.slice(0, semicolon));
  const marker = applyRepairs(rest.slice(semicolon).trim(), MARKER_REPAIRS);
  return {
    text: `${name.text}${specifiers.text}${marker.text}`,
    repairs: [...new Set([line, name, specifiers, marker].flatMap(({ repairs }) => repairs))],
  };
}

function repairSpecifiers(text: string): Repaired {
  const set = applyRepairs(text.trim(), SET_REPAIRS);
  const clauses = set.text.split(',').map((clause) => applyRepairs(clause.trim(), CLAUSE_REPAIRS));
  return {
    text: clauses
      .map((clause) => clause.text)
      .filter((clause) => clause !== '')
      .join(','),
    repairs: [...new Set([set, ...clauses].flatMap(({ repairs }) => repairs))],
  };
}

function applyRepairs(text: string, table: readonly Repair[]): Repaired {
  const repairs: string[] = [];
  let repaired = text;
  for (const [pattern, replacement, reason] of table) {
    const next = repaired.replace(pattern, replacement);
    if (next !== repaired) repairs.push(reason);
    repaired = next;
  }
  return { text: repaired, repairs };
}
