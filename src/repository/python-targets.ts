/** Implementations of python-utils-r1.eclass of August 2026, for runs that know no repository with eclasses. */
export const PYTHON_TARGETS: readonly string[] = [
  'python3_12',
  'python3_13',
  'python3_14',
  'python3_15',
  'python3_14t',
  'python3_15t',
];

/** PYTHON_TARGETS of ::gentoo's base profile. */
export const DEFAULT_PYTHON_TARGETS: readonly string[] = ['python3_14'];

/** What ::gentoo's base profile has in use.mask. */
export const MASKED_PYTHON_TARGETS: readonly string[] = ['python3_15', 'python3_15t'];

/** CPython targets by version, then the free-threaded ones by version; other names (PyPy) are left out. */
export function sortPythonTargets(targets: Iterable<string>): readonly string[] {
  return [...new Set(targets)]
    .map((target) => ({ target, parts: /^python3_(?<minor>\d{1,4})(?<threads>t?)$/.exec(target)?.groups }))
    .filter(({ parts }) => parts !== undefined)
    .map(({ target, parts }) => ({
      target,
      order: Number(parts?.minor) + (parts?.threads === 't' ? 1e5 : 0),
    }))
    .sort((a, b) => a.order - b.order)
    .map(({ target }) => target);
}

/**
 * The targets that patterns of python_gen_cond_dep select (_python_impl_matches of python-utils-r1.eclass): `3.12` takes
 * free-threaded builds too, other patterns are names with one `*` at most.
 */
export function matchPythonTargets(
  targets: readonly string[],
  patterns: readonly string[],
): readonly string[] {
  return targets.filter((target) => patterns.some((pattern) => matchesPattern(target, pattern)));
}

function matchesPattern(target: string, pattern: string): boolean {
  if (/^3\.\d+$/.test(pattern)) return target.replace(/t$/, '') === `python${pattern.replace('.', '_')}`;
  const [head = '', ...rest] = pattern.replace('.', '_').split('*');
  if (rest.length === 0) return target === head;
  return target.startsWith(head) && target.endsWith(rest.at(-1) ?? '');
}
