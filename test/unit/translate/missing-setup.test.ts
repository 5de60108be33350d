import { expect, test } from 'vitest';
import { translateMissingSetup } from '../../../src/translate/missing-setup.ts';
import { analyzeFiles } from '../../support/analyze-files.ts';

test.each([
  ['setup.cfg alone', { 'setup.cfg': '[metadata]\nname = spam' }, true],
  ['[project] without [build-system]', { 'pyproject.toml': '[project]\nname = "spam"\nversion = "1"' }, true],
  ['setup.py', { 'setup.py': '' }, false],
  ['a backend', { 'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "uv_build"' }, false],
])('%s', (_, files, expected) => {
  const functions = translateMissingSetup(analyzeFiles(files).value.build);
  expect(functions.map(({ name }) => name)).toEqual(expected ? ['python_prepare_all'] : []);
});
