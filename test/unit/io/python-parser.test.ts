import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PythonNode } from '../../../src/core/ports.ts';
import { loadPythonParser } from '../../../src/io/python-parser.ts';

const parse = await loadPythonParser();

function outline(node: PythonNode): string {
  const inner = node.namedChildren.map(outline);
  return inner.length === 0 ? node.type : `${node.type}(${inner.join(' ')})`;
}

function countNodes(node: PythonNode): number {
  return node.namedChildren.reduce((sum, child) => sum + countNodes(child), 1);
}

test('types, fields, lines and text, in UTF-16 units whatever comes before', () => {
  const root = parse('# 🐍 é\nimport os as o\n\n\ndef test_é(tmp_path, *, x: int = 1):\n    return "ü"\n');
  expect(root.namedChildren.map(({ type, line }) => [type, line])).toEqual([
    ['comment', 1],
    ['import_statement', 2],
    ['function_definition', 5],
  ]);
  const definition = root.namedChildren[2];
  expect(definition?.field('name')?.text).toBe('test_é');
  expect(definition?.field('parameters')?.namedChildren.map(({ text }) => text)).toEqual([
    'tmp_path',
    '*',
    'x: int = 1',
  ]);
  expect(definition?.field('body')?.text).toBe('return "ü"');
  expect(definition?.field('nothing')).toBeUndefined();
  expect(root.namedChildren[1]?.field('name')?.field('alias')?.text).toBe('o');
});

test('the same tree again and again, and nodes that outlive other parses', () => {
  const first = parse('a = 1\n');
  for (let i = 0; i < 50; i += 1) parse(`b${i} = ${i}\n`);
  expect(outline(first)).toBe('module(expression_statement(assignment(identifier integer)))');
  expect(first.namedChildren).toBe(first.namedChildren);
});

test.each<[string, string]>([
  ['empty', ''],
  ['broken', 'def (:\n  import import\n'],
  ['NUL and junk', '\0'.repeat(1000)],
  ['an unpaired surrogate', 'x = "\ud800"\n'],
  ['Python 2', 'print "hello"\nexec "x" in {}\n'],
  ['form feeds and carriage returns', 'a = 1\r\f\rb = 2\r\n'],
])('%s gives a tree', (_, source) => {
  expect(parse(source).type).toBe('module');
  expect(() => outline(parse(source))).not.toThrow();
});

test.each<[string, string]>([
  ['brackets', '('.repeat(300_000)],
  ['nested calls', 'a('.repeat(60_000)],
  ['nested lists', '['.repeat(50_000) + ']'.repeat(50_000)],
  ['decorators', '@'.repeat(300_000)],
  ['blocks', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}if x:`).join('\n')],
  ['format strings', 'f"{'.repeat(50_000)],
  ['50 MB', 'x = 1\n'.repeat(8_500_000)],
])('%s neither stall nor overflow the stack of those who walk the tree', (_, source) => {
  const start = performance.now();
  expect(() => countNodes(parse(source))).not.toThrow();
  expect(performance.now() - start).toBeLessThan(8000);
});

test('usual code is parsed whole', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8').replace(/[^\n]/g, '');
  const code = `${'def f(a, b):\n    return [g(x)[0].y for x in a if b(x) == {"k": (1, 2)}]\n'.repeat(2000)}${source}`;
  expect(countNodes(parse(code))).toBeGreaterThan(50_000);
});

test.each(['\\\n', 'a\\\n', '\\\n\n', '\\\r\n# \n', '# a\n'])(
  'thousands of %j are not parsed',
  async (text) => {
    const parse = await loadPythonParser();
    expect(parse(text.repeat(20_000)).namedChildren).toEqual([]);
  },
);

test('a thousand comment lines in a row are passed over', async () => {
  const parse = await loadPythonParser();
  expect(parse(`x = 1\n${'# a\n'.repeat(1000)}y = 2\n`).namedChildren).toHaveLength(1002);
});

test('usual code with many joined lines is parsed', async () => {
  const parse = await loadPythonParser();
  expect(parse('x = a + \\\n  b\n'.repeat(2000)).namedChildren).toHaveLength(2000);
});

test('many trees at once move to JavaScript and say the same there', () => {
  const code =
    'from a import (b as c)\n\n\n@d(1, e=2)\nasync def f(g: int = 1, *h) -> None:\n    i = not j and k < 2 + 3\n';
  const fields = [
    'name',
    'module_name',
    'parameters',
    'body',
    'definition',
    'operator',
    'operators',
    'type',
    'value',
    'none',
  ];
  const dump = (node: PythonNode): unknown => [
    node.type,
    node.line,
    node.text,
    node.namedChildren.map(dump),
    fields.map((name) => node.field(name)?.text),
  ];
  const before = dump(parse(code));
  const comment = `#${'x'.repeat(2_000_000)}\n`;
  const held = Array.from({ length: 6 }, () => parse(comment));
  const after = parse(code);
  expect(dump(after)).toEqual(before);
  expect(held.map(({ namedChildren }) => namedChildren.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

test.each(['a = b + \\\n  c\n', 'a = \\\n  b + c\n', 'a = b \\\n + \\\n c\n'])(
  'a backslash at the end of a line is no node and no field: %j',
  (text) => {
    const first = parse(text);
    for (let i = 0; i < 50; i += 1) parse(`b${i} = ${i}\n`);
    for (const root of [first, parse(text)]) {
      expect(outline(root)).toBe(
        'module(expression_statement(assignment(identifier binary_operator(identifier identifier))))',
      );
      const sum = root.namedChildren[0]?.namedChildren[0]?.field('right');
      expect([sum?.field('left')?.text, sum?.field('right')?.text]).toEqual(['b', 'c']);
    }
  },
);
