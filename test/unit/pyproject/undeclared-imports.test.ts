import { expect, test } from 'vitest';
import { analyzeFiles } from '../../support/analyze-files.ts';

type Files = Readonly<Record<string, string>>;

function undeclared(files: Files, more = '') {
  const pyproject = `[project]
name = "spam"
version = "1"
dependencies = ["eggs"]
${more}
[project.optional-dependencies]
docs = ["sphinx == 7.1", "PyYAML"]
[dependency-groups]
dev = ["httpx", "pytest", "Cython", "spam"]
`;
  return analyzeFiles({ 'pyproject.toml': pyproject, ...files });
}

test.each<[why: string, files: Files, expected: readonly string[]]>([
  ['the package itself', { 'spam/__init__.py': 'import httpx\n' }, ['httpx: spam/__init__.py']],
  [
    'a module that the package loads',
    { 'spam/__init__.py': 'from .api import x\n', 'spam/api.py': 'from httpx._models import Response\n' },
    ['httpx: spam/api.py'],
  ],
  [
    'a module by its whole name',
    { 'src/spam/__init__.py': 'import spam.api\n', 'src/spam/api.py': 'import yaml\n' },
    ['pyyaml: src/spam/api.py'],
  ],
  [
    'a module of its name in a package',
    { 'spam/__init__.py': 'from . import api\n', 'spam/api.py': 'import sphinx.ext.autodoc as autodoc\n' },
    ['sphinx: spam/api.py'],
  ],
  [
    'a module beside a name without end',
    { 'spam/__init__.py': `import x${'.a'.repeat(100_000)}\nimport httpx\n` },
    ['httpx: spam/__init__.py'],
  ],
])('needed by %s', (_, files, expected) => {
  const { value, diagnostics } = undeclared(files);
  expect(value.undeclared.map(({ requirement, where }) => `${requirement.name}: ${where.file}`)).toEqual(
    expected,
  );
  expect(value.undeclared.flatMap(({ requirement }) => requirement.specifiers)).toEqual([]);
  expect(value.dependencies.map(({ requirement }) => requirement.name)).toEqual(['eggs']);
  expect(diagnostics.map(({ code }) => code)).toContain('dependency-undeclared');
});

/** A package with a module that nothing loads, and that needs something which upstream does not require. */
const withAddOn = (text: string): Files => ({
  'spam/__init__.py': text,
  'spam/ext.py': 'import sphinx\n',
});

test.each<[why: string, files: Files, more?: string]>([
  ['a module that nothing loads', { 'spam/__init__.py': '', 'spam/ext.py': 'import sphinx\n' }],
  ['a function', { 'spam/__init__.py': 'def f():\n    import httpx\n' }],
  ['a type checker', { 'spam/__init__.py': 'if TYPE_CHECKING:\n    import httpx\n' }],
  ['what copes without', { 'spam/__init__.py': 'try:\n    import httpx\nexcept ImportError:\n    pass\n' }],
  [
    'what another Python has',
    withAddOn('if sys.version_info >= (3, 11):\n    import tomllib\nelse:\n    import httpx\n'),
  ],
  ['what looks whether it is there', withAddOn('if find_spec("httpx"):\n    import httpx\n')],
  ['a program', withAddOn('if __name__ == "__main__":\n    import httpx\n')],
  ['what stands in for another', withAddOn('try:\n    import eggs\nexcept OSError:\n    import httpx\n')],
  [
    'a module that is loaded where it can be',
    {
      'spam/__init__.py': 'if find_spec("httpx"):\n    from . import web\n',
      'spam/web.py': 'import httpx\n',
    },
  ],
  ['tests', { 'spam/__init__.py': '', 'tests/test_a.py': 'import httpx\n' }],
  [
    'tests in site-packages',
    { 'spam/__init__.py': '', 'tests/__init__.py': 'import httpx\n' },
    '[tool.setuptools]\npackages = ["spam", "tests"]',
  ],
  ['what upstream lists nowhere', { 'spam/__init__.py': 'import anyio\n' }],
  ['a requirement', { 'spam/__init__.py': 'import eggs\n' }],
  ['a module of its own', { 'spam/__init__.py': 'import httpx\n', 'httpx/__init__.py': '' }],
  ['the project itself', { 'spam/__init__.py': 'from spam import api\n', 'spam/api.py': '' }],
  ['a plugin that pytest loads', { 'spam/__init__.py': 'import pytest\n' }],
  ['a module that Cython compiles', { 'spam/__init__.py': 'import cython\n' }],
])('not needed by %s', (_, files, more) => {
  expect(undeclared(files, more).value.undeclared).toEqual([]);
});

test('imports that would repeat a long name are read in no time', () => {
  const bomb = `import httpx\nfrom ${'x'.repeat(400_000)} import ${'a, '.repeat(100_000)}b\n`;
  const folders = Array.from({ length: 40 }, (_, i) => `spam/${'a/'.repeat(i + 1)}__init__.py`);
  const deep = `spam/${'a/'.repeat(40)}__init__.py`;
  const start = performance.now();
  undeclared({ 'spam/__init__.py': bomb });
  undeclared({
    ...Object.fromEntries(folders.map((path) => [path, ''])),
    'spam/__init__.py': `import httpx\nimport spam${'.a'.repeat(40)}\n`,
    [deep]: 'from . import b\n'.repeat(20_000),
  });
  expect(performance.now() - start).toBeLessThan(5000);
});
