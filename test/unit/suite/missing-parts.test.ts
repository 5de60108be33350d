import { describe, expect, test } from 'vitest';
import { loadPythonParser } from '../../../src/io/python-parser.ts';
import { analyzeSuite } from '../../../src/suite/analyze-suite.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { type GivenProject, suiteProject } from '../../support/suite-project.ts';

const parsePython = await loadPythonParser();

type Files = Parameters<typeof sourceTree>[0];

function missing(files: Files, given: GivenProject = {}) {
  return analyzeSuite(sourceTree(files), suiteProject(given), parsePython).value.missing?.map(
    ({ name }) => name,
  );
}

const asking = (fixture: string) => `def test_it(${fixture}):\n    pass\n`;
const TEST = asking('');

describe('what a suite lacks', () => {
  test.each<[why: string, files: Files, expected: readonly string[]]>([
    [
      'a module beside the tests',
      { 'tests/test_a.py': `from .helpers import x\n${TEST}` },
      ['tests/helpers.py'],
    ],
    [
      'a module of the folder above',
      { 'tests/a/test_a.py': `from ..helpers.web import x\n${TEST}` },
      ['tests/helpers/web.py'],
    ],
    [
      'a module by its whole name',
      { 'tests/a/test_a.py': `import tests.helpers\n${TEST}` },
      ['tests/helpers.py'],
    ],
    ['a fixture, and no conftest.py', { 'tests/test_a.py': asking('client') }, ['client']],
    [
      'a fixture, and a plugin that is not loaded',
      {
        'pytest.ini': '[pytest]\naddopts = -p no:cacheprovider -pno:doctest\n',
        'tests/test_a.py': asking('client'),
      },
      ['client'],
    ],
    [
      'a fixture that another module defines for itself',
      {
        'tests/test_a.py': asking('client'),
        'tests/test_b.py': `import pytest\n@pytest.fixture\ndef client():\n    pass\n${asking('client')}`,
      },
      ['client'],
    ],
  ])('%s', (_, files, expected) => {
    expect(missing(files)).toEqual(expected);
  });

  test.each<[why: string, files: Files, given?: GivenProject]>([
    ['nothing', { 'tests/test_a.py': TEST }],
    [
      'a module that is there',
      { 'tests/helpers.py': '', 'tests/test_a.py': `from .helpers import x\n${TEST}` },
    ],
    ['a folder that is there', { 'tests/data/x.py': '', 'tests/test_a.py': `from .data import x\n${TEST}` }],
    ['a compiled module', { 'tests/fast.pyx': '', 'tests/test_a.py': `from .fast import x\n${TEST}` }],
    ['a name out of the package', { 'tests/test_a.py': `from . import x\n${TEST}` }],
    [
      'a module that the tests cope without',
      { 'tests/test_a.py': `try:\n    from .made import x\nexcept ImportError:\n    x = 1\n${TEST}` },
    ],
    ['a module that a function imports', { 'tests/test_a.py': `def test_it():\n    from .made import x\n` }],
    ['a module that the build makes', { 'sample/tests/test_a.py': `from .._version import x\n${TEST}` }],
    [
      'Python’s own tests',
      { 'test/test_a.py': `from test.support import x\nimport test.list_tests\n${TEST}` },
    ],
    [
      'a module below another folder',
      {
        'tests/fast.cpp': '',
        'python/tests/helpers.py': '',
        'python/tests/test_a.py': `from tests.helpers import x\n${TEST}`,
      },
    ],
    [
      'a module of the package below src, beside a folder of its name',
      {
        'sample/core.c': '',
        'src/sample/tests/helpers.py': '',
        'src/sample/tests/test_a.py': `from sample.tests.helpers import x\n${TEST}`,
      },
    ],
    ['a package of that name elsewhere', { 'check/test_a.py': `import other.tests.base\n${TEST}` }],
    ['pytest’s own fixtures', { 'tests/test_a.py': asking('tmp_path, capsys, request') }],
    ['a plugin’s fixture', { 'tests/test_a.py': asking('mocker') }],
    [
      'a fixture with a common name, of a declared plugin',
      { 'tests/test_a.py': asking('client') },
      { extras: { test: ['pytest-django'] } },
    ],
    [
      'a fixture that a plugin may have which nobody knows',
      { 'tests/test_a.py': asking('client') },
      { extras: { test: ['pytest-unheard-of'] } },
    ],
    ['a fixture, and a conftest.py above', { 'conftest.py': '', 'tests/test_a.py': asking('client') }],
    ['an imported fixture', { 'tests/test_a.py': `from sample.testing import client\n${asking('client')}` }],
    [
      'fixtures imported by a star',
      { 'tests/test_a.py': `from sample.testing import *\n${asking('client')}` },
    ],
    [
      'what the module fills in for all of its tests',
      {
        'tests/test_a.py': `def pytest_generate_tests(metafunc):\n    metafunc.parametrize("client", [1])\n${asking('client')}`,
        'tests/test_b.py': `pytestmark = pytest.mark.parametrize(\n    "a, b", [(1, 2)])\n${asking('a, b')}`,
        'tests/test_c.py': `both = pytest.mark.parametrize(["c", "d"], [])\n@both\n${asking('c, d')}`,
        'tests/test_d.py':
          '@pytest.mark.parametrize("e", [1])\nclass TestA:\n    def test_it(self, e):\n        pass\n',
      },
    ],
    ['an assigned fixture', { 'tests/test_a.py': `client = make_fixture()\n${asking('client')}` }],
    [
      'a fixture of a class that tests derive from',
      {
        'tests/base.py': 'class Base:\n    @pytest.fixture\n    def client(self):\n        pass\n',
        'tests/test_a.py':
          'from .base import Base\nclass TestA(Base):\n    def test_it(self, client):\n        pass\n',
      },
    ],
    [
      'a fixture of a module that pytest is told to load',
      { 'pytest.ini': '[pytest]\naddopts = -p sample.fixtures\n', 'tests/test_a.py': asking('client') },
    ],
    [
      'parameters that pytest does not fill',
      {
        'tests/test_a.py': `@pytest.mark.parametrize("a", [1])\n@patch("sample.x")\ndef test_it(mock, a):\n    pass\n`,
      },
    ],
  ])('not %s', (_, files, given) => {
    expect(missing(files, given)).toEqual([]);
  });
});

test('many imports in a tree of many files are looked up in no time', () => {
  const data = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`data/${i}.bin`, '']));
  const imports = Array.from({ length: 5000 }, (_, i) => `from .m${i} import x\n`).join('');
  const tree = sourceTree({ ...data, 'tests/test_a.py': `${imports}${TEST}` });
  const start = performance.now();
  expect(analyzeSuite(tree, suiteProject({}), parsePython).value.missing).toHaveLength(5000);
  expect(performance.now() - start).toBeLessThan(5000);
});
