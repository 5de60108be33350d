import { describe, expect, test } from 'vitest';
import { areCalendarVersions } from '../../../../src/python/calendar-version.ts';
import { parseRequirement } from '../../../../src/python/requirement.ts';
import { formatSpecifiers, parseSpecifiers } from '../../../../src/python/specifier.ts';
import { parseVersion } from '../../../../src/python/version.ts';
import { applyBounds, type BoundsPolicy } from '../../../../src/translate/dependencies/bounds.ts';

const apply = (
  text: string,
  bounds: BoundsPolicy,
  cap: 'written' | 'caret' | 'tilde' = 'written',
  knownVersions: readonly string[] = [],
) => {
  const { value, diagnostics } = applyBounds(
    { requirement: parseRequirement(text), cap },
    { bounds, knownVersions },
  );
  return [value.map(formatSpecifiers).join(' || '), ...diagnostics.map(({ message }) => message)];
};

describe('applyBounds', () => {
  test.each<[BoundsPolicy, 'written' | 'caret', string]>([
    ['keep', 'caret', '<2,>=1 || <4,>=3'],
    ['relax', 'written', '<2,>=1 || <4,>=3'],
    ['relax', 'caret', '<2,>=1 || >=3'],
    ['lower', 'caret', '>=1'],
  ])('%s and a %s cap: a union keeps its gaps', (bounds, cap, expected) => {
    const alternatives = ['>=1,<2', '>=3,<4'].map(parseSpecifiers);
    const { value } = applyBounds(
      { requirement: parseRequirement('a>=1,<4'), cap, alternatives },
      { bounds },
    );
    expect(value.map(formatSpecifiers).join(' || ')).toBe(expected);
  });

  test('keep keeps', () => {
    expect(apply('a>=1,<2', 'keep', 'caret')).toEqual(['<2,>=1']);
  });

  test.each([
    ['a>=1,<2', '>=1'],
    ['a~=1.4', '>=1.4'],
    ['a==1.4.*', '>=1.4'],
    ['a==1.4', '>=1.4'],
    ['a>1,!=1.5', '>1'],
    ['a<=2', ''],
    ['a===x', '===x'],
  ])('lower makes %s %s', (text, expected) => {
    expect(apply(text, 'lower')[0]).toBe(expected);
  });

  test.each<[string, 'written' | 'caret' | 'tilde', string]>([
    ['a>=1.2,<2.0', 'caret', '>=1.2'],
    ['a>=1.2,<1.3', 'tilde', '>=1.2'],
    ['a>=1.2,<2.0,!=1.3.0', 'caret', '!=1.3.0,>=1.2'],
    ['a>=1.2,<2.0', 'written', '<2.0,>=1.2'],
    ['a~=1.2', 'written', '~=1.2'],
    ['tzdata>=2023.3,<2024', 'written', '>=2023.3'],
    ['PyTZ==2023.3', 'written', '>=2023.3'],
    ['certifi<2024', 'written', ''],
    ['a~=2023.5', 'written', '>=2023.5'],
    ['a>=1', 'caret', '>=1'],
  ])('relax makes %s (%s) %s', (text, cap, expected) => {
    expect(apply(text, 'relax', cap)[0]).toBe(expected);
  });

  test('says what went and why', () => {
    expect(apply('a>=1.2,<2.0', 'relax', 'caret')[1]).toBe(
      '`<2.0` of `a<2.0,>=1.2` is left out: the cap comes from a caret, which Poetry writes on its own',
    );
    expect(apply('a>=1.2,<2.0', 'relax')).toHaveLength(1);
    expect(apply('a>=1.2', 'lower')).toHaveLength(1);
  });

  test('known versions outweigh the look of the bound', () => {
    expect(apply('a>=2000,<3000', 'relax', 'written', ['1.0', '900.1'])[0]).toBe('<3000,>=2000');
    expect(apply('a<25', 'relax', 'written', ['22.11', '23.1', '23.10', '24.2'])[0]).toBe('');
  });
});

describe('areCalendarVersions', () => {
  test.each<[boolean, string, string[]]>([
    [true, 'years', ['2023.3', '2024.1', '2024.1.post1']],
    [true, 'dates', ['20240101', '20240301']],
    [true, 'a changed habit', ['0.9', ...Array.from({ length: 12 }, (_, month) => `2024.${month + 1}`)]],
    [true, 'short years and months', ['22.12.0', '23.1.0', '23.10.1', '24.4.2']],
    [true, 'pre-releases only', ['2024.1a1']],
    [false, 'majors', ['1.0', '2.0', '3.1']],
    [false, 'high majors', ['40.0', '41.0', '42.0.1', '43.0']],
    [false, 'high majors with minors', ['19.9', '20.0', '20.1', '21.2', '22.0']],
    [false, 'one major', ['24.1', '24.2', '24.3', '24.4']],
    [false, 'nothing', []],
  ])('%s: %s', (expected, _, texts) => {
    expect(areCalendarVersions(texts.map(parseVersion))).toBe(expected);
  });
});
