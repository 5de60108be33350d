import { describe, expect, test } from 'vitest';
import { configLines, optionAt, parseConfigFile } from '../../../../src/pyproject/formats/config-parser.ts';

const read = (text: string, section: string, name: string) =>
  optionAt(parseConfigFile(text, 'setup.cfg'), section, name)?.value;

describe('parseConfigFile', () => {
  test.each<[string, string, string | undefined]>([
    ['[a]\nb = c', 'b', 'c'],
    ['[a]\nb: c = d', 'b', 'c = d'],
    ['[a]\nb =\n  c\n  d', 'b', '\nc\nd'],
    ['[a]\nb =\n  c\n# comment\n  d\n', 'b', '\nc\nd'],
    ['[a]\nb =\n  c\n\n  d\n', 'b', '\nc\n\nd'],
    ['[a]\nb =\n  c ; x\n  ; comment\n  d # y\n', 'b', '\nc ; x\nd # y'],
    ['[a]\n  b = c\n  d = e', 'd', 'e'],
    ['[a]\nb = c\n[a]\nd = e', 'b', 'c'],
    ['[a]\nb = c\nb = d', 'b', 'd'],
    ['[a]\nb', 'b', ''],
    ['\uFEFF[a]\r\nb = c\r\n', 'b', 'c'],
    ['[a]\nb = %(c)s/%(d)s\nc = 1\n[DEFAULT]\nd = 2', 'b', '1/2'],
    ['[a]\nb = 100%%', 'b', '100%'],
    ['[a]\nb = %(none)s', 'b', '%(none)s'],
    ['[a]\n__proto__ = 1', '__proto__', '1'],
    ['[b]\na = 1', 'b', undefined],
  ])('%j: %s is %j', (text, name, expected) => {
    expect(read(text, 'a', name)).toBe(expected);
  });

  test('a reference to itself ends', () => {
    expect(read('[a]\nb = x%(b)s', 'a', 'b')).toMatch(/^x+%\(b\)s$/);
  });

  test('names of a value that grows without end stop growing', () => {
    const names = [...Array(9).keys()].map((n) => `b${n} = ${`%(b${n + 1})s`.repeat(40)}`);
    const value = read(`[a]\n${names.join('\n')}\nb9 = ${'x'.repeat(40)}`, 'a', 'b0');
    expect(value?.length).toBeLessThan(100_000_000);
  });

  test('text before the first section is refused with its line', () => {
    expect(() => parseConfigFile('\nb = c', 'setup.cfg')).toThrow(/text before its first section/);
  });

  test('lines of a value', () => {
    expect(configLines('\n a \n\n b')).toEqual(['a', 'b']);
  });
});
