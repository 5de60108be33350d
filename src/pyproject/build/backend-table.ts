import type { Pep517Backend } from '../../model/project.ts';

/**
 * `build-backend` strings and the DISTUTILS_USE_PEP517 value that accepts them (new spelling). distutils-r1.eclass
 * compares the string exactly and dies on another, so a wrapper around a known backend is not that backend.
 */
export const BACKENDS = {
  'setuptools.build_meta': 'setuptools',
  'setuptools.build_meta:__legacy__': 'setuptools',
  'flit_core.buildapi': 'flit-core',
  'flit.buildapi': 'flit-core',
  'flit_scm:buildapi': 'flit-scm',
  'hatchling.build': 'hatchling',
  'poetry.core.masonry.api': 'poetry-core',
  'poetry.masonry.api': 'poetry-core',
  'pdm.backend': 'pdm-backend',
  'pdm.pep517.api': 'pdm-backend',
  maturin: 'maturin',
  mesonpy: 'meson-python',
  'scikit_build_core.build': 'scikit-build-core',
  uv_build: 'uv-build',
  uv: 'uv-build',
  'pbr.build': 'pbr',
  'sipbuild.api': 'sip',
  'jupyter_packaging.build_api': 'jupyter-packaging',
} as const satisfies Readonly<Record<string, Pep517Backend>>;

/** Which family of declarations a backend reads. */
export type MetadataFamily =
  | 'setuptools'
  | 'poetry'
  | 'flit'
  | 'hatch'
  | 'pbr'
  | 'maturin'
  | 'meson'
  | 'sip'
  | 'pep621'
  | 'unknown';

export const FAMILY_OF_BACKEND = {
  setuptools: 'setuptools',
  'flit-core': 'flit',
  'flit-scm': 'flit',
  hatchling: 'hatch',
  'poetry-core': 'poetry',
  'pdm-backend': 'pep621',
  maturin: 'maturin',
  'meson-python': 'meson',
  'scikit-build-core': 'pep621',
  'uv-build': 'pep621',
  pbr: 'pbr',
  sip: 'sip',
  'jupyter-packaging': 'setuptools',
  standalone: 'unknown',
} as const satisfies Readonly<Record<Pep517Backend, MetadataFamily>>;

/** Top modules of third-party backends that wrap a known one: they read what the wrapped one reads. */
export const WRAPPED_FAMILIES: Readonly<Record<string, MetadataFamily>> = {
  poetry_dynamic_versioning: 'poetry',
  poetry: 'poetry',
  setuptools: 'setuptools',
  scikit_build_core: 'setuptools',
  skbuild: 'setuptools',
  cffi_buildsystem: 'setuptools',
  setuptools_rust: 'setuptools',
  pbr: 'pbr',
  hatchling: 'hatch',
  flit_core: 'flit',
  flit_gettext: 'flit',
  intreehooks: 'setuptools',
};
