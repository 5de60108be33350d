import { isTable, stringAt, type TomlTable, valueAt } from '../../toml/values.ts';
import type { Language } from './build-program.ts';
import { readMesonArguments, scanCalls } from './call-scanner.ts';
import type { ExtensionSignal, ExtensionSource } from './extension-source.ts';

/** maturin builds an extension, unless the crate is a program. */
export function readMaturin({ backend, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'maturin') return [];
  const bindings = stringAt(pyproject, 'tool', 'maturin', 'bindings');
  const evidence = bindings === undefined ? 'maturin' : `maturin, bindings = "${bindings}"`;
  return [{ kind: bindings === 'bin' ? 'none' : 'required', evidence, languages: ['rust'] }];
}

const MESON_LANGUAGES: Readonly<Record<string, Language>> = {
  c: 'c',
  cpp: 'c++',
  cython: 'cython',
  fortran: 'fortran',
  rust: 'rust',
};

/** `py.extension_module(…)`, and the languages of `project(…)` where the folders' own files are not kept. */
export function readMeson({ backend, tree }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'meson-python') return [];
  const files = tree.entries.filter(
    ({ path }) => /(?:^|\/)meson\.build$/.test(path) && !path.includes('subprojects/'),
  );
  const calls = files.flatMap(({ path }) => scanCalls(tree.tryReadText(path) ?? ''));
  const project = calls.find(({ name }) => name === 'project');
  const declared = project === undefined ? [] : readMesonArguments(project.body).positional.slice(1);
  const languages = declared.flatMap((name) => MESON_LANGUAGES[name] ?? []);
  const builds = calls.some(({ name }) => name.endsWith('.extension_module'));
  const unread = files.some(({ path }) => !tree.tryReadText(path));
  if (!builds && !(unread && languages.length > 0)) return [];
  return [
    {
      kind: 'required',
      evidence: builds ? 'meson.build extension_module' : 'meson.build project languages',
      languages,
    },
  ];
}

/** SIP generates C++ for whatever it binds. */
export function readSip({ backend }: ExtensionSource): readonly ExtensionSignal[] {
  return backend === 'sip' ? [{ kind: 'required', evidence: 'sip', languages: ['c++'] }] : [];
}

const CMAKE_MODULE =
  /^(?:pybind11_add_module|nanobind_add_module|python\d?_add_library|cython_transpile|add_cython_target|python_extension_module)$/i;

/** scikit-build-core runs CMake; what for, CMakeLists.txt says. */
export function readCmake({ backend, tree, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'scikit-build-core') return [];
  if (neverRunsCmake(pyproject)) return [];
  const files = tree.entries.filter(({ path }) => /(?:^|\/)CMakeLists\.txt$/.test(path));
  const call = files
    .flatMap(({ path }) => scanCalls(tree.tryReadText(path) ?? ''))
    .find(({ name }) => CMAKE_MODULE.test(name));
  const evidence = call === undefined ? 'scikit-build-core' : `CMakeLists.txt ${call.name}`;
  return [{ kind: 'required', evidence, languages: [] }];
}

/** `wheel.cmake = false`, unless an override takes that back: where there is a CMake, or a variable asks for it. */
function neverRunsCmake(pyproject: ExtensionSource['pyproject']): boolean {
  if (valueAt(pyproject, 'tool', 'scikit-build', 'wheel', 'cmake') !== false) return false;
  const overrides = valueAt(pyproject, 'tool', 'scikit-build', 'overrides');
  return !(Array.isArray(overrides) && overrides.filter(isTable).some(runsCmakeHere));
}

function runsCmakeHere(override: TomlTable): boolean {
  const platform = stringAt(override, 'if', 'platform-system') ?? 'linux';
  return platform.includes('linux') && valueAt(override, 'wheel', 'cmake') === true;
}
