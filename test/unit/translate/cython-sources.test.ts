import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { formatAtom } from '../../../src/gentoo/atom.ts';
import { atomsOf } from '../../../src/gentoo/depset.ts';
import type { CythonSource, Extension } from '../../../src/model/project.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { parseRequirement } from '../../../src/python/requirement.ts';
import { createEmptyIndex } from '../../../src/repository/empty-index.ts';
import { translateCythonSources } from '../../../src/translate/cython-sources.ts';
import { translateBuildDependencies } from '../../../src/translate/dependencies/build-dependencies.ts';
import { analyzeFiles } from '../../support/analyze-files.ts';

const extension = (cython: readonly CythonSource[], kind: Extension['kind'] = 'required'): Extension => ({
  kind,
  evidence: [],
  languages: ['cython'],
  libraries: ['-lm'],
  cython,
});

test.each([
  ['a/b.pyx', 'a/b.c', 'cython a/b.pyx || die'],
  ['a/b.pyx', 'a/b.cpp', 'cython --cplus a/b.pyx || die'],
  ['a/b.pyx', 'a/b.cc', 'cython --cplus a/b.pyx -o a/b.cc || die'],
  ['a b/$(c).pyx', 'a b/$(c).c', String.raw`cython "a b/\$(c).pyx" || die`],
  ['-x.pyx', '-x.cxx', 'cython --cplus ./-x.pyx -o ./-x.cxx || die'],
])('%s to %s', (source, target, line) => {
  const { value, diagnostics } = translateCythonSources(extension([{ source, target }]));
  expect(value.map(({ name }) => name)).toEqual(['python_configure_all']);
  expect(value[0]?.lines.map(({ bash }) => bash)).toEqual([line]);
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['cython-sources', 'warning']]);
  const words = execFileSync('bash', ['-ec', `cython() { printf '%s\\n' "$@"; }\n${line}`], {
    encoding: 'utf8',
  });
  expect(words).toContain(`${source}\n`);
});

test('nothing to translate', () => {
  const nothing = { value: [], diagnostics: [] };
  expect(translateCythonSources(extension([]))).toEqual(nothing);
  expect(translateCythonSources(extension([{ source: 'a.pyx', target: 'a.c' }], 'none'))).toEqual(nothing);
});

function bdepend(requires: readonly string[], cython: readonly CythonSource[]) {
  const { value } = translateBuildDependencies(
    {
      requires: requires.map((text) => ({
        requirement: parseRequirement(text),
        cap: 'written',
        where: { file: 'pyproject.toml' },
      })),
      extension: extension(cython),
      zip: false,
      system: { libraries: [], tools: [] },
      tests: [],
      settings: defaultSettings,
    },
    () => ({
      index: createEmptyIndex(),
      bounds: 'relax',
      pythonVersions: ['3.13'],
      drop: [],
      blockers: false,
      linked: false,
      areTools: true,
    }),
  );
  return atomsOf(value.bdepend).map(formatAtom);
}

const SOURCES = [{ source: 'a.pyx', target: 'a.c' }];

test.each([
  [[], [], []],
  [[], SOURCES, ['dev-python/cython[${PYTHON_USEDEP}]']],
  [['Cython>=3.1'], SOURCES, ['>=dev-python/cython-3.1[${PYTHON_USEDEP}]']],
])('BDEPEND of %j with %j', (requires, cython, atoms) => {
  expect(bdepend(requires, cython)).toEqual(atoms);
});

test('from setup.py to the function', () => {
  const setup = `from setuptools import Extension, setup
setup(name="spam", ext_modules=[Extension("spam.fast", ["spam/fast.c"])])`;
  const { extension: found } = analyzeFiles({
    'setup.py': setup,
    'spam/__init__.py': '',
    'spam/fast.pyx': '',
  }).value;
  expect(translateCythonSources(found).value[0]?.lines).toEqual([{ bash: 'cython spam/fast.pyx || die' }]);
});
