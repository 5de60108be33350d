export type PathMatcher = (path: string) => boolean;

/** Longer is no pattern that a person wrote. */
const MAX_LENGTH = 512;
/** Of a list of patterns, no more than these are read. */
const MAX_PATTERNS = 500;

/** What the patterns of one package may still cost, in steps: the number of files times that of patterns has no bound. */
export interface MatchBudget {
  steps: number;
}

/** Some seconds; a hundred thousand files and fifteen patterns need less. */
export const createMatchBudget = (): MatchBudget => ({ steps: 200_000_000 });

/** For patterns that are not upstream's. */
export const UNLIMITED: MatchBudget = { steps: Number.POSITIVE_INFINITY };

/** In steps: what matching costs however early it ends, beside the length of the path; also what a path found costs. */
const COST_OF_MATCH = 50;
const COST_OF_COMPARISON = 5;

/**
 * `*`, `?`, `[…]` and `**` as pathlib, glob and fnmatch know them; a pattern beyond reason matches nothing, and neither
 * does any pattern once the budget is used up. Matching takes time in proportion to pattern times path: regular
 * expressions made of hostile wildcards would not.
 */
export function createGlob(pattern: string, budget = UNLIMITED): PathMatcher {
  return createMatcher(pattern, { equals: (path) => path === pattern, tail: [], budget });
}

/** Matches a path, or anything below a folder that matches: how backends expand a glob. */
export function createTreeGlob(pattern: string, budget = UNLIMITED): PathMatcher {
  const equals = (path: string) => path === pattern || path.startsWith(`${pattern}/`);
  return createMatcher(pattern, { equals, tail: [ANY_DEPTH], budget });
}

/** Like createTreeGlob for any of several patterns. */
export function createTreeFilter(patterns: readonly string[], budget = UNLIMITED): PathMatcher {
  const each = patterns.slice(0, MAX_PATTERNS).map((pattern) => createTreeGlob(pattern, budget));
  return (path) => each.some((matches) => matches(path));
}

/** `fnmatch` over dotted names: `*` also takes the dots. */
export function createNameFilter(patterns: readonly string[], budget = UNLIMITED): PathMatcher {
  const each = patterns.slice(0, MAX_PATTERNS).map((pattern) => createGlob(pattern, budget));
  return (name) => each.some((matches) => matches(name));
}

interface Matching {
  /** Without wildcards. */
  readonly equals: PathMatcher;
  /** What follows the pattern's parts. */
  readonly tail: readonly (typeof ANY_DEPTH)[];
  readonly budget: MatchBudget;
}

function createMatcher(pattern: string, { equals, tail, budget }: Matching): PathMatcher {
  if (pattern.length > MAX_LENGTH) return () => false;
  if (!/[*?[]/.test(pattern)) {
    return (path) => {
      const isEqual = budget.steps > 0 && equals(path);
      budget.steps -= isEqual ? COST_OF_MATCH : COST_OF_COMPARISON;
      return isEqual;
    };
  }
  const parts = pattern.split('/').map((part) => (part === '**' ? ANY_DEPTH : readSegment(part)));
  const tokens = [...parts, ...tail];
  return (path) => {
    budget.steps -= COST_OF_MATCH + path.length;
    return budget.steps > 0 && matchSequence(tokens, path.split('/'), { matches: matchSegment, budget });
  };
}

/** One character of a path's part: itself, `?` and `[a-z]`; or `*`, any number of them. */
type SegmentToken = typeof ANY_DEPTH | string | ((char: string) => boolean);

const ANY_DEPTH = Symbol('any number');

type Segment = string | readonly SegmentToken[];

function readSegment(text: string): Segment {
  if (!/[*?[]/.test(text)) return text;
  const tokens = text.match(/\[!?\]?[^\]]*\]|[\s\S]/gu) ?? [];
  return tokens.map((token) => {
    if (token === '*') return ANY_DEPTH;
    if (token === '?') return () => true;
    return token.length > 1 && token.startsWith('[') ? readClass(token) : token;
  });
}

/** `[a-z_]`, `[!a-z]` */
function readClass(token: string): (char: string) => boolean {
  const negated = token.startsWith('[!');
  const ranges = [
    ...token.slice(negated ? 2 : 1, -1).matchAll(/(?<from>[\s\S])-(?<to>[\s\S])|(?<one>[\s\S])/gu),
  ].map(({ groups }) => [groups?.one ?? groups?.from ?? '', groups?.one ?? groups?.to ?? ''] as const);
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== negated;
}

function matchSegment(segment: Segment, text: string, budget: MatchBudget): boolean {
  if (typeof segment === 'string') return segment === text;
  return matchSequence(segment, [...text], { matches: matchChar, budget });
}

function matchChar(token: Exclude<SegmentToken, typeof ANY_DEPTH>, char: string): boolean {
  return token === char || (typeof token === 'function' && token(char));
}

interface SequenceMatching<Token, Item> {
  readonly matches: (token: Token, item: Item, budget: MatchBudget) => boolean;
  readonly budget: MatchBudget;
}

/**
 * Matches a sequence that may hold "any number" against items. After a mismatch only the last "any number" need take one
 * more: what came before it has found its earliest place already.
 */
function matchSequence<Token, Item>(
  tokens: readonly (typeof ANY_DEPTH | Token)[],
  items: readonly Item[],
  { matches, budget }: SequenceMatching<Token, Item>,
): boolean {
  let [at, item, star, resume] = [0, 0, -1, 0];
  while (item < items.length) {
    budget.steps -= 1;
    if (budget.steps < 0) return false;
    const token = tokens[at];
    if (token === ANY_DEPTH) {
      [star, resume] = [at, item];
      at += 1;
    } else if (token !== undefined && matches(token, items[item] as Item, budget)) {
      at += 1;
      item += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, item] = [star + 1, resume];
    } else return false;
  }
  return tokens.slice(at).every((token) => token === ANY_DEPTH);
}

interface IgnoreRule {
  readonly negated: boolean;
  readonly matches: PathMatcher;
}

/** Patterns of .gitignore's language (hatchling, gitignore(5)): the last one that matches decides. */
export function createIgnoreFilter(patterns: readonly string[], budget = UNLIMITED): PathMatcher {
  const rules = patterns.slice(0, MAX_PATTERNS).flatMap((pattern) => readRule(pattern, budget) ?? []);
  return (path) => !(rules.findLast((rule) => rule.matches(path))?.negated ?? true);
}

function readRule(line: string, budget: MatchBudget): IgnoreRule | undefined {
  const pattern = line.trim();
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const negated = pattern.startsWith('!');
  const bare = (negated ? pattern.slice(1) : pattern).replace(/\/$/, '');
  const glob = createTreeGlob(bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`, budget);
  return { negated, matches: pattern.endsWith('/') ? (path) => glob(parentOf(path)) : glob };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
