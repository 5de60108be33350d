import type { Extension } from '../../model/project.ts';
import { entriesAt, stringAt, tableAt, valueAt } from '../../toml/values.ts';
import { isKind, type PythonValue } from '../program/value.ts';
import { type BuildProgram, type Language, readBuildProgram } from './build-program.ts';
import { readMesonArguments, scanCalls } from './call-scanner.ts';
import type { ExtensionSource } from './extension-source.ts';

/** One thing that speaks for compiled code. `none`: a language without extension modules (a Rust program). */
export interface ExtensionSignal {
  readonly kind: Extension['kind'];
  readonly evidence: string;
  readonly languages: readonly Language[];
  /** Linker names. */
  readonly libraries?: readonly string[];
}

type FindSignals = (source: ExtensionSource) => readonly ExtensionSignal[];

/** Every signal in a tree; a reader of a backend's declarations is silent where another backend builds. */
export function findSignals(source: ExtensionSource): readonly ExtensionSignal[] {
  return READERS.flatMap((read) => read(source));
}

const READERS: readonly FindSignals[] = [
  readSetupProgram,
  readSetuptoolsTables,
  readMaturin,
  readMeson,
  readCmake,
  readPoetryScript,
  readHatchHooks,
  readPdmScript,
  readCythonSources,
  readBareTree,
];

const SETUPTOOLS = new Set(['setuptools', 'pbr', 'jupyter-packaging', 'standalone']);

const KEYWORDS: Readonly<Record<string, readonly Language[]>> = {
  ext_modules: [],
  cffi_modules: ['cffi'],
  rust_extensions: ['rust'],
};

/** `setup(ext_modules=…)`; and calls that make extensions where the keywords cannot be read. */
function readSetupProgram(source: ExtensionSource): readonly ExtensionSignal[] {
  const { backend, setupCall, tree } = source;
  const runsSetup = valueAt(source.pyproject, 'tool', 'pdm', 'build', 'run-setuptools') === true;
  if (!SETUPTOOLS.has(backend) && !runsSetup) return [];
  const program = readProgramFile('setup.py', source);
  const given = Object.keys(KEYWORDS).filter((keyword) => isGiven(setupCall?.keywords.get(keyword)));
  const switched = program !== undefined && program.builders.length > 0;
  const hidden = setupCall === undefined || setupCall.partial;
  if (given.length === 0 && !(switched && (hidden || isEmptied(setupCall.keywords)))) return sbuild(source);
  const optional = program?.optional === true || given.length === 0;
  return [
    {
      kind: optional ? 'optional' : 'required',
      evidence:
        given.length > 0 ? `setup.py ${given.join(', ')}` : `setup.py ${program?.builders.join(', ')}`,
      languages: [...given.flatMap((keyword) => KEYWORDS[keyword] ?? []), ...(program?.languages ?? [])],
      libraries: linkedLibraries(setupCall?.keywords.get('ext_modules')) ?? program?.libraries ?? [],
    },
    ...(tree.has('CMakeLists.txt') ? sbuild(source) : []),
  ];
}

/** `libraries` of the extensions that are built on Gentoo; undefined where the list could not be read. */
function linkedLibraries(value: PythonValue | undefined): readonly string[] | undefined {
  if (!isKind(value, 'list')) return undefined;
  const lists = value.items.map((item) =>
    isKind(item, 'call') ? (item.keywords.get('libraries') ?? null) : undefined,
  );
  if (!lists.every((list) => list === null || isKind(list, 'list'))) return undefined;
  const libraries = lists.flatMap((list) => (list === null ? [] : list.items));
  return libraries.filter((library) => typeof library === 'string');
}

/** scikit-build's own `setup` runs CMake. */
function sbuild({ buildRequires }: ExtensionSource): readonly ExtensionSignal[] {
  return buildRequires.has('scikit-build')
    ? [{ kind: 'required', evidence: 'scikit-build', languages: [] }]
    : [];
}

function isGiven(value: PythonValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !(isKind(value, 'list') && value.items.length === 0);
}

/** The keyword is there, and came out empty: a switch is off by default. */
function isEmptied(keywords: ReadonlyMap<string, PythonValue>): boolean {
  return Object.keys(KEYWORDS).some((keyword) => keywords.has(keyword));
}

function readProgramFile(path: string, { tree, parse }: ExtensionSource): BuildProgram | undefined {
  const text = tree.tryReadText(path);
  return text === undefined || parse === undefined ? undefined : readBuildProgram(text, parse);
}

/** `[[tool.setuptools.ext-modules]]`, `[[tool.setuptools-rust.ext-modules]]` */
function readSetuptoolsTables({ backend, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
  if (!SETUPTOOLS.has(backend)) return [];
  const tables: readonly (readonly [string, readonly Language[]])[] = [
    ['setuptools', []],
    ['setuptools-rust', ['rust']],
  ];
  return tables.flatMap(([tool, languages]): ExtensionSignal[] => {
    const list = valueAt(pyproject, 'tool', tool, 'ext-modules');
    return Array.isArray(list) && list.length > 0
      ? [{ kind: 'required', evidence: `[tool.${tool}] ext-modules`, languages }]
      : [];
  });
}

/** maturin builds an extension, unless the crate is a program. */
function readMaturin({ backend, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
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
function readMeson({ backend, tree }: ExtensionSource): readonly ExtensionSignal[] {
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

const CMAKE_MODULE =
  /^(?:pybind11_add_module|nanobind_add_module|python\d?_add_library|cython_transpile|add_cython_target|python_extension_module)$/i;

/** scikit-build-core runs CMake; what for, CMakeLists.txt says. */
function readCmake({ backend, tree, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'scikit-build-core') return [];
  if (valueAt(pyproject, 'tool', 'scikit-build', 'wheel', 'cmake') === false) return [];
  const files = tree.entries.filter(({ path }) => /(?:^|\/)CMakeLists\.txt$/.test(path));
  const call = files
    .flatMap(({ path }) => scanCalls(tree.tryReadText(path) ?? ''))
    .find(({ name }) => CMAKE_MODULE.test(name));
  const evidence = call === undefined ? 'scikit-build-core' : `CMakeLists.txt ${call.name}`;
  return [{ kind: 'required', evidence, languages: [] }];
}

/** `[tool.poetry.build] script`: a program that most often builds extensions if it can. */
function readPoetryScript(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'poetry-core' && source.backend !== 'standalone') return [];
  const poetry = tableAt(source.pyproject, 'tool', 'poetry');
  const script = stringAt(poetry, 'build', 'script') ?? stringAt(poetry, 'build');
  if (script === undefined) return [];
  return programSignal(script, '[tool.poetry.build] script', source);
}

function programSignal(path: string, evidence: string, source: ExtensionSource): readonly ExtensionSignal[] {
  const program = readProgramFile(path, source);
  const compilers = ['cython', 'cffi', 'pybind11', 'nanobind'].filter((name) =>
    source.buildRequires.has(name),
  );
  if ((program?.builders.length ?? 0) + compilers.length === 0) return [];
  const languages = [
    ...(program?.languages ?? []),
    ...(compilers.includes('cython') ? (['cython'] as const) : []),
  ];
  return [
    {
      kind: program?.optional === false ? 'required' : 'optional',
      evidence,
      languages,
      libraries: program?.libraries ?? [],
    },
  ];
}

const HOOKS: Readonly<Record<string, readonly Language[]>> = {
  cython: ['cython'],
  mypyc: ['mypyc'],
  'scikit-build': [],
  cmake: [],
  'meson-python': [],
  zig: ['c'],
  rust: ['rust'],
};

/** `[tool.hatch.build.hooks.mypyc]`, below `targets.wheel` too; `custom` runs hatch_build.py. */
function readHatchHooks(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'hatchling') return [];
  const build = tableAt(source.pyproject, 'tool', 'hatch', 'build');
  const hooks = [...entriesAt(build, 'hooks'), ...entriesAt(build, 'targets', 'wheel', 'hooks')];
  return hooks.flatMap(([name, config]): readonly ExtensionSignal[] => {
    const table = tableAt({ config }, 'config');
    if (name === 'custom')
      return programSignal(
        stringAt(table, 'path') ?? 'hatch_build.py',
        '[tool.hatch.build.hooks.custom]',
        source,
      );
    const languages = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
    if (languages === undefined) return [];
    const off = valueAt(table, 'enable-by-default') === false;
    return [{ kind: off ? 'optional' : 'required', evidence: `[tool.hatch.build.hooks.${name}]`, languages }];
  });
}

function readPdmScript(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'pdm-backend') return [];
  const script = stringAt(source.pyproject, 'tool', 'pdm', 'build', 'custom-hook') ?? 'pdm_build.py';
  return programSignal(script, '[tool.pdm.build] custom-hook', source);
}

/** Cython sources of a package whose build is a program of its own; nothing declares them then. */
function readCythonSources({ backend, tree }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'standalone') return [];
  const source = tree.entries.find(
    ({ path }) => path.endsWith('.pyx') && !/(?:^|\/)(?:tests?|examples?|docs?|benchmarks?)\//.test(path),
  );
  return source === undefined ? [] : [{ kind: 'optional', evidence: source.path, languages: ['cython'] }];
}

/** A tree that no Python backend builds may still hold an extension, by CPython's naming: `python/spammodule.c`. */
function readBareTree({ tree }: ExtensionSource): readonly ExtensionSignal[] {
  if (tree.has('pyproject.toml') || tree.has('setup.py') || tree.has('setup.cfg')) return [];
  const source = tree.entries.find(({ path }) =>
    /(?:^|\/)python[^/]*\/(?:.*\/)?\w+module\.(?:c|cc|cpp)$/i.test(path),
  );
  return source === undefined ? [] : [{ kind: 'required', evidence: source.path, languages: ['c'] }];
}
