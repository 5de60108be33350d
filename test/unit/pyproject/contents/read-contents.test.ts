import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PythonParser } from '../../../../src/core/ports.ts';
import { detectBackend } from '../../../../src/pyproject/build/backend.ts';
import { type ContentsSource, readContents } from '../../../../src/pyproject/contents/read-contents.ts';
import { tryReadSetupCfg } from '../../../../src/pyproject/formats/setup-cfg.ts';
import { readSetupCall } from '../../../../src/pyproject/formats/setup-py.ts';
import { parseToml } from '../../../../src/toml/values.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';

let parse: PythonParser;
beforeAll(async () => {
  parse = await loadPythonParser();
});

type Files = Readonly<Record<string, string>>;

/** Files without text, by path. */
const empty = (...paths: readonly string[]): Files => Object.fromEntries(paths.map((path) => [path, '']));

function read(files: Files, overrides: Partial<ContentsSource> = {}) {
  const tree = sourceTree(files);
  const text = tree.tryReadText('pyproject.toml');
  const pyproject = text === undefined ? undefined : parseToml(text, 'pyproject.toml');
  const hatch = tree.tryReadText('hatch.toml');
  const { backend, buildBackend } = detectBackend(tree, pyproject).value;
  return readContents({
    tree,
    project: 'spam',
    pyproject,
    backend: backend.value,
    buildBackend,
    buildRequires: new Set(),
    setupCfg: tryReadSetupCfg(tree),
    setupCall: readSetupCall({ tree, parse }),
    hatchToml: hatch === undefined ? undefined : parseToml(hatch, 'hatch.toml'),
    ...overrides,
  });
}

const topLevel = (files: Files, overrides?: Partial<ContentsSource>) => read(files, overrides).value.topLevel;
const builtBy = (backend: string, rest = '') => ({
  'pyproject.toml': `[build-system]\nbuild-backend = "${backend}"\n${rest}`,
});

describe('poetry-core', () => {
  const poetry = (rest = '') => builtBy('poetry.core.masonry.api', `[tool.poetry]\nname = "spam"\n${rest}`);
  const files = empty(
    'spam/__init__.py',
    'spam/data.txt',
    'tests/__init__.py',
    'tests/test_a.py',
    'README.md',
    'CHANGELOG.md',
  );

  test.each([
    ['the package of the project’s name', '', ['spam']],
    ['an include goes to the sdist only', 'include = ["README.md", "tests/**/*"]', ['spam']],
    [
      'unless the wheel is named',
      'include = [{ path = "README.md", format = ["sdist", "wheel"] }]',
      ['README.md', 'spam'],
    ],
    ['format as one text', 'include = [{ path = "tests", format = "wheel" }]', ['spam', 'tests']],
    ['packages go to both', 'packages = [{ include = "spam" }, { include = "tests" }]', ['spam', 'tests']],
    [
      'unless the sdist is named',
      'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]',
      ['spam'],
    ],
    ['globs', 'packages = [{ include = "spam/**/*.py" }]', ['spam']],
    [
      'a file goes where it is named first',
      'packages = [{ include = "spam", to = "ham" }, { include = "spam" }]',
      ['ham'],
    ],
    [
      'packages of the sdist alone are none',
      'packages = [{ include = "README.md", format = "sdist" }]',
      ['spam'],
    ],
    ['renamed', 'packages = [{ include = "spam", to = "ham" }]', ['ham']],
    [
      'excluded whole',
      'packages = [{ include = "spam" }, { include = "tests" }]\nexclude = ["tests"]',
      ['spam'],
    ],
    [
      'an explicit include is not excluded',
      'include = [{ path = "tests/test_a.py", format = "wheel" }]\nexclude = ["tests"]',
      ['spam', 'tests'],
    ],
    ['outside of the tree', 'packages = [{ include = "../../etc" }, { include = "spam" }]', ['spam']],
  ])('%s', (_, rest, expected) => {
    expect(topLevel({ ...poetry(rest), ...files })).toEqual(expected);
  });

  test.each([
    [empty('src/spam/__init__.py'), ['spam']],
    [empty('src/spam.py'), ['spam.py']],
    [empty('spam.py'), ['spam.py']],
    [empty('other/__init__.py'), undefined],
  ])('finds %j', (tree, expected) => {
    expect(topLevel({ ...poetry(), ...tree })).toEqual(expected);
  });

  test('from', () => {
    const rest = 'packages = [{ include = "ham", from = "lib" }]';
    expect(topLevel({ ...poetry(rest), ...empty('lib/ham/__init__.py', 'lib/eggs/__init__.py') })).toEqual([
      'ham',
    ]);
  });
});

describe('setuptools', () => {
  const toml = (rest = '') => builtBy('setuptools.build_meta', `[project]\nname = "spam"\n${rest}`);

  test.each([
    [
      'src layout with modules',
      toml(),
      empty('src/spam/__init__.py', 'src/helper.py', 'tests/test_a.py'),
      ['helper.py', 'spam'],
    ],
    [
      'flat layout leaves reserved names out',
      toml(),
      empty('spam/__init__.py', 'tests/__init__.py', 'docs/conf.py', '_build/x.py'),
      ['spam'],
    ],
    [
      'flat layout with stubs',
      toml(),
      empty('spam/__init__.py', 'spam-stubs/__init__.pyi'),
      ['spam', 'spam-stubs'],
    ],
    ['a single module', toml(), empty('spam.py', 'setup.py', 'conftest.py'), ['spam.py']],
    [
      'packages',
      toml('[tool.setuptools]\npackages = ["spam", "spam.ham"]'),
      empty('spam/__init__.py', 'tests/__init__.py'),
      ['spam'],
    ],
    [
      'py-modules',
      toml('[tool.setuptools]\npy-modules = ["spam", "ham"]'),
      empty('spam.py', 'ham.py', 'eggs.py'),
      ['ham.py', 'spam.py'],
    ],
    [
      'package-dir',
      toml('[tool.setuptools]\npackages = ["ham"]\npackage-dir = { ham = "lib/x" }'),
      empty('lib/x/__init__.py'),
      ['ham'],
    ],
    [
      'find with namespaces takes folders of data too, where the sdist lists them',
      {
        ...toml('[tool.setuptools.packages.find]\nwhere = ["."]'),
        'spam.egg-info/SOURCES.txt': 'docs/index.md\n',
      },
      empty('spam/__init__.py', 'docs/index.md', 'media/a.png', 'a.b/x.py'),
      ['docs', 'spam'],
    ],
    [
      'or where MANIFEST.in names them',
      {
        ...toml('[tool.setuptools.packages.find]\nwhere = ["."]'),
        'MANIFEST.in':
          'graft docs\nrecursive-include media *.png # pictures\nprune docs/_build\nglobal-exclude *.tmp',
      },
      empty('spam/__init__.py', 'docs/index.md', 'media/a.png', 'sounds/a.ogg'),
      ['docs', 'media', 'spam'],
    ],
    [
      'modules that are not there',
      toml('[tool.setuptools]\npy-modules = ["spam", "ham"]'),
      empty('spam.py'),
      ['spam.py'],
    ],
    [
      'find without namespaces',
      toml('[tool.setuptools.packages.find]\nnamespaces = false'),
      empty('spam/__init__.py', 'docs/index.md'),
      ['spam'],
    ],
    [
      'find in several places',
      toml('[tool.setuptools.packages.find]\nwhere = ["a", "b"]'),
      empty('a/spam/__init__.py', 'b/ham/__init__.py'),
      ['ham', 'spam'],
    ],
    [
      'include and exclude',
      toml('[tool.setuptools.packages.find]\ninclude = ["spam*"]\nexclude = ["spam_tests*"]'),
      empty('spam/__init__.py', 'spam_tests/__init__.py', 'ham/__init__.py'),
      ['spam'],
    ],
    [
      'an extension module at the top',
      toml(
        '[tool.setuptools]\npackages = ["spam"]\n[[tool.setuptools.ext-modules]]\nname = "_spam"\nsources = ["a.c"]',
      ),
      empty('spam/__init__.py'),
      ['_spam.so', 'spam'],
    ],
    [
      'setup.cfg: an excluded package’s children still come along',
      {
        'setup.cfg': '[options]\npackages = find:\n[options.packages.find]\nexclude =\n    tests\n',
        'setup.py': 'from setuptools import setup\nsetup()',
      },
      empty('spam/__init__.py', 'tests/__init__.py', 'tests/sample/__init__.py'),
      ['spam', 'tests'],
    ],
    [
      'setup.cfg: where and package_dir',
      {
        'setup.cfg':
          '[options]\npackage_dir =\n    = lib\npackages = find:\n[options.packages.find]\nwhere = lib\n',
        'setup.py': 'from setuptools import setup\nsetup()',
      },
      empty('lib/spam/__init__.py'),
      ['spam'],
    ],
    [
      'setup.py: literals',
      {
        'setup.py':
          'from setuptools import setup\nsetup(packages=["spam"], py_modules=["ham"], ext_modules=[Extension("spam._c", ["a.c"])])',
      },
      empty('spam/__init__.py', 'ham.py', 'eggs/__init__.py'),
      ['ham.py', 'spam'],
    ],
    [
      'setup.py: find_packages joined with a list',
      {
        'setup.py':
          'from setuptools import find_packages, setup\nsetup(package_dir={"": "src", "ham": "ham"}, packages=find_packages("src", exclude=["x"]) + ["ham"])',
      },
      empty('src/spam/__init__.py', 'src/x/__init__.py', 'ham/__init__.py'),
      ['ham', 'spam'],
    ],
    [
      'setup.py: find_namespace_packages',
      {
        'setup.py':
          'import setuptools\nsetuptools.setup(packages=setuptools.find_namespace_packages(include=["a.*"]))',
      },
      empty('a/b/c.py', 'docs/conf.py'),
      ['a'],
    ],
    [
      'setup.py: only extension modules switch discovery off',
      {
        'setup.py':
          'from setuptools import Extension, setup\nsetup(ext_modules=[Extension("_spam", ["a.c"])])',
      },
      empty('spam/__init__.py'),
      ['_spam.so'],
    ],
    [
      'a computed list: what the sdist recorded',
      {
        'setup.py': 'from setuptools import setup\nsetup(packages=compute())',
        'spam.egg-info/top_level.txt': 'ham\n',
      },
      empty('spam/__init__.py', 'ham/__init__.py'),
      ['ham'],
    ],
    [
      'a computed list: packages with modules in them',
      { 'setup.py': 'from setuptools import setup\nsetup(packages=compute())' },
      empty('spam/__init__.py', 'tests/__init__.py', 'media/a.png'),
      ['spam'],
    ],
    [
      'a computed list: the folder that holds the package',
      { 'setup.py': 'from setuptools import setup\nsetup(packages=compute())' },
      empty('lib/spam/__init__.py', 'debian/rules.py'),
      ['spam'],
    ],
  ] as readonly [string, Files, Files, readonly string[]][])('%s', (_, config, files, expected) => {
    expect(topLevel({ ...files, ...config })).toEqual(expected);
  });

  test('several packages in a flat layout stop the build', () => {
    const { diagnostics } = read({ ...toml(), ...empty('spam/__init__.py', 'ham/__init__.py') });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['wheel-ambiguous', 'error']]);
  });

  test('data files below the prefix', () => {
    const config = {
      'setup.py':
        'from setuptools import setup\nsetup(packages=["spam"], data_files=[("docs", ["a"]), ("share/spam", ["b"]), ("", ["LICENSE"])])',
    };
    expect(read({ ...config, ...empty('spam/__init__.py') }).value.stray).toEqual([
      { path: '../../../LICENSE', cause: 'data_files', fatal: false },
      { path: '../../../docs/', cause: 'data_files', fatal: false },
    ]);
  });
});

describe('hatchling', () => {
  const hatch = (rest = '') => builtBy('hatchling.build', `[project]\nname = "spam"\n${rest}`);
  const wheel = (rest: string) => hatch(`[tool.hatch.build.targets.wheel]\n${rest}`);
  const files = empty('spam/__init__.py', 'src/ham/__init__.py', 'tests/test_a.py', 'README.md', 'dist/x.py');

  test.each([
    ['the package of the project’s name', hatch(), ['spam']],
    ['packages lose their parents', wheel('packages = ["src/ham"]'), ['ham']],
    ['packages win over include', wheel('packages = ["src/ham"]\ninclude = ["/spam"]'), ['ham']],
    ['include filters the tree', wheel('include = ["/spam/*", "*.md"]'), ['README.md', 'spam']],
    ['a later pattern takes back', wheel('include = ["/spam", "README.md", "!README.md"]'), ['spam']],
    ['only-include', wheel('only-include = ["src/ham", "tests"]\nsources = ["src"]'), ['ham', 'tests']],
    ['sources rename', wheel('only-include = ["src"]\nsources = { "src/ham" = "eggs" }'), ['eggs']],
    [
      'force-include',
      wheel('packages = ["spam"]\n[tool.hatch.build.targets.wheel.force-include]\n"README.md" = "LICENSE"'),
      ['LICENSE', 'spam'],
    ],
    ['the table for all targets', hatch('[tool.hatch.build]\ninclude = ["/tests"]'), ['tests']],
    [
      'force-include takes its source out of the rest',
      wheel('include = ["/spam", "*.md"]\nforce-include = { "README.md" = "spam/README.md" }'),
      ['spam'],
    ],
    [
      'a pattern with a slash holds at the top only',
      wheel('include = ["src", "tests"]\nexclude = ["ham/*"]\nsources = ["src"]'),
      ['ham', 'tests'],
    ],
    ['exclude', wheel('include = ["/spam", "/tests"]\nexclude = ["tests/"]'), ['spam']],
    [
      'a version file that is written',
      wheel('include = ["/spam"]\n[tool.hatch.build.hooks.vcs]\nversion-file = "_version.py"'),
      ['_version.py', 'spam'],
    ],
    [
      'not outside of what is walked',
      wheel('packages = ["spam"]\n[tool.hatch.build.hooks.vcs]\nversion-file = "_version.py"'),
      ['spam'],
    ],
    ['hatch.toml', { ...hatch(), 'hatch.toml': '[build.targets.wheel]\npackages = ["src/ham"]' }, ['ham']],
  ])('%s', (_, config, expected) => {
    expect(topLevel({ ...files, ...config })).toEqual(expected);
  });

  test.each([
    [empty('src/spam/__init__.py'), ['spam']],
    [empty('spam.py'), ['spam.py']],
    [empty('namespace/spam/__init__.py'), ['namespace']],
    [empty('other/__init__.py'), undefined],
  ])('finds %j', (tree, expected) => {
    expect(topLevel({ ...hatch(), ...tree })).toEqual(expected);
  });
});

describe('pdm-backend', () => {
  const pdm = (rest = '') => builtBy('pdm.backend', `[tool.pdm.build]\n${rest}`);
  const files = empty('spam/__init__.py', 'tests/__init__.py', 'extra/__init__.py', 'setup.py');

  test.each([
    ['packages, tests kept for the sdist', '', ['extra', 'spam']],
    ['source-includes replace that default', 'source-includes = ["extra"]', ['spam', 'tests']],
    ['includes', 'includes = ["spam", "tests/**/*.py"]', ['spam', 'tests']],
    ['excludes', 'excludes = ["extra"]', ['spam']],
  ])('%s', (_, rest, expected) => {
    expect(topLevel({ ...pdm(rest), ...files })).toEqual(expected);
  });

  test('src and single modules', () => {
    expect(topLevel({ ...pdm(), ...empty('src/spam/__init__.py', 'src/x.py') })).toEqual(['spam']);
    expect(topLevel({ ...pdm(), ...empty('src/spam.py') })).toEqual(['spam.py']);
  });
});

describe('other backends', () => {
  test.each([
    ['flit', builtBy('flit_core.buildapi'), empty('spam/__init__.py', 'tests/x.py'), ['spam']],
    ['flit in src', builtBy('flit_core.buildapi'), empty('src/spam.py'), ['spam.py']],
    [
      'flit module name',
      builtBy('flit_core.buildapi', '[tool.flit.module]\nname = "ham.eggs"'),
      empty('ham/eggs/__init__.py'),
      ['ham'],
    ],
    [
      'old flit',
      builtBy('flit.buildapi', '[tool.flit.metadata]\nmodule = "ham"'),
      empty('ham.py'),
      ['ham.py'],
    ],
    ['uv', builtBy('uv_build'), empty('src/spam/__init__.py'), ['spam']],
    [
      'uv flat',
      builtBy('uv_build', '[tool.uv.build-backend]\nmodule-root = ""\nmodule-name = ["spam", "ham"]'),
      empty('spam/__init__.py', 'ham/__init__.py', 'x.py'),
      ['ham', 'spam'],
    ],
    [
      'pbr',
      { ...builtBy('pbr.build'), 'setup.cfg': '[files]\npackages =\n    spam\n    ham\n' },
      empty('spam/__init__.py', 'ham/a.py'),
      ['ham', 'spam'],
    ],
    [
      'maturin with Python',
      builtBy('maturin', '[tool.maturin]\npython-source = "python"\nmodule-name = "spam._spam"'),
      empty('python/spam/__init__.py'),
      ['spam'],
    ],
    [
      'maturin alone',
      { ...builtBy('maturin'), 'Cargo.toml': '[package]\nname = "my-spam"\n' },
      {},
      ['my_spam'],
    ],
    ['a program', builtBy('maturin', '[tool.maturin]\nbindings = "bin"'), empty('Cargo.toml'), []],
    ['scikit-build-core', builtBy('scikit_build_core.build'), empty('src/spam/__init__.py'), ['spam']],
    [
      'scikit-build-core packages',
      builtBy('scikit_build_core.build', '[tool.scikit-build.wheel]\npackages = ["lib/ham"]'),
      empty('lib/ham/__init__.py'),
      ['ham'],
    ],
    [
      'meson-python',
      {
        ...builtBy('mesonpy'),
        'meson.build':
          "py.install_sources(['a.py', 'b.py'], subdir: 'spam') # subdir: 'no'\npy.extension_module('_ham', 'a.c', install: true)",
      },
      {},
      ['_ham.so', 'spam'],
    ],
    [
      'meson-python and whole folders',
      {
        ...builtBy('mesonpy'),
        'meson.build': [
          "py.extension_module('_ham', subdir: 'spam')",
          "install_subdir('tests', install_dir: py.get_install_dir() / 'spam')",
          "install_subdir('data', install_dir: join_paths(py.get_path('purelib'), 'spam'))",
          "install_subdir('more', install_dir: py.get_install_dir(pure: false, subdir: 'spam'))",
          "install_subdir('unknown', install_dir: py.get_install_dir() / name)",
          "install_subdir('unknown', install_dir: pydir)",
          "install_subdir('share', install_dir: get_option('datadir'))",
          "install_subdir('src', install_dir: py.get_install_dir() / 'bacon', strip_directory: true)",
          "install_subdir('lib/eggs', install_dir: py.get_install_dir(pure: false))",
          "install_subdir('ham/', install_dir: py.get_install_dir())",
        ].join('\n'),
      },
      {},
      ['bacon', 'eggs', 'ham', 'spam'],
    ],
    ['meson-python says nothing', { ...builtBy('mesonpy'), 'meson.build': 'subdir(name)' }, {}, undefined],
    ['its own backend', builtBy('hook', 'backend-path = ["."]\n'), empty('spam/__init__.py'), undefined],
    ['a wrapped backend', builtBy('poetry_dynamic_versioning.backend'), empty('spam/__init__.py'), ['spam']],
    ['sip', builtBy('sipbuild.api'), empty('spam/__init__.py'), undefined],
  ] as readonly [string, Files, Files, readonly string[] | undefined][])(
    '%s',
    (_, config, files, expected) => {
      expect(topLevel({ ...files, ...config })).toEqual(expected);
    },
  );

  test('an in-tree backend over setuptools', () => {
    const files = { ...builtBy('hook', 'backend-path = ["."]\n'), ...empty('src/spam/__init__.py') };
    expect(topLevel(files, { buildRequires: new Set(['setuptools', 'wheel']) })).toEqual(['spam']);
  });
});

describe('strays', () => {
  const wheel = (...paths: readonly string[]) =>
    read({
      ...builtBy('hatchling.build', `[tool.hatch.build.targets.wheel]\ninclude = ["*"]`),
      ...empty(...paths),
    }).value.stray;

  test.each([
    ['tests/__init__.py', 'tests/', true],
    ['test/a.py', 'test/', true],
    ['examples/a.txt', 'examples/', true],
    ['.hypothesis/a', '.hypothesis/', true],
    ['README.md', 'README.md', true],
    ['LICENSE', 'LICENSE', true],
    ['docs/conf.py', 'docs/', false],
    ['scripts/a.py', 'scripts/', false],
    ['noxfile.py', 'noxfile.py', false],
    ['test_spam.py', 'test_spam.py', false],
  ])('%s', (file, path, fatal) => {
    const stray = wheel('spam/__init__.py', file).filter((one) => one.path !== 'pyproject.toml');
    expect(stray).toMatchObject([{ path, fatal }]);
  });

  test.each(['ham/__init__.py', 'ham.py', 'spam.pth', 'ham.pyi', '_ham.so', '_compat.py', 'ham_tests/a.py'])(
    '%s is none',
    (file) => {
      expect(wheel('spam/__init__.py', file).filter((one) => one.path !== 'pyproject.toml')).toEqual([]);
    },
  );

  test('the project itself may be called tools, not tests', () => {
    const files = { ...builtBy('flit_core.buildapi'), ...empty('tools/__init__.py', 'tests/__init__.py') };
    expect(read(files, { project: 'tools' }).value.stray).toEqual([]);
    expect(read(files, { project: 'tests' }).value.stray).toMatchObject([{ path: 'tests/', fatal: true }]);
  });

  test('says what puts it there', () => {
    const { value } = read({
      ...builtBy(
        'poetry.core.masonry.api',
        '[tool.poetry]\nname = "spam"\ninclude = [{ path = "NOTICE", format = "wheel" }]',
      ),
      ...empty('spam/__init__.py', 'NOTICE'),
    });
    expect(value.stray).toEqual([{ path: 'NOTICE', cause: '[tool.poetry] include', fatal: true }]);
  });
});

test('a program that searches packages without end is given up', () => {
  const searching = Array.from(
    { length: 100 },
    (_, index) => `p += setuptools.find_packages("a${index}")`,
  ).join('\n');
  const files = { 'setup.py': `import setuptools\np = []\n${searching}\nsetuptools.setup(packages=p)` };
  expect(topLevel({ ...files, ...empty('spam/__init__.py') })).toEqual(['spam']);
});

test('hostile patterns end soon and never throw', () => {
  const pattern = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '**/**/**/**/*',
      '*a*a*a*a*a*a*a*a*a*a*a*b',
      '[',
      '[!',
      '{a,b}',
      '+(a)',
      '../..',
      '!',
      '/',
      '__proto__',
    ),
  );
  const files = empty('spam/__init__.py', `spam/${'a'.repeat(100)}.py`, 'tests/__init__.py');
  const list = fc
    .array(pattern, { maxLength: 4 })
    .map((patterns) => JSON.stringify(patterns.map((one) => one.replace(/[\p{Cc}\p{Cs}]/gu, ''))));
  fc.assert(
    fc.property(list, (patterns) => {
      for (const [backend, rest] of [
        ['hatchling.build', `[tool.hatch.build.targets.wheel]\ninclude = ${patterns}\nexclude = ${patterns}`],
        [
          'poetry.core.masonry.api',
          `[tool.poetry]\nname = "spam"\ninclude = ${patterns}\nexclude = ${patterns}`,
        ],
        ['pdm.backend', `[tool.pdm.build]\nincludes = ${patterns}\nexcludes = ${patterns}`],
        [
          'setuptools.build_meta',
          `[tool.setuptools.packages.find]\ninclude = ${patterns}\nexclude = ${patterns}`,
        ],
      ] as const)
        read({ ...builtBy(backend, rest), ...files });
    }),
    { seed: 11, numRuns: 150 },
  );
});

describe('where there are too many files for the patterns', () => {
  const paths = Array.from({ length: 5000 }, (_, index) => `spam/${'a'.repeat(150)}${index}/__init__.py`);
  const hostile = Array.from({ length: 2000 }, (_, index) => `${'*a'.repeat(100)}b${index}`);
  const patterns = JSON.stringify(hostile);
  const where = JSON.stringify(Array.from({ length: 5000 }, () => ''));
  test.each([
    ['hatchling.build', `[tool.hatch.build.targets.wheel]\npackages = ["spam"]\nexclude = ${patterns}`],
    [
      'poetry.core.masonry.api',
      `[tool.poetry]\nname = "spam"\npackages = [{ include = "spam" }]\ninclude = [${hostile.map((one) => `{ path = "${one}", format = "wheel" }`).join(', ')}]`,
    ],
    ['pdm.backend', `[tool.pdm.build]\nincludes = ["spam"]\nexcludes = ${patterns}`],
    ['setuptools.build_meta', `[tool.setuptools.packages.find]\nexclude = ${patterns}`],
    ['setuptools.build_meta', `[tool.setuptools.packages.find]\nwhere = ${where}`],
  ])('%s gives up in time and says so', (backend, rest) => {
    const tree = { ...builtBy(backend, rest), ...empty('spam/__init__.py', ...paths) };
    const start = performance.now();
    const { value, diagnostics } = read(tree);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(value.topLevel).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['wheel-patterns']);
  });

  test('ordinary patterns are all tried on a hundred thousand files', () => {
    const files = Array.from(
      { length: 100_000 },
      (_, index) => `spam/folder${index % 300}/module${index}.py`,
    );
    const exclude = JSON.stringify(Array.from({ length: 10 }, (_, index) => `*.${index}`));
    const rest = `[tool.hatch.build.targets.wheel]\npackages = ["spam"]\nexclude = ${exclude}`;
    const { diagnostics } = read({ ...builtBy('hatchling.build', rest), ...empty(...files) });
    expect(diagnostics).toEqual([]);
  });

  test('the discovery of setuptools is never given up', () => {
    const folders = Array.from({ length: 50_000 }, (_, index) => `spam/folder${index}/__init__.py`);
    const { value, diagnostics } = read({ ...builtBy('setuptools.build_meta'), ...empty(...folders) });
    expect(value.topLevel).toEqual(['spam']);
    expect(diagnostics).toEqual([]);
  });
});
