import { expect, test } from 'vitest';
import type { ModuleFacts } from '../../../../src/suite/modules/module-facts.ts';
import { networkCalls } from '../../../../src/suite/modules/network-calls.ts';
import { readModule } from '../../../../src/suite/modules/read-module.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';

const parse = await loadPythonParser();
const file = (path: string, text: string): ModuleFacts => readModule(path, text, parse);

test('each file is named once, with what it calls', () => {
  const calls = networkCalls([
    file(
      'tests/test_a.py',
      'def test_a():\n    httpx.get(url="https://pypi.org/a")\n    httpx.get("https://pypi.org/b")\n',
    ),
    file('tests/test_b.py', 'def test_b():\n    socket.create_connection(("gentoo.org", 80))\n'),
    file('tests/test_c.py', 'def test_c():\n    pass\n'),
  ]);
  expect(calls).toEqual([
    { path: 'tests/test_a.py', call: 'httpx.get of `pypi.org`' },
    { path: 'tests/test_b.py', call: 'create_connection of `gentoo.org`' },
  ]);
});

test.each<[what: string, text: string]>([
  ['newlines', '\n'.repeat(400_000)],
  ['spaces', `create_connection(${' '.repeat(400_000)}`],
  ['many openings', `urlopen(${' '.repeat(90)}`.repeat(4000)],
  ['a long host', `urlopen("https://${'a.'.repeat(200_000)}`],
])('hostile text takes time in proportion to its length: %s', (_, text) => {
  const facts = { ...file('tests/test_a.py', 'def test_a(): ...\n'), text };
  const start = performance.now();
  expect(networkCalls([facts])).toEqual(expect.any(Array));
  expect(performance.now() - start).toBeLessThan(2000);
});
