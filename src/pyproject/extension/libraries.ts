import type { SourceTree } from '../../core/source-tree.ts';
import { stringsAt, type TomlTable } from '../../toml/values.ts';
import { readMesonArguments, scanCalls } from './call-scanner.ts';

/** Meson dependencies that are no library to depend on: the interpreter, the compiler's own, Python packages with headers. */
const BUILT_IN: ReadonlySet<string> = new Set(
  'python python3 python-3 threads dl m openmp numpy pybind11 nanobind cython appleframeworks atomic intl iconv'.split(
    ' ',
  ),
);

/** pkg-config names of libraries that the tree's Meson and CMake files ask for, and PEP 725 references; sorted. */
export function findLibraries(tree: SourceTree, pyproject: TomlTable | undefined): readonly string[] {
  const files = tree.entries.map(({ path }) => path).filter((path) => !FOREIGN.test(path));
  const meson = files
    .filter((path) => /(?:^|\/)meson\.build$/.test(path))
    .flatMap((path) => mesonLibraries(tree.tryReadText(path) ?? ''));
  const cmake = files
    .filter((path) => /(?:^|\/)CMakeLists\.txt$|\.cmake$/.test(path))
    .flatMap((path) => cmakeLibraries(tree.tryReadText(path) ?? ''));
  return [...new Set([...meson, ...cmake, ...externalReferences(pyproject)])].sort();
}

/** Bundled projects, examples and tests say nothing of what this one links. */
const FOREIGN = /(?:^|\/)(?:subprojects|third[-_]?party|vendor|extern(?:al)?|examples?|tests?)\//i;

function mesonLibraries(text: string): readonly string[] {
  return scanCalls(text)
    .filter(({ name }) => name === 'dependency')
    .flatMap(({ body }) => readMesonArguments(body).positional.slice(0, 1))
    .filter((name) => name !== '' && !BUILT_IN.has(name.toLowerCase()));
}

const CMAKE_OPTION = /^(?:REQUIRED|QUIET|IMPORTED_TARGET|GLOBAL|NO_CMAKE_PATH|NO_CMAKE_ENVIRONMENT_PATH)$/;

/** `pkg_check_modules(PREFIX REQUIRED IMPORTED_TARGET libpq>=9 zlib)` */
function cmakeLibraries(text: string): readonly string[] {
  return scanCalls(text)
    .filter(({ name }) => /^pkg_(?:check|search)_modules?$/i.test(name))
    .flatMap(({ body }) => body.trim().split(/\s+/).slice(1))
    .filter((word) => /^[A-Za-z]/.test(word) && !CMAKE_OPTION.test(word))
    .map((word) => word.replace(/[<>=!].*$/, ''));
}

/** PEP 725: `dep:generic/zlib`; compilers are virtual and every Gentoo system has them. */
function externalReferences(pyproject: TomlTable | undefined): readonly string[] {
  return ['build-requires', 'host-requires', 'dependencies']
    .flatMap((key) => stringsAt(pyproject, 'external', key) ?? [])
    .filter((reference) => /^(?:dep|pkg):/.test(reference) && !/virtual\/compiler/.test(reference));
}
