import { describe, expect, test } from 'vitest';
import { readModule } from '../../../../src/suite/modules/read-module.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';

const parse = await loadPythonParser();
const read = (code: string) => readModule('tests/test_a.py', code, parse);

describe('imports', () => {
  test.each<[code: string, module: string, when: string]>([
    ['import a.b as c\n', 'a.b', 'always'],
    ['from a.b import (c, d as e)\n', 'a.b', 'always'],
    ['try:\n    import a\nexcept ImportError:\n    a = None\n', 'a', 'optional'],
    ['try:\n    import a\nexcept ImportError as e:\n    raise Missing() from e\n', 'a', 'always'],
    ['with contextlib.suppress(ImportError):\n    import a\n', 'a', 'optional'],
    ['if sys.version_info > (3,):\n    import a\n', 'a', 'optional'],
    ['if TYPE_CHECKING:\n    import a\n', 'a', 'typing'],
    ['if typing.TYPE_CHECKING:\n    from a import b\n', 'a', 'typing'],
    ['def test_it():\n    import a\n', 'a', 'local'],
    ['class TestIt:\n    def test_it(self):\n        for x in y:\n            import a\n', 'a', 'local'],
    ['def test_it():\n    if x:\n        import a\n', 'a', 'local'],
    ['def test_it():\n    if TYPE_CHECKING:\n        import a\n', 'a', 'typing'],
    ['a = pytest.importorskip("a")\n', 'a', 'optional'],
    ['pytest.importorskip("a.b", minversion="1")\n', 'a.b', 'optional'],
    ['def test_it():\n    importorskip("a")\n', 'a', 'optional'],
  ])('%j', (code, module, when) => {
    expect(read(code).imports).toEqual([expect.objectContaining({ module, when })]);
  });

  test('relative ones are kept apart, with their names', () => {
    const { imports, relativeImports } = read('from ..a import b, c\nfrom . import d\n');
    expect(imports).toEqual([]);
    expect(relativeImports).toEqual([
      { module: '..a', names: ['b', 'c'], when: 'always' },
      { module: '.', names: ['d'], when: 'always' },
    ]);
  });
});

describe('tests', () => {
  test.each<[code: string, tests: object[]]>([
    [
      'def test_it(a, b=1, *c, d, **e): ...\n',
      [{ name: 'test_it', kind: 'pytest', async: false, requested: ['a', 'd'] }],
    ],
    ['async def test_it(a: int): ...\n', [{ async: true, requested: ['a'] }]],
    ['def helper(a): ...\n', []],
    ['class TestIt:\n    def test_it(self, a): ...\n', [{ kind: 'pytest', requested: ['a'] }]],
    ['class Helper:\n    def test_it(self, a): ...\n', []],
    ['class TestIt(unittest.TestCase):\n    def test_it(self): ...\n', [{ kind: 'unittest' }]],
    ['class Base(TestCase): ...\nclass Case(Base):\n    def test_it(self): ...\n', [{ kind: 'unittest' }]],
    ['def test_it():\n    def test_inner(): ...\n', [{ name: 'test_it' }]],
    [
      'def describe_it():\n    def works(a): ...\n    def _helper(b): ...\n',
      [{ name: 'works', requested: ['a'] }],
    ],
    ['if x:\n    def test_it(): ...\n', [{ name: 'test_it' }]],
  ])('%j', (code, tests) => {
    expect(read(code).tests).toEqual(tests.map((fact) => expect.objectContaining(fact)));
  });
});

describe('what a test asks for', () => {
  test.each<[decorators: string, requested: string[]]>([
    ['@pytest.mark.parametrize("a, b", [(1, 2)])', ['c']],
    ['@pytest.mark.parametrize(["a", "b"], [(1, 2)])', ['c']],
    ['@pytest.mark.parametrize(argnames=("a", "b"), argvalues=[])', ['c']],
    ['@mock.patch("x.y")', ['b', 'c']],
    ['@mock.patch("x.y", new=1)', ['a', 'b', 'c']],
    ['@mock.patch("x.y", 1)', ['a', 'b', 'c']],
    ['@patch.object(X, "y")\n@patch("z")', ['c']],
    ['@patch.dict("os.environ", {})', ['a', 'b', 'c']],
    ['@given(a=st.text(), b=st.none())', ['c']],
    ['@given(st.text())', ['b', 'c']],
    ['@pytest.mark.usefixtures("d", "e")', ['a', 'b', 'c', 'd', 'e']],
  ])('%s', (decorators, requested) => {
    expect(read(`${decorators}\ndef test_it(a, b, c): ...\n`).tests[0]?.requested).toEqual(requested);
  });

  test('classes, modules and look-ups ask too', () => {
    const code =
      'pytestmark = pytest.mark.usefixtures("a")\n@pytest.mark.usefixtures("b")\nclass TestIt:\n' +
      '    def test_it(self, request):\n        request.getfixturevalue("c")\n';
    expect(read(code).requested).toEqual(['a', 'b', 'c']);
  });
});

describe('fixtures', () => {
  test.each<[code: string, fixture: object]>([
    ['@pytest.fixture\ndef a(b): ...\n', { name: 'a', autouse: false, requested: ['b'] }],
    ['@fixture(autouse=True)\ndef a(): ...\n', { name: 'a', autouse: true, requested: [] }],
    ['@pytest.fixture(name="c", scope="session")\ndef a(): ...\n', { name: 'c' }],
    ['@pytest_asyncio.fixture()\nasync def a(): ...\n', { name: 'a' }],
    ['class TestIt:\n    @pytest.fixture\n    def a(self, b): ...\n', { name: 'a', requested: ['b'] }],
  ])('%j', (code, fixture) => {
    expect(read(code).fixtures).toEqual([expect.objectContaining(fixture)]);
  });
});

describe('marks', () => {
  test.each<[code: string, marks: string[]]>([
    ['@pytest.mark.a\n@mark.b(1)\ndef test_it(): ...\n', ['a', 'b']],
    ['pytestmark = [pytest.mark.a, pytest.mark.b()]\n', ['a', 'b']],
    ['@pytest.mark.a\nclass TestIt: ...\n', ['a']],
    [
      '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.a)])\ndef test_it(x): ...\n',
      ['parametrize', 'a'],
    ],
  ])('%j', (code, marks) => {
    expect(read(code).marks).toEqual(marks);
  });
});

describe('hostile source', () => {
  test.each<[why: string, code: string]>([
    ['broken', 'def (((:\n  import a\n'],
    ['empty', ''],
    ['deep', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')],
    ['binary', '\u0000\ufffd\u0001'],
  ])('%s source gives facts', (_, code) => {
    expect(read(code).path).toBe('tests/test_a.py');
  });
});
