export type PathMatcher = (path: string) => boolean;

/** Longer is no pattern that a person wrote. */
const MAX_LENGTH = 512;
/** Of a list of patterns, no more than these are read. */
const MAX_PATTERNS = 500;

/**
 * `*`, `?`, `[…]` and `**` as pathlib, glob and fnmatch know them; a pattern beyond reason matches nothing. Matching takes
 * time in proportion to pattern times path: regular expressions made of hostile wildcards would not.
 */
export function createGlob(pattern: string): PathMatcher {
  if (pattern.length > MAX_LENGTH) return () => false;
  if (!/[*?[]/.test(pattern)) return (path) => path === pattern;
  const parts = pattern.split('/').map((part) => (part === '**' ? ANY_DEPTH : readSegment(part)));
  return (path) => matchSequence(parts, path.split('/'), matchSegment);
}

/** Matches a path, or anything below a folder that matches: how backends expand a glob. */
export function createTreeGlob(pattern: string): PathMatcher {
  const matches = createGlob(pattern);
  return (path) => selfAndParents(path).some(matches);
}

/** `fnmatch` over dotted names: `*` also takes the dots. */
export function createNameFilter(patterns: readonly string[]): PathMatcher {
  const each = patterns.slice(0, MAX_PATTERNS).map(createGlob);
  return (name) => each.some((matches) => matches(name));
}

/** One character of a path's part: itself, `?`, `[a-z]`; or `*`, any number of them. */
type SegmentToken = typeof ANY_DEPTH | ((char: string) => boolean);

const ANY_DEPTH = Symbol('any number');

type Segment = readonly SegmentToken[];

function readSegment(text: string): Segment {
  const tokens = text.match(/\[!?\]?[^\]]*\]|[\s\S]/gu) ?? [];
  return tokens.map((token) => {
    if (token === '*') return ANY_DEPTH;
    if (token === '?') return () => true;
    return token.length > 1 && token.startsWith('[') ? readClass(token) : (char: string) => char === token;
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

function matchSegment(segment: Segment, text: string): boolean {
  return matchSequence(segment, [...text], (token, char) => token(char));
}

/**
 * Matches a sequence that may hold "any number" against items. After a mismatch only the last "any number" need take one
 * more: what came before it has found its earliest place already.
 */
function matchSequence<Token, Item>(
  tokens: readonly (typeof ANY_DEPTH | Token)[],
  items: readonly Item[],
  matches: (token: Token, item: Item) => boolean,
): boolean {
  let [at, item, star, resume] = [0, 0, -1, 0];
  while (item < items.length) {
    const token = tokens[at];
    if (token === ANY_DEPTH) {
      [star, resume] = [at, item];
      at += 1;
    } else if (token !== undefined && matches(token, items[item] as Item)) {
      at += 1;
      item += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, item] = [star + 1, resume];
    } else return false;
  }
  return tokens.slice(at).every((token) => token === ANY_DEPTH);
}

/** `a/b/c` → `a/b/c`, `a/b`, `a`. */
function selfAndParents(path: string): readonly string[] {
  const paths = [path];
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    paths.push(path.slice(0, cut));
  return paths;
}

interface IgnoreRule {
  readonly negated: boolean;
  readonly matches: PathMatcher;
}

/** Patterns of .gitignore's language (hatchling, gitignore(5)): the last one that matches decides. */
export function createIgnoreFilter(patterns: readonly string[]): PathMatcher {
  const rules = patterns.slice(0, MAX_PATTERNS).flatMap((pattern) => readRule(pattern) ?? []);
  return (path) => !(rules.findLast((rule) => rule.matches(path))?.negated ?? true);
}

function readRule(line: string): IgnoreRule | undefined {
  const pattern = line.trim();
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const negated = pattern.startsWith('!');
  const bare = (negated ? pattern.slice(1) : pattern).replace(/\/$/, '');
  const glob = createTreeGlob(bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`);
  return { negated, matches: pattern.endsWith('/') ? (path) => glob(parentOf(path)) : glob };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
