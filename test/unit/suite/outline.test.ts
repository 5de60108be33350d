import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../../src/suite/outline.ts';

describe('outlineOf', () => {
  test.each<[why: string, source: string, outline: string]>([
    ['a body without imports', 'def f(a):\n    x = 1\n    return x\n', 'def f(a):\n pass\n'],
    ['a body with an import', 'def f():\n    import a\n    x = 1\n', 'def f():\n    import a\n    pass\n'],
    ['a body on the line of its header', 'def f(): pass\nx = 1\n', 'def f(): pass\npass\n'],
    [
      'blocks of pytest-describe',
      'def describe_a():\n    def it_works(mocker):\n        x()\n',
      'def describe_a():\n    def it_works(mocker):\n     pass\n',
    ],
    ['plain statements, once a run', 'x = 1\ny = 2\nimport a\n', 'pass\nimport a\n'],
    [
      'marks and plugins',
      'pytestmark = pytest.mark.a\npytest_plugins = ["b"]\n',
      'pytestmark = pytest.mark.a\npytest_plugins = ["b"]\n',
    ],
    ['comments and blank lines', '# import a\n\nimport b\n', 'import b\n'],
    ['a string over lines', 'x = """\nimport a\n"""\nimport b\n', 'pass\nimport b\n'],
    ['a string with escaped quotes', "x = '''\\'''\nimport a'''\nimport b\n", 'pass\nimport b\n'],
    ['brackets over lines', 'x = [\nimport_,\n]\nimport b\n', 'pass\nimport b\n'],
    ['a comment in brackets', 'x = [ # (\n 1]\nimport b\n', 'pass\nimport b\n'],
    ['a joined line', 'x = 1 + \\\n  2\nimport b\n', 'pass\nimport b\n'],
    ['a header over lines', 'def f(\n    a,\n    b,\n):\n    x()\n', 'def f(\n    a,\n    b,\n):\n pass\n'],
    [
      'a method',
      'class A:\n  def f(self):\n    x()\n  y = 1\n',
      'class A:\n  def f(self):\n   pass\n  pass\n',
    ],
    ['Windows newlines', 'def f():\r\n    x()\r\nimport a\r\n', 'def f():\r\n pass\nimport a\r\n'],
    ['a quote that is never closed', 'x = "a\nimport b\n', 'pass\nimport b\n'],
    ['triple quotes that are never closed', 'import a\nx = """\nimport b\n', 'import a\npass\n'],
    [
      'a conditional import',
      'try:\n    import a\nexcept ImportError:\n    a = None\n',
      'try:\n    import a\nexcept ImportError:\n    pass\n',
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
    const start = performance.now();
    outlineOf(`x = ${'"\\'.repeat(500_000)}`);
    outlineOf('('.repeat(1_000_000));
    outlineOf(' def f():\n'.repeat(2000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
