import picomatch from 'picomatch';

/** Longer, or with more wildcards, is no pattern that a person wrote; matching takes time that grows with both. */
const MAX_LENGTH = 256;
const MAX_WILDCARDS = 12;

export type PathMatcher = (path: string) => boolean;

const OPTIONS = { dot: true, nobrace: true, noextglob: true, nonegate: true, strictSlashes: true } as const;

/** `*`, `?`, `[…]` and `**` as pathlib, glob and fnmatch know them; a pattern beyond reason matches only itself. */
export function createGlob(pattern: string): PathMatcher {
  const wildcards = pattern.match(/[*?[]/g)?.length ?? 0;
  if (wildcards === 0 || wildcards > MAX_WILDCARDS || pattern.length > MAX_LENGTH)
    return (path) => path === pattern;
  const matches = picomatch(pattern.replaceAll('[!', '[^'), OPTIONS);
  return (path) => matches(path);
}

/** Matches a path, or anything below a folder that matches: how backends expand a glob. */
export function createTreeGlob(pattern: string): PathMatcher {
  const matches = createGlob(pattern);
  return (path) => selfAndParents(path).some(matches);
}

/** `fnmatch` over dotted names: `*` also takes the dots. */
export function createNameFilter(patterns: readonly string[]): PathMatcher {
  const each = patterns.map(createGlob);
  return (name) => each.some((matches) => matches(name));
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
  const rules = patterns.flatMap((pattern) => readRule(pattern) ?? []);
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
