import { expect, test } from 'vitest';
import { isWanted } from '../../../src/pyproject/wanted-files.ts';

test.each([
  ['pyproject.toml', true],
  ['setup.py', true],
  ['PKG-INFO', true],
  ['src/spam.egg-info/requires.txt', true],
  ['requirements/dev.in', true],
  ['requirements/install.pip', true],
  ['dev-deps/test.in', true],
  ['dev-requirements.txt', true],
  ['LICENSE', true],
  ['Licence_CeCILL_V2-en.txt', true],
  ['licenser.txt', false],
  ['LICENSES/MIT.txt', true],
  ['COPYING.LESSER', true],
  ['UNLICENSE', true],
  ['tests/conftest.py', true],
  ['CMakeLists.txt', true],
  ['rust/Cargo.toml', true],
  ['.gitmodules', true],
  ['docs/logo.png', false],
  ['src/spam.c', false],
  ['node_modules/a/LICENSE', false],
  ['data/words.txt', false],
])('%s: %s', (path, wanted) => {
  expect(isWanted(path, 1000)).toBe(wanted);
});

test('a file beyond its limit is not read', () => {
  expect(isWanted('pyproject.toml', 3 * 1024 * 1024)).toBe(false);
});
