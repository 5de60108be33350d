import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../../../src/suite/modules/outline.ts';

describe('outlineOf', () => {
  test.each<[why: string, source: string, outline: string]>([
    ['a body without imports', 'def test_a(a):\n    x = 1\n    return x\n', 'def test_a(a): pass\n'],
    ['a body with an import', 'def f():\n    import a\n    x = 1\n', 'def f():\n    import a\n'],
    ['a body on the line of its header', 'def f(): pass\nx = 1\n', 'def f(): pass\n'],
    ['a hook', 'def pytest_configure(config):\n    x()\n', 'def pytest_configure(config): pass\n'],
    ['a helper', 'def f(a):\n    x()\nimport b\n', 'import b\n'],
    ['a helper that is all of a class', 'class A:\n    def f(a):\n        x()\n', 'class A:\n    pass\n'],
    ['a fixture', '@fixture\n\n# why\ndef f(a):\n    x()\n', '@fixture\ndef f(a): pass\n'],
    [
      'blocks of pytest-describe',
      'def describe_a():\n    def it_works(mocker):\n        x()\n',
      'def describe_a():\n    def it_works(mocker): pass\n',
    ],
    ['plain statements', 'x = 1\ny = 2\nimport a\n', 'import a\n'],
    ['plain statements of a block', 'if a:\n    x = 1\n    y = 2\nx = 3\n', 'if a:\n    pass\n'],
    [
      'marks and plugins',
      'pytestmark = pytest.mark.a\npytest_plugins = ["b"]\n',
      'pytestmark = pytest.mark.a\npytest_plugins = ["b"]\n',
    ],
    ['comments and blank lines', '# import a\n\nimport b\n', 'import b\n'],
    ['a string over lines', 'x = """\nimport a\n"""\nimport b\n', 'import b\n'],
    ['a string with escaped quotes', "x = '''\\'''\nimport a'''\nimport b\n", 'import b\n'],
    ['brackets over lines', 'x = [\nimport_,\n]\nimport b\n', 'import b\n'],
    ['a comment in brackets', 'x = [ # (\n 1]\nimport b\n', 'import b\n'],
    ['a joined line', 'x = 1 + \\\n  2\nimport b\n', 'import b\n'],
    ['annotations', 'def test_a(a: x.Y, *, b: Z | None) -> None:\n    x()\n', 'def test_a(a, *, b): pass\n'],
    ['annotations with brackets', 'def test_a(a: B[c, d]):\n    x()\n', 'def test_a(a: B[c, d]): pass\n'],
    [
      'a header with a comment',
      'def test_a(a=1):  # so:\n    x()\n',
      `def test_a(a=1):  # so:\n${' '.repeat(100)}pass\n`,
    ],
    [
      'sets of values',
      '@a.parametrize("b, c", [(1,\n 2)])\ndef test_a(b, c):\n    x()\n',
      '@a.parametrize("b, c")\ndef test_a(b, c): pass\n',
    ],
    [
      'names in a list',
      "@parametrize(['b', 'c'], [(1, 2)])\ndef test_a(): ...\n",
      "@parametrize(['b', 'c'])\ndef test_a(): ...\n",
    ],
    [
      'sets of values with marks',
      '@a.parametrize("b", [param(1, marks=mark.c)])\ndef test_a(b): ...\n',
      '@a.parametrize("b", [param(1, marks=mark.c)])\ndef test_a(b): ...\n',
    ],
    [
      'a header over lines',
      'def test_a(\n    a,\n    b,\n):\n    x()\n',
      'def test_a(\n    a,\n    b,\n): pass\n',
    ],
    [
      'a method',
      'class A:\n  async def test_a(self):\n    x()\n  y = 1\n',
      'class A:\n  async def test_a(self): pass\n',
    ],
    ['Windows newlines', 'def test_a():\r\n    x()\r\nimport a\r\n', 'def test_a(): pass\nimport a\r\n'],
    ['a quote that is never closed', 'x = "a\nimport b\n', 'import b\n'],
    ['triple quotes that are never closed', 'import a\nx = """\nimport b\n', 'import a\n'],
    [
      'a conditional import',
      'try:\n    import a\nexcept ImportError:\n    a = None\n',
      'try:\n    import a\nexcept ImportError:\n    pass\n',
    ],
    [
      'the end of the program',
      'try:\n    import a\nexcept ImportError:\n    sys.exit(1)\n',
      'try:\n    import a\nexcept ImportError:\n    sys.exit(1)\n',
    ],
  ])('%s', (_, source, outline) => {
    expect(outlineOf(source)).toBe(outline);
  });

  test('ends on any text, in time proportional to it', () => {
    const noise = fc.string({
      unit: fc.constantFrom('"', "'", '\\', '(', ']', '#', '\n', ' ', 'def ', 'import x', '\r'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(noise, (source) => {
        expect(outlineOf(source).length).toBeLessThanOrEqual(source.length * 6 + 10);
      }),
    );
    const headers = fc.string({
      unit: fc.constantFrom(
        'def test',
        'async def ',
        '@a.parametrize(',
        '"b"',
        ',',
        ':',
        '(',
        ')',
        '\n',
        '\n  ',
        '#',
      ),
      maxLength: 100,
    });
    fc.assert(
      fc.property(headers, (source) => {
        expect(outlineOf(source).length).toBeLessThanOrEqual(source.length * 50 + 10);
      }),
    );
    const start = performance.now();
    outlineOf(`x = ${'"\\'.repeat(500_000)}`);
    outlineOf('('.repeat(1_000_000));
    outlineOf(' def f():\n'.repeat(2000));
    outlineOf(`@parametrize(${'["'.repeat(300_000)}, 1)\n`);
    outlineOf(`def test_a(${'a, '.repeat(300_000)}\n`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
