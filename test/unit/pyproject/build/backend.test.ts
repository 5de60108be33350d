import { describe, expect, test } from 'vitest';
import { detectBackend } from '../../../../src/pyproject/build/backend.ts';
import { parseToml } from '../../../../src/toml/values.ts';
import { sourceTree } from '../../../support/source-tree.ts';

function detect(files: Readonly<Record<string, string>>) {
  const text = files['pyproject.toml'];
  return detectBackend(sourceTree(files), text === undefined ? undefined : parseToml(text, 'pyproject.toml'));
}

const named = (backend: string, more = '') => ({
  'pyproject.toml': `[build-system]\nrequires = []\nbuild-backend = "${backend}"\n${more}`,
});

describe('detectBackend', () => {
  test.each([
    ['setuptools.build_meta', 'setuptools', 'setuptools'],
    ['setuptools.build_meta:__legacy__', 'setuptools', 'setuptools'],
    ['flit_core.buildapi', 'flit-core', 'flit'],
    ['flit.buildapi', 'flit-core', 'flit'],
    ['flit_scm:buildapi', 'flit-scm', 'flit'],
    ['hatchling.build', 'hatchling', 'hatch'],
    ['poetry.core.masonry.api', 'poetry-core', 'poetry'],
    ['poetry.masonry.api', 'poetry-core', 'poetry'],
    ['pdm.backend', 'pdm-backend', 'pep621'],
    ['pdm.pep517.api', 'pdm-backend', 'pep621'],
    ['maturin', 'maturin', 'maturin'],
    ['mesonpy', 'meson-python', 'meson'],
    ['scikit_build_core.build', 'scikit-build-core', 'pep621'],
    ['uv_build', 'uv-build', 'pep621'],
    ['uv', 'uv-build', 'pep621'],
    ['pbr.build', 'pbr', 'pbr'],
    ['sipbuild.api', 'sip', 'sip'],
    ['jupyter_packaging.build_api', 'jupyter-packaging', 'setuptools'],
  ])('%s is %s and reads %s declarations', (written, backend, family) => {
    const { value, diagnostics } = detect(named(written));
    expect(value.backend.value).toBe(backend);
    expect(value.buildBackend).toBe(written);
    expect(value.family).toBe(family);
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['poetry_dynamic_versioning.backend', 'poetry'],
    ['scikit_build_core.setuptools.build_meta', 'setuptools'],
    ['setuptools.build_meta ', 'setuptools'],
    ['__proto__', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s is unknown to the eclass: standalone', (written, family) => {
    const { value, diagnostics } = detect(named(written));
    expect(value.backend.value).toBe('standalone');
    expect(value.family).toBe(family);
    expect(diagnostics.map((one) => one.code)).toEqual(['backend-unknown']);
  });

  test('backend-path makes any backend standalone', () => {
    const { value, diagnostics } = detect(named('setuptools.build_meta', 'backend-path = ["."]'));
    expect(value).toMatchObject({
      backend: { value: 'standalone' },
      backendPath: ['.'],
      family: 'setuptools',
    });
    expect(diagnostics.map((one) => one.code)).toEqual(['backend-in-tree']);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['setup.py alone', { 'setup.py': '' }, []],
    [
      '[build-system] without build-backend',
      { 'pyproject.toml': '[build-system]\nrequires = []', 'setup.py': '' },
      [],
    ],
    [
      'pyproject.toml without [build-system]',
      { 'pyproject.toml': '[project]\nname = "a"' },
      ['setup-py-made'],
    ],
    ['setup.cfg alone', { 'setup.cfg': '[metadata]\nname = a' }, ['setup-py-made']],
    ['nothing at all', {}, ['nothing-to-build']],
  ])('%s is setuptools', (_, files, codes) => {
    const { value, diagnostics } = detect(files);
    expect(value.backend.value).toBe('setuptools');
    expect(diagnostics.map((one) => one.code)).toEqual(codes);
  });
});
