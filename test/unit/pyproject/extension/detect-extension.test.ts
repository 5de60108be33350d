import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PythonParser } from '../../../../src/core/ports.ts';
import { detectBackend } from '../../../../src/pyproject/build/backend.ts';
import { detectExtension } from '../../../../src/pyproject/extension/detect-extension.ts';
import { readSetupCall } from '../../../../src/pyproject/formats/setup-py.ts';
import { parseToml, stringsAt } from '../../../../src/toml/values.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';

let parse: PythonParser;
beforeAll(async () => {
  parse = await loadPythonParser();
});

function detect(files: Readonly<Record<string, string>>) {
  const tree = sourceTree(files);
  const text = tree.tryReadText('pyproject.toml');
  const pyproject = text === undefined ? undefined : parseToml(text, 'pyproject.toml');
  return detectExtension({
    tree,
    pyproject,
    backend: detectBackend(tree, pyproject).value.backend.value,
    buildRequires: new Set(stringsAt(pyproject, 'build-system', 'requires') ?? []),
    setupCall: readSetupCall({ tree, parse }),
    parse,
  });
}

const builtBy = (backend: string, rest = '') => ({
  'pyproject.toml': `[build-system]\nbuild-backend = "${backend}"\n${rest}`,
});
const setup = (text: string) => ({
  'setup.py': `import os\nfrom setuptools import Extension, setup\n${text}`,
});

describe('setup.py', () => {
  test.each([
    ['none', 'setup(packages=["spam"])', 'none', []],
    ['an empty list', 'setup(ext_modules=[])', 'none', []],
    ['a literal', 'setup(ext_modules=[Extension("a", ["a.c"])])', 'required', ['c']],
    [
      'cythonize',
      'from Cython.Build import cythonize\nsetup(ext_modules=cythonize("a.pyx"))',
      'required',
      ['cython'],
    ],
    [
      'mypyc',
      'from mypyc.build import mypycify\nsetup(ext_modules=mypycify(["a.py"]))',
      'required',
      ['mypyc'],
    ],
    ['cffi', 'setup(cffi_modules=["build.py:ffi"])', 'required', ['cffi']],
    [
      'rust',
      'from setuptools_rust import RustExtension\nsetup(rust_extensions=[RustExtension("a")])',
      'required',
      ['rust'],
    ],
    ['all optional', 'setup(ext_modules=[Extension("a", ["a.c"], optional=True)])', 'optional', ['c']],
    [
      'one of two optional',
      'setup(ext_modules=[Extension("a", [], optional=True), Extension("b", [])])',
      'required',
      ['c'],
    ],
    [
      'a fallback',
      'try:\n    setup(ext_modules=[Extension("a", [])])\nexcept BuildFailed:\n    setup()',
      'optional',
      ['c'],
    ],
    [
      'switched off by the environment',
      'setup(ext_modules=[] if os.environ.get("SPAM_PURE") else [Extension("a", [])])',
      'optional',
      ['c'],
    ],
    [
      'switched on by the environment',
      'mods = []\nif os.environ.get("SPAM_USE_MYPYC"):\n    from mypyc.build import mypycify\n    mods = mypycify(["a.py"])\nsetup(ext_modules=mods)',
      'optional',
      ['mypyc'],
    ],
    [
      'keywords that cannot be read',
      'kw = load()\nkw["ext_modules"] = [Extension("a", [])]\nsetup(**kw)',
      'optional',
      ['c'],
    ],
    [
      'an Extension that only tests use',
      'def test():\n    return Extension("a", [])\nsetup(packages=["spam"])',
      'none',
      [],
    ],
  ])('%s', (_, text, kind, languages) => {
    expect(detect(setup(text)).value).toMatchObject({ kind, languages });
  });

  test('linked libraries', () => {
    const { value } = detect(setup('setup(ext_modules=[Extension("a", ["a.c"], libraries=["z", \'ssl\'])])'));
    expect(value.libraries).toEqual(['-lssl', '-lz']);
  });

  const unread = 'mods = build(Extension("a", [], libraries=LIBS))\nsetup(ext_modules=mods)';
  test.each([
    ['a list', '["z"]', ['-lz']],
    ['a name', 'NAMES', ['-lm2', '-lz2']],
    ['a sum', '["z"] + (NAMES)', ['-lm2', '-lz', '-lz2']],
    ['an entry of that name', 'options["libraries"]', []],
    ['an option of that name', 'parser.add_argument("-l", dest="libraries").parse()', []],
    ['an attribute', 'args.libraries', []],
    ['a name that is made of itself', 'LOOP', []],
  ])('libraries of a list of extensions that cannot be read: %s', (_, libraries, expected) => {
    const names = 'NAMES = ("z2",)\nif x:\n    NAMES = ["m2"]\nLOOP = LOOP + LOOP\n';
    const { value } = detect(setup(`${names}${unread.replace('LIBS', libraries)}`));
    expect(value).toMatchObject({ kind: 'required', libraries: expected });
  });

  test('libraries that it asks pkg-config for', () => {
    const text = `import pkgconfig
for name in ["lua", "luajit"]:
    pkgconfig.exists(name)
setup(ext_modules=[Extension("a", ["a.c"], libraries=["z"], **pkgconfig.parse("libpq"))])`;
    const { value } = detect(setup(text));
    expect(value).toMatchObject({ libraries: ['-lz', 'libpq'], candidates: [['lua', 'luajit']] });
    expect(detect(setup('import pkgconfig\npkgconfig.parse("libpq")\nsetup()')).value.libraries).toEqual([]);
  });

  const listed = (sources: string) => `setup(ext_modules=[Extension("a", ${sources})])`;
  test.each([
    ['C from Cython', listed('["p/x.c"]'), ['p/x.pyx'], ['p/x.pyx p/x.c'], []],
    [
      'C++',
      listed('sources=["p/x.cpp", "./p/y.cc"]'),
      ['p/x.pyx', 'p/y.pyx'],
      ['p/x.pyx p/x.cpp', 'p/y.pyx p/y.cc'],
      [],
    ],
    ['typed Python', listed('["x.c"]'), ['x.py', 'x.pxd'], ['x.py x.c'], []],
    ['Python', listed('["x.c"]'), ['x.py'], [], ['x.c']],
    ['C that is there', listed('["x.c"]'), ['x.c', 'x.pyx'], [], []],
    ['C of no known origin', listed('["x.c"]'), [], [], ['x.c']],
    ['Cython named as such', listed('["x.pyx"]'), ['x.pyx'], [], []],
    ['an absolute path', listed('["/x.c"]'), ['x.pyx'], [], []],
    ['a path outside', listed('["p/../../x.c"]'), ['x.pyx'], [], []],
    [
      'a path that means something to a shell',
      listed('["x$(y).c", "a\\nb.c"]'),
      ['x$(y).pyx', 'a\nb.pyx'],
      [],
      [],
    ],
    [
      'a path of the program',
      listed('[os.path.join(os.path.dirname(__file__), "x.c")]'),
      ['x.pyx'],
      ['x.pyx x.c'],
      [],
    ],
    ['a list that cannot be read', 'setup(ext_modules=find())', ['x.pyx'], [], []],
    [
      'an extension for another interpreter',
      'import sys\next = []\nif sys.implementation.name != "cpython":\n    ext = [Extension("a", ["x.c"])]\nsetup(ext_modules=ext)',
      ['x.pyx'],
      [],
      [],
    ],
  ])('sources that the archive lacks: %s', (_, text, files, cython, others) => {
    const tree = Object.fromEntries(files.map((path) => [path, '']));
    const { value, diagnostics } = detect({ ...setup(text), ...tree });
    expect((value.cython ?? []).map(({ source, target }) => `${source} ${target}`)).toEqual(cython);
    const missing = diagnostics.filter(({ code }) => code === 'extension-source-missing');
    expect(missing.flatMap(({ message }) => message.match(/`[^`]+`/g))).toEqual(
      others.map((path) => `\`${path}\``),
    );
  });

  test('sources and folders of headers', () => {
    const text =
      'setup(ext_modules=cythonize([Extension("a", ["a.pyx", "v/b.c"], include_dirs=[".", "v/h", "/usr/x"])]))';
    expect(detect(setup(`from Cython.Build import cythonize\n${text}`)).value.sources).toEqual([
      'a.pyx',
      'v/b.c',
      'v/h',
    ]);
    const table = '[[tool.setuptools.ext-modules]]\nname = "a"\nsources = ["p/a.c"]\ninclude-dirs = ["h"]';
    const files = { ...builtBy('setuptools.build_meta', table), 'p/a.pyx': '' };
    expect(detect(files).value).toMatchObject({
      sources: ['h', 'p/a.c'],
      cython: [{ source: 'p/a.pyx', target: 'p/a.c' }],
    });
  });

  test('only libraries of the branch that Gentoo takes', () => {
    const text =
      'ext = Extension("a", [], libraries=["z"])\nif os.name == "nt":\n    ext = Extension("a", [], libraries=["kernel32"])\nsetup(ext_modules=[ext])';
    expect(detect(setup(text)).value.libraries).toEqual(['-lz']);
  });

  test('Rust sources beside C extensions are not built', () => {
    const files = {
      ...setup('setup(ext_modules=[Extension("a", ["a.c"])])'),
      'Cargo.toml': '',
      'bindings/lib.rs': '',
      'a.c': '',
    };
    expect(detect(files).value.languages).toEqual(['c']);
  });

  test('other backends do not run it', () => {
    expect(
      detect({ ...setup('setup(ext_modules=[Extension("a", [])])'), ...builtBy('hatchling.build') }).value
        .kind,
    ).toBe('none');
    const pdm = builtBy('pdm.backend', '[tool.pdm.build]\nrun-setuptools = true');
    expect(detect({ ...setup('setup(ext_modules=[Extension("a", [])])'), ...pdm }).value.kind).toBe(
      'required',
    );
  });
});

describe('declarations', () => {
  test.each([
    [
      'ext-modules',
      {
        ...builtBy('setuptools.build_meta', '[[tool.setuptools.ext-modules]]\nname = "a"\nsources = []'),
        'a.c': '',
      },
      'required',
      ['c'],
    ],
    [
      'setuptools-rust',
      builtBy('setuptools.build_meta', '[[tool.setuptools-rust.ext-modules]]\ntarget = "a"'),
      'required',
      ['rust'],
    ],
    ['maturin', builtBy('maturin'), 'required', ['rust']],
    ['a Rust program', builtBy('maturin', '[tool.maturin]\nbindings = "bin"'), 'none', ['rust']],
    [
      'meson',
      { ...builtBy('mesonpy'), 'meson.build': "project('a', 'c', 'cython')\npy.extension_module('a')" },
      'required',
      ['c', 'cython'],
    ],
    [
      'meson without',
      { ...builtBy('mesonpy'), 'meson.build': "project('a')\n# py.extension_module('a')\n" },
      'none',
      [],
    ],
    [
      'scikit-build-core',
      {
        ...builtBy('scikit_build_core.build'),
        'CMakeLists.txt': 'pybind11_add_module(a a.cpp)',
        'a.cpp': '',
      },
      'required',
      ['c++'],
    ],
    [
      'scikit-build-core without CMake',
      builtBy('scikit_build_core.build', '[tool.scikit-build.wheel]\ncmake = false'),
      'none',
      [],
    ],
    [
      'scikit-build-core with CMake where there is one',
      {
        ...builtBy(
          'scikit_build_core.build',
          '[tool.scikit-build]\nwheel.cmake = false\n[[tool.scikit-build.overrides]]\nif.any.system-cmake = ">=3.15"\nwheel.cmake = true',
        ),
        'CMakeLists.txt': 'python_add_library(a MODULE a.cpp)',
        'a.cpp': '',
      },
      'required',
      ['c++'],
    ],
    [
      'scikit-build-core with CMake elsewhere',
      builtBy(
        'scikit_build_core.build',
        '[tool.scikit-build]\nwheel.cmake = false\n[[tool.scikit-build.overrides]]\nif.platform-system = "win32"\nwheel.cmake = true',
      ),
      'none',
      [],
    ],
    [
      'poetry script',
      {
        ...builtBy('poetry.core.masonry.api', '[tool.poetry.build]\nscript = "build.py"'),
        'build.py': 'cythonize("a.pyx")',
      },
      'required',
      ['cython'],
    ],
    [
      'poetry script that generates a file',
      {
        ...builtBy('poetry.core.masonry.api', '[tool.poetry.build]\nscript = "build.py"'),
        'build.py': 'print(1)',
      },
      'none',
      [],
    ],
    [
      'hatch-mypyc',
      builtBy('hatchling.build', '[tool.hatch.build.targets.wheel.hooks.mypyc]\nenable-by-default = false'),
      'optional',
      ['mypyc'],
    ],
    ['hatch-cython', builtBy('hatchling.build', '[tool.hatch.build.hooks.cython]'), 'required', ['cython']],
    [
      'hatch custom hook',
      {
        ...builtBy('hatchling.build', '[tool.hatch.build.hooks.custom]'),
        'hatch_build.py': 'Extension("a", [])',
      },
      'required',
      ['c'],
    ],
    [
      'hatch custom hook that writes a version',
      { ...builtBy('hatchling.build', '[tool.hatch.build.hooks.custom]'), 'hatch_build.py': 'x = 1' },
      'none',
      [],
    ],
    [
      'pdm_build.py',
      { ...builtBy('pdm.backend'), 'pdm_build.py': 'setup_kwargs.update(ext_modules=[Extension("a", [])])' },
      'required',
      ['c'],
    ],
    ['flit', { ...builtBy('flit_core.buildapi'), 'spam/a.c': '' }, 'none', []],
    [
      'Cython sources under a backend of its own',
      { ...builtBy('hooks', 'backend-path = ["packaging"]'), 'spam/_c.pyx': '' },
      'optional',
      ['cython'],
    ],
    ['C sources in tests', { ...builtBy('setuptools.build_meta'), 'tests/a.c': '' }, 'none', []],
    ['a C project with a module', { 'configure.ac': '', 'src/python/spammodule.c': '' }, 'required', ['c']],
  ])('%s', (_, files, kind, languages) => {
    expect(detect(files as Record<string, string>).value).toMatchObject({ kind, languages });
  });

  test('libraries that a build script asks pkg-config for', () => {
    const files = {
      ...builtBy('poetry.core.masonry.api', '[tool.poetry.build]\nscript = "build.py"'),
      'build.py':
        'import pkgconfig\ndef build(kw):\n    kw.update(ext_modules=[Extension("a", [], **pkgconfig.parse("libpq"))])',
    };
    expect(detect(files).value.libraries).toEqual(['libpq']);
  });

  test('libraries from Meson, CMake and PEP 725', () => {
    const files = {
      ...builtBy('mesonpy', '[external]\nhost-requires = ["dep:generic/zlib", "dep:virtual/compiler/c"]'),
      'meson.build':
        "project('a', 'c')\npy.extension_module('a', dependencies: [py_dep, dependency('libffi', version: '>=3')])\nm = dependency('threads')",
      'subprojects/x/meson.build': "dependency('other')",
      'cmake/CMakeLists.txt': 'pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq>=9)',
    };
    expect(detect(files).value.libraries).toEqual(['dep:generic/zlib', 'libffi', 'libpq']);
  });
});

test('an extension that comes after nested loops around pkg-config is required', () => {
  const digits = '["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]';
  const loops = ['x', 'y', 'z'].map((name, at) => `${' '.repeat(at)}for ${name} in ${digits}:\n`).join('');
  const text = `import subprocess\n${loops}   subprocess.call(["pkg-config", "--libs", "a" + x + y + z])\nsetup(ext_modules=[Extension("a", ["a.c"])])`;
  expect(detect(setup(text)).value.kind).toBe('required');
});

test('hostile build descriptions end soon', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    "'",
    "'''",
    '"',
    '#',
    '\n',
    'dependency',
    'project',
    ',',
    ':',
    '[',
    ']',
    'a',
    '\\',
  );
  const text = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (hostile) => {
      detect({
        ...builtBy('mesonpy'),
        'meson.build': hostile,
        'CMakeLists.txt': hostile,
        'setup.py': hostile,
      });
    }),
    { seed: 5 },
  );
  const start = performance.now();
  detect({ ...builtBy('mesonpy'), 'meson.build': "\\'".repeat(100_000) });
  detect({ ...builtBy('mesonpy'), 'meson.build': '\\"'.repeat(100_000) });
  detect({ ...builtBy('mesonpy'), 'meson.build': `${'dependency('.repeat(20_000)}${')'.repeat(20_000)}` });
  expect(performance.now() - start).toBeLessThan(6000);
});
