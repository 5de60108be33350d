/** DISTUTILS_USE_PEP517 values that distutils-r1.eclass spelt differently before July 2026; EAPI 8 converts them. */
const OLD_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['flit-core', 'flit'],
  ['flit-scm', 'flit_scm'],
  ['jupyter-packaging', 'jupyter'],
  ['poetry-core', 'poetry'],
]);

/** How an eclass that knows `accepted` wants a backend written; undefined `accepted` means a current eclass. */
export function spellBackend(backend: string, accepted: ReadonlySet<string> | undefined): string {
  if (accepted === undefined || accepted.has(backend)) return backend;
  const old = OLD_SPELLINGS.get(backend);
  return old !== undefined && accepted.has(old) ? old : backend;
}
