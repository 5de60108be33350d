/** DISTUTILS_USE_PEP517 values that distutils-r1.eclass spelt differently before July 2026; EAPI 8 converts them. */
const OLD_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['flit-core', 'flit'],
  ['flit-scm', 'flit_scm'],
  ['jupyter-packaging', 'jupyter'],
  ['poetry-core', 'poetry'],
]);

/** What distutils-r1.eclass accepted before July 2026. A current one takes all of these too while EAPI 8 lasts. */
export const OLD_BACKENDS: readonly string[] = [
  'flit',
  'flit_scm',
  'hatchling',
  'jupyter',
  'maturin',
  'meson-python',
  'no',
  'pbr',
  'pdm-backend',
  'poetry',
  'scikit-build-core',
  'setuptools',
  'sip',
  'standalone',
  'uv-build',
];

/** How an eclass that knows `accepted` wants a backend written; undefined `accepted` means a current eclass. */
export function spellBackend(backend: string, accepted: ReadonlySet<string> | undefined): string {
  if (accepted === undefined || accepted.has(backend)) return backend;
  const old = OLD_SPELLINGS.get(backend);
  return old !== undefined && accepted.has(old) ? old : backend;
}
