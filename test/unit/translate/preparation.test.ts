import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { translatePreparation } from '../../../src/translate/preparation.ts';
import { analyzeFiles } from '../../support/analyze-files.ts';

test.each([
  ['setup.cfg alone', { 'setup.cfg': '[metadata]\nname = spam' }, true],
  ['[project] without [build-system]', { 'pyproject.toml': '[project]\nname = "spam"\nversion = "1"' }, true],
  ['setup.py', { 'setup.py': '' }, false],
  ['a backend', { 'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "uv_build"' }, false],
])('%s', (_, files, expected) => {
  const functions = translatePreparation(analyzeFiles(files).value.build);
  expect(functions.map(({ name }) => name)).toEqual(expected ? ['python_prepare_all'] : []);
});

const SETUP_CFG = '[options]\nsetup_requires =\n  pytest-runner>=2\n  cython\n';

test.each([
  [
    'setup.py',
    `setup(setup_requires=["pytest-runner>=2,<3", 'cython'])`,
    `setup(setup_requires=[ 'cython'])`,
  ],
  ['setup.py', `setup(setup_requires=['cython', 'pytest-runner'])`, `setup(setup_requires=['cython', ])`],
  ['setup.cfg', SETUP_CFG, '[options]\nsetup_requires =\n  cython\n'],
  [
    'setup.cfg',
    '[options]\nsetup_requires = pytest-runner; cython\n',
    '[options]\nsetup_requires =  cython\n',
  ],
])('setup_requires of %s: %j becomes %j', (file, text, expected) => {
  const program = `from setuptools import setup\n${file === 'setup.py' ? text : 'setup()'}`;
  const build = analyzeFiles({ 'setup.py': program, [file]: file === 'setup.py' ? program : text }).value
    .build;
  const [prepare] = translatePreparation(build);
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-'));
  writeFileSync(join(folder, file), text);
  const script = prepare?.lines.map(({ bash }) => bash).join('\n') ?? '';
  const header = 'die() { exit 1; }; distutils-r1_python_prepare_all() { :; }';
  execFileSync('bash', ['-ec', `${header}\n${script}`], { cwd: folder });
  expect(readFileSync(join(folder, file), 'utf8')).toBe(expected);
});
