import { describe, expect, test } from 'vitest';
import { formatMarker, parseMarker, tryParseMarker } from '../../../src/python/marker.ts';

describe('parseMarker', () => {
  test('`and` binds closer than `or`', () => {
    const tree = parseMarker('os_name == "a" or os_name == "b" and os_name == "c"');
    expect(tree).toMatchObject({ kind: 'or', operands: [{ kind: 'compare' }, { kind: 'and' }] });
  });

  test.each([
    ["os.name=='posix'", 'os_name == "posix"'],
    ["python_implementation == 'CPython'", 'platform_python_implementation == "CPython"'],
    ["extra == 'Foo_Bar'", 'extra == "foo-bar"'],
    ['((os_name == "a"))', 'os_name == "a"'],
    ['os_name not   in "a b"', 'os_name not in "a b"'],
    [`os_name == 'a"b'`, `os_name == 'a"b'`],
    [
      '(os_name=="a" or os_name=="b")and os_name=="c"',
      '(os_name == "a" or os_name == "b") and os_name == "c"',
    ],
  ])('%s → %s', (text, formatted) => {
    expect(formatMarker(parseMarker(text))).toBe(formatted);
  });

  test.each(['', '()', 'os_name', 'os_name == posix', 'os_name == "a" and', 'os_name == "a" os_name == "b"'])(
    'refuses %j',
    (text) => {
      expect(tryParseMarker(text)).toBeUndefined();
    },
  );

  test('refuses what is nested too deep to be written by a person', () => {
    const deep = `${'('.repeat(101)}os_name == "a"${')'.repeat(101)}`;
    expect(() => parseMarker(deep)).toThrow('fewer nested parentheses');
    expect(tryParseMarker(deep.slice(1, -1))).toBeDefined();
  });
});
