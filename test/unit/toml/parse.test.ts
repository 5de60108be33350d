import toml from '@iarna/toml';
import { describe, expect, test } from 'vitest';
import { parseTomlText, TomlSyntaxError } from '../../../src/toml/parse.ts';

const inherited = Object.getOwnPropertyNames(Object.prototype);

/** Own keys of what every object inherits, and of the functions there. */
function builtins() {
  const values = inherited
    .filter((name) => name !== '__proto__')
    .map((name) => (Object.prototype as unknown as Record<string, object>)[name]!);
  return [Object.prototype, Function.prototype, Array.prototype, ...values].map((value) =>
    Reflect.ownKeys(value),
  );
}

/** As JSON, which shows own keys only, in their order. */
const read = (text: string) => JSON.stringify(parseTomlText(text));

describe.each([...inherited, '\\u0000', '\\u0000constructor'])('the key %s', (name) => {
  const key = JSON.parse(`"${name}"`);
  const bare = /^\w+$/.test(name) ? [name] : [];
  const shown = JSON.stringify(key);
  const spellings = [...bare, `"${name}"`, ...(bare.length > 0 ? [`'${name}'`] : [])];
  test.each([
    ...spellings.flatMap((spelling) => [
      [`[${spelling}]\nx = 1`, `{${shown}:{"x":1}}`],
      [`[a.${spelling}]\nx = 1`, `{"a":{${shown}:{"x":1}}}`],
      [`[${spelling}.a]\nx = 1\n[${spelling}]\ny = 2`, `{${shown}:{"a":{"x":1},"y":2}}`],
      [`[[${spelling}]]\nx = 1\n[[${spelling}]]`, `{${shown}:[{"x":1},{}]}`],
      [`[[a.${spelling}.b]]\n${spelling} = 1`, `{"a":{${shown}:{"b":[{${shown}:1}]}}}`],
      [`${spelling} = 1\nz = 2`, `{${shown}:1,"z":2}`],
      [`a.${spelling} . b = 1`, `{"a":{${shown}:{"b":1}}}`],
      [`${spelling}.${spelling} = 1`, `{${shown}:{${shown}:1}}`],
      [
        `a = { z = 1, ${spelling} = 2, b.${spelling}.c = 3 }`,
        `{"a":{"z":1,${shown}:2,"b":{${shown}:{"c":3}}}}`,
      ],
      [`a = [[{ ${spelling}.b = 1 }]]`, `{"a":[[{${shown}:{"b":1}}]]}`],
    ]),
  ])('%j', (text, expected) => {
    const before = builtins();
    expect(read(text)).toBe(expected);
    expect(builtins()).toEqual(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each([
    [`${spellings[0]} = 1\n${spellings[0]} = 2`, 2],
    [`[${spellings[0]}]\n[${spellings[0]}]`, 2],
    [`[${spellings[0]}]\nx = 1\n= 2`, 3],
  ])('a fault beside it: %j', (text, line) => {
    const before = builtins();
    expect(() => parseTomlText(text)).toThrow(expect.objectContaining({ line }));
    expect(builtins()).toEqual(before);
  });
});

test('keys with a longer escape are guarded as well', () => {
  const before = builtins();
  expect(read('["\\u0063onstructor"]\nkeep = 1')).toBe('{"constructor":{"keep":1}}');
  expect(builtins()).toEqual(before);
});

test('nesting has no limit that would be met on the stack', () => {
  expect(read('toString = 1\na = 1')).toBe('{"toString":1,"a":1}');
  const deep = `valueOf${'.a'.repeat(20_000)} = 1`;
  expect(Object.hasOwn(parseTomlText(deep), 'valueOf')).toBe(true);
});

test.each([
  '= 1',
  'a = 1\na = 2',
  '[a]\n[a]',
  'a = \n',
  'a = [1,\n',
  'é = 1',
  'a = "\u0001"',
  '[x',
  'a = 1 b = 2',
])('what @iarna/toml says of %j is passed on', (text) => {
  const [theirs, ours] = [toml.parse, parseTomlText].map((parse) => {
    try {
      parse(text);
      return undefined;
    } catch (error) {
      return error as Error & { line: number };
    }
  });
  expect(ours).toBeInstanceOf(TomlSyntaxError);
  expect(ours?.message).toBe(theirs?.message.split('\n', 1)[0]);
  expect(ours?.line).toBe((theirs?.line ?? 0) + 1);
});
