import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIni } from '../../../src/suite/configuration/ini-file.ts';
import { quoteShellWord, splitShellWords } from '../../../src/suite/configuration/shell-words.ts';
import { matchesGlob } from '../../../src/suite/glob.ts';

describe('splitShellWords', () => {
  test.each<[text: string, words: string[]]>([
    ['', []],
    ['-ra  -q\n--strict', ['-ra', '-q', '--strict']],
    ['-m "not slow"', ['-m', 'not slow']],
    ["-k 'a or b'", ['-k', 'a or b']],
    ['--x="a b"c', ['--x=a bc']],
    ['a\\ b', ['a b']],
    ['"a\\"b\\c"', ['a"b\\c']],
    ["''", ['']],
    ['"never closed', ['never closed']],
    ['# kept', ['#', 'kept']],
    ['end\\', ['end']],
  ])('%j', (text, words) => {
    expect(splitShellWords(text)).toEqual(words);
  });

  test('gives quoted words back', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitShellWords(words.map(quoteShellWord).join('\n'))).toEqual(words);
      }),
    );
  });
});

describe('matchesGlob', () => {
  test.each<[name: string, glob: string, expected: boolean]>([
    ['test_a.py', 'test_*.py', true],
    ['a_test.py', 'test_*.py', false],
    ['a_test.py', '*_test.py', true],
    ['test_a.pyc', 'test_*.py', false],
    ['tests.py', 'test?.py', true],
    ['check_a.py', 'checks/check_*.py', true],
    ['a.py', '*', true],
    ['a+b.py', 'a+b.py', true],
    ['ab', '', false],
  ])('%s with %s is %s', (name, glob, expected) => {
    expect(matchesGlob(name, glob)).toBe(expected);
  });

  test('takes no longer for hostile patterns', () => {
    const start = performance.now();
    expect(matchesGlob(`${'a'.repeat(5000)}`, `${'*a'.repeat(500)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('parseIni', () => {
  test('reads sections, continuations and comments as configparser does', () => {
    const text =
      '# c\n[pytest]\nAddopts = -ra ; x\n  -q\n; c\nmarkers =\n  a: b\n  c: d\nempty=\n[other]\nkey: value\nno option here\n  lost\n[pytest]\nmore = 1\n';
    const ini = parseIni(text);
    expect([...(ini.get('pytest') ?? [])]).toEqual([
      ['addopts', '-ra\n-q'],
      ['markers', '\na: b\nc: d'],
      ['empty', ''],
      ['more', '1'],
    ]);
    expect([...(ini.get('other') ?? [])]).toEqual([['key', 'value']]);
  });

  test('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseIni(text)));
  });
});
