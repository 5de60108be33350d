import { describe, expect, test } from 'vitest';
import { formatAtom } from '../../../../src/gentoo/atom.ts';
import { atomsOf } from '../../../../src/gentoo/depset.ts';
import type { PackageIndex } from '../../../../src/model/package-index.ts';
import type { Extension } from '../../../../src/model/project.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';
import { translateLibraries } from '../../../../src/translate/libraries/system-libraries.ts';

const extension = (libraries: readonly string[], kind: Extension['kind'] = 'required'): Extension => ({
  kind,
  libraries,
  evidence: [],
  languages: ['c'],
});

function translate(libraries: readonly string[], index: PackageIndex = createEmptyIndex()) {
  const { value, diagnostics } = translateLibraries(extension(libraries), index);
  return {
    libraries: atomsOf(value.libraries).map(formatAtom),
    tools: atomsOf(value.tools).map(formatAtom),
    codes: diagnostics.map(({ code }) => code),
  };
}

test.each([
  [['libffi'], ['dev-libs/libffi:='], ['virtual/pkgconfig']],
  [['-lssl', '-lcrypto'], ['dev-libs/openssl:='], []],
  [['dep:generic/zlib@>=1.2'], ['virtual/zlib:='], []],
  [['libpq', '-lz'], ['dev-db/postgresql:=', 'virtual/zlib:='], ['virtual/pkgconfig']],
  [['sqlite3', '-lfftw3'], ['dev-db/sqlite:3=', 'sci-libs/fftw:3.0='], ['virtual/pkgconfig']],
  [['-lm', '-lpthread', '-llib/asm-8.0.1.jar'], [], []],
  [['opusfile', '-lhidapi'], ['media-libs/opusfile:=', 'dev-libs/hidapi:='], ['virtual/pkgconfig']],
])('%j', (libraries, atoms, tools) => {
  expect(translate(libraries)).toEqual({ libraries: atoms, tools, codes: [] });
});

test('what is in no table or no repository is told', () => {
  expect(translate(['-lspam', 'constructor'])).toMatchObject({
    libraries: [],
    codes: ['library-unknown', 'library-unknown'],
  });
  const empty = { ...createEmptyIndex(), known: true };
  expect(translate(['libffi'], empty)).toMatchObject({ libraries: [], codes: ['library-unknown'] });
});

test('candidates are told, and no dependency', () => {
  const candidates = [['lua', 'libffi']];
  const { value, diagnostics } = translateLibraries({ ...extension([]), candidates }, createEmptyIndex());
  expect(value.libraries).toEqual([]);
  expect(atomsOf(value.tools).map(formatAtom)).toEqual(['virtual/pkgconfig']);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'the build asks pkg-config whether there is `lua`, `libffi`; add the packages of those that it needs to DEPEND and RDEPEND',
  ]);
  expect(
    translateLibraries({ ...extension([], 'none'), candidates }, createEmptyIndex()).diagnostics,
  ).toEqual([]);
});

describe('without extension modules', () => {
  test('nothing is linked', () => {
    const { value } = translateLibraries(extension(['libffi'], 'none'), createEmptyIndex());
    expect(value).toEqual({ libraries: [], tools: [] });
  });
});
