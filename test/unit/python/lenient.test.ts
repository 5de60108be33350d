import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { parseLenientRequirement, parseLenientSpecifiers } from '../../../src/python/lenient.ts';
import { formatRequirement } from '../../../src/python/requirement.ts';
import { formatSpecifiers } from '../../../src/python/specifier.ts';

describe('parseLenientSpecifiers', () => {
  test.each([
    ['>=7.2.0<8.0.0', '<8.0.0,>=7.2.0', ['a missing comma']],
    ['>=3.6 <4', '<4,>=3.6', ['a missing comma']],
    ['!=~5.0', '!=5.0.*', ['a tilde after `!=`']],
    ['>=1.9.*', '>=1.9', ['a wild card after an order']],
    ['>=*', '', ['a wild card that says nothing']],
    ['*', '', ['a wild card that says nothing']],
    ['>=3.4*', '>=3.4', ['a missing dot before a wild card', 'a wild card after an order']],
    ['==3.4*', '==3.4.*', ['a missing dot before a wild card']],
    ['~=3.7.', '~=3.7', ['a trailing dot']],
    [">='3.9'", '>=3.9', ['stray quotes']],
    ['>dev', '>0.0.dev0', ['`dev` for a version']],
    ['=>3.8,=<4', '<=4,>=3.8', ['an operator with its signs swapped']],
    ['=1.0', '==1.0', ['a single equals sign']],
    ['~>1.2', '~=1.2', ["Ruby's `~>`"]],
    ['3.8', '==3.8', ['a version without an operator']],
    ['2.x', '==2.*', ['an `x` for a wild card', 'a version without an operator']],
    ['> = 1.0', '>=1.0', ['a space inside an operator']],
    ['(>=1.0', '>=1.0', ['stray parentheses']],
    ['>=1.0+cu118', '>=1.0', ['a local label after an order']],
    ['~=2', '==2.*,>=2', ['`~=` with a single number']],
  ])('%s → %s', (text, formatted, repairs) => {
    const lenient = parseLenientSpecifiers(text);
    expect([formatSpecifiers(lenient.value), lenient.repairs]).toEqual([formatted, repairs]);
  });

  test('leaves a valid string as it is', () => {
    expect(parseLenientSpecifiers('>= 3.8,')).toMatchObject({ text: '>= 3.8,', repairs: [] });
  });

  test.each(['latest', '>=', '^1.0', '>=1.0.y'])('cannot repair %j', (text) => {
    expect(() => parseLenientSpecifiers(text)).toThrow(EbuildgenError);
  });
});

describe('parseLenientRequirement', () => {
  test.each([
    ['foo2>=1.0<2', 'foo2<2,>=1.0', ['a missing comma']],
    ['foo>=1 # why', 'foo>=1', ['a comment']],
    ['foo[x,]>=1', 'foo[x]>=1', ['an empty extra']],
    ['foo;', 'foo', ['a separator with nothing after it']],
    [
      'foo>=1.*; python_version = "3.12"',
      'foo>=1; python_version == "3.12"',
      ['a wild card after an order', 'a single equals sign'],
    ],
    [
      'foo; python_version<3.8 && sys_platform=="win32"',
      'foo; python_version < "3.8" and sys_platform == "win32"',
      ['`&&` for `and`', 'a version without quotes'],
    ],
    ['foo; extra == “x”', 'foo; extra == "x"', ['a typographic quote']],
    [
      "foo; platform.system == 'Windows' OR os_name == 'nt'",
      'foo; platform_system == "Windows" or os_name == "nt"',
      ['a capital `OR`', 'a dot in a variable'],
    ],
    ['foo\u00a0>=1', 'foo>=1', ['a space that is not ASCII']],
    ['foo 1.0', 'foo==1.0', ['a version without an operator']],
    [
      'foo @ https://example.org/a.zip#egg=foo # why',
      'foo @ https://example.org/a.zip#egg=foo',
      ['a comment'],
    ],
  ])('%s → %s', (text, formatted, repairs) => {
    const lenient = parseLenientRequirement(text);
    expect([formatRequirement(lenient.value), lenient.repairs]).toEqual([formatted, repairs]);
  });

  test('says what the strict parser says where nothing helps', () => {
    expect(() => parseLenientRequirement('foo bar baz')).toThrow('`foo bar baz` is not a requirement');
  });

  test.each(['', '-e .', '--index-url https://example.org', './foo', 'https://example.org/a.zip'])(
    'cannot repair %j',
    (text) => {
      expect(() => parseLenientRequirement(text)).toThrow(EbuildgenError);
    },
  );
});
