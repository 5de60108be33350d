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
