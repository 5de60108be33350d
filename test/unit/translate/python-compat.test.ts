import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { selectPythonTargets } from '../../../src/translate/python-compat.ts';

const index = {
  pythonTargets: ['python3_12', 'python3_13', 'python3_14', 'python3_15', 'python3_14t', 'python3_15t'],
};
const FREE = 'Programming Language :: Python :: Free Threading :: 2 - Beta';
const minor = (number: number) => `Programming Language :: Python :: 3.${number}`;

const select = (requiresPython: string | undefined, classifiers: readonly string[] = []) =>
  selectPythonTargets(
    {
      ...(requiresPython === undefined ? {} : { requiresPython: { value: requiresPython, from: 'test' } }),
      classifiers,
    },
    index,
  );
const short = (targets: readonly string[]) =>
  targets.map((target) => target.replace('python3_', '')).join(' ');

describe('selectPythonTargets', () => {
  test.each([
    [undefined, [], '12 13 14'],
    ['>=3.9', [], '12 13 14'],
    ['', [], '12 13 14'],
    ['>=3.13', [], '13 14'],
    ['>=3.13.2', [], '13 14'],
    ['>=3.10,<3.14', [], '12 13'],
    ['<=3.13', [], '12 13'],
    ['!=3.13.*', [], '12 14'],
    ['!=3.13.0', [], '12 13 14'],
    ['~=3.12', [], '12 13 14'],
    ['>=3.9', [minor(15)], '12 13 14 15'],
    ['>=3.9', [minor(9)], '12 13 14'],
    ['>=3.9', [FREE], '12 13 14 14t'],
    ['>=3.9', [FREE, minor(15)], '12 13 14 15 14t 15t'],
    ['>=3.9', ['Programming Language :: Python :: Free Threading'], '12 13 14 14t'],
    ['>=3.9', ['Programming Language :: Python :: Free Threading :: 1 - Unstable'], '12 13 14'],
    ['>=3.15', [minor(15)], '15'],
  ])('Requires-Python %s, classifiers %j: %s', (requiresPython, classifiers, expected) => {
    expect(short(select(requiresPython, classifiers).value)).toBe(expected);
  });

  test('says what a person should look at', () => {
    const codes = (...args: Parameters<typeof select>) => select(...args).diagnostics.map(({ code }) => code);
    expect(codes('>=3.9', [minor(12), minor(13)])).toEqual(['python-untested']);
    expect(codes('>=3.9', [minor(14)])).toEqual([]);
    expect(codes('<3.14')).toEqual(['python-default-missing']);
    expect(codes('three')).toEqual(['python-unreadable']);
    expect(codes('>= 3.13 <4')).toEqual(['python-repaired']);
    expect(short(select('>= 3.13 <4').value)).toBe('13 14');
    expect(select('three').value).toHaveLength(3);
  });

  test.each(['<3.12', '>=3.16', '==2.7.*'])('%s suits no interpreter', (requiresPython) => {
    expect(() => select(requiresPython)).toThrow(expect.objectContaining({ code: 'RELEASE_UNSUITABLE' }));
  });
});

const corpus = new URL('../../../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
if (!present)
  console.warn('../shared/corpus is absent: PYTHON_COMPAT is not compared with hand-written ebuilds');

describe.skipIf(!present)('hand-written ebuilds', () => {
  test('list no current CPython that we leave out', () => {
    const missing = readdirSync(corpus).flatMap((name) => {
      const read = (file: string) => {
        const url = new URL(`${name}/${file}.json`, corpus);
        return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')) : undefined;
      };
      const [gold, oracle] = [read('gold'), read('oracle')];
      if (gold === undefined || oracle === undefined) return [];
      const ours = select(oracle.requiresPython ?? undefined, oracle.classifiers).value;
      return (gold.PYTHON_COMPAT as string[])
        .filter((target) => /^python3_1[234]$/.test(target) && !ours.includes(target))
        .map((target) => `${name} ${target}`);
    });
    expect(missing).toEqual([]);
  });
});
