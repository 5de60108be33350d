import toml from '@iarna/toml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LintDocument } from '../../../src/lint/rule.ts';
import {
  applyEdits,
  extendInlineTable,
  removeItem,
  replaceText,
  replaceValue,
} from '../../../src/lint/toml-edits.ts';
import { indexPositions } from '../../../src/toml/positions.ts';
import { parseToml } from '../../../src/toml/values.ts';
import { seed } from '../../support/seed.ts';

const open = (text: string): LintDocument => ({
  path: 'pyproject.toml',
  text,
  table: parseToml(text, 'pyproject.toml'),
  positions: indexPositions(text),
});

describe('one edit', () => {
  test.each([
    ['a = ["x", "y"]', 0, 'a = ["y"]'],
    ['a = ["x", "y"]', 1, 'a = ["x"]'],
    ['a = ["x"]', 0, 'a = []'],
    ['a = ["x" , "y" ,]', 1, 'a = ["x" , ]'],
    ['a = [\n  "x", # one\n  "y", # two\n  # end\n]', 1, 'a = [\n  "x", # one\n  # end\n]'],
    ['a = [\n  "x",\n  "y"\n]', 1, 'a = [\n  "x",\n]'],
    ['a = [\r\n  "x",\r\n  "y",\r\n]', 0, 'a = [\r\n  "y",\r\n]'],
    ['a = [ "x",\n  "y" ]', 0, 'a = [ \n  "y" ]'],
  ])('%j without item %i', (text, index, wanted) => {
    const { text: result } = applyEdits(text, [removeItem(open(text), ['a', index])]);
    expect(result).toBe(wanted);
  });

  test.each([
    ['a = { b = 1 }', 'a = { b = 1, c = 2 }'],
    ['a = {b = 1}', 'a = {b = 1, c = 2}'],
    ['a = {}', 'a = { c = 2 }'],
    ['[a]\nb = 1', '[a]\nb = 1'],
  ])('%j with one key more', (text, wanted) => {
    const { text: result } = applyEdits(text, [extendInlineTable(open(text), ['a'], 'c = 2')]);
    expect(result).toBe(wanted);
  });

  test.each([
    ["a = 'x' # y", "a = 'z' # y"],
    ['a = "x"', 'a = "z"'],
    ['a = "\\u0078"', 'a = "\\u0078"'],
    ['a = """x"""', 'a = """x"""'],
  ])('%j with another text', (text, wanted) => {
    expect(applyEdits(text, [replaceText(open(text), ['a'], ['x', 'z'])]).text).toBe(wanted);
  });

  test('text that would need escaping is not written', () => {
    expect(replaceText(open('a = "x"'), ['a'], ['x', 'y"z'])).toEqual([]);
    expect(replaceValue(open('a = 1'), ['b'], '2')).toEqual([]);
  });
});

test('edits that overlap wait for another round, the same edit is made once', () => {
  const edit = (start: number, end: number, text: string) => [{ start, end, text }];
  expect(applyEdits('abcdef', [edit(0, 3, 'x'), edit(2, 4, 'y'), edit(4, 5, 'z'), edit(0, 3, 'x')])).toEqual({
    text: 'xdzf',
    applied: 3,
  });
});

test(`removing items in any layout leaves the others (EBUILDGEN_SEED=${seed})`, () => {
  const item = fc.constantFrom('"a"', "'b'", '"c,]#"', '{ x = 1 }', '["d"]');
  const space = fc.constantFrom('', ' ', '\n', '\n  ', ' # note, "x"]\n  ', '\t', '\r\n');
  const list = fc.array(fc.record({ item, before: space, after: space }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(list, fc.boolean(), (items, trailing) => {
      const written = items.map(({ item: text, before, after }) => `${before}${text}${after}`).join(',');
      const text = `# head\na = [${written}${trailing ? ',' : ''}\n]\nb = 2 # end\n`;
      const parse = (source: string) => parseToml(source, 'x.toml') as { a: readonly unknown[] };
      if (!isToml(text)) return;
      const before = parse(text);
      for (const index of items.keys()) {
        const { text: result } = applyEdits(text, [removeItem(open(text), ['a', index])]);
        const left = before.a.filter((_, position) => position !== index);
        expect(parse(result).a).toEqual(left);
        expect(result.endsWith('b = 2 # end\n')).toBe(true);
      }
    }),
    { seed, numRuns: 300 },
  );
});

/** @iarna/toml takes no lists of mixed types. */
function isToml(text: string): boolean {
  try {
    toml.parse(text);
    return true;
  } catch {
    return false;
  }
}
