import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { analyzeFiles } from '../../support/analyze-files.ts';

const FILES = [
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'PKG-INFO',
  'hatch.toml',
  'requirements.txt',
  'Cargo.toml',
];

/** Pieces that readers look for, so that random text gets past their first line. */
const PIECE = fc.oneof(
  fc.constantFrom(
    ...[
      '[project]\n',
      '[tool.poetry.dependencies]\n',
      '[options]\n',
      '[metadata]\n',
      'name = "a"\n',
      'dynamic = ["version"]\n',
    ],
    ...[
      'install_requires =\n  a\n',
      'from setuptools import setup\n',
      'setup(install_requires=[',
      'x = [',
      ']',
      '(',
      ')',
      '"',
      "'''",
    ],
    ...[
      'def f(x):\n    return ',
      'for i in x:\n    ',
      'if x:\n    ',
      'f(x)',
      'x += x\n',
      '{',
      '}',
      '%(x)s',
      '__proto__',
      ' = "^1"\n',
    ],
    ...[
      'Metadata-Version: 2.2\n',
      'Requires-Dist: a; extra == "b"\n',
      'build-backend = "poetry.core.masonry.api"\n',
      '[build-system]\n',
    ],
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
const TEXT = fc.array(PIECE, { maxLength: 30 }).map((pieces) => pieces.join(''));

test('whatever a tree holds, it is read or refused', () => {
  const tree = fc.dictionary(fc.constantFrom(...FILES), TEXT, { maxKeys: 4 });
  fc.assert(
    fc.property(tree, (files) => {
      try {
        const { value } = analyzeFiles(files);
        expect(value.name.value).not.toBe('');
      } catch (error) {
        if (!(error instanceof EbuildgenError)) throw error;
      }
    }),
    { numRuns: 400 },
  );
});

const many = (piece: string, count: number) => piece.repeat(count);
const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');
const PROGRAM = 'from setuptools import setup\n';

/** Each would take minutes, or the stack, if it were read without bounds. */
const COSTLY: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'a long body of an undecided loop in a loop',
    {
      'setup.py': `import pkgconfig, unknown\nx = unknown.y\nfor z in [${many('1,', 300)}]:\n    for y in "ab":\n        pkgconfig.libs(y)\n        if x: continue\n        if False:\n${'            f(g(1), "a")\n'.repeat(5_000)}`,
    },
  ],
  [
    'lists that double',
    { 'setup.py': `${PROGRAM}x = ['a']\n${many('x = x + x\n', 60)}setup(install_requires=x)` },
  ],
  [
    'loops in loops',
    {
      'setup.py': `${PROGRAM}r = [${many('1,', 300)}]\nx = [a for a in r for b in r for c in r for d in r]\nsetup()`,
    },
  ],
  [
    'calls of calls',
    { 'setup.py': `${PROGRAM}def f(n):\n    return [f(n), f(n)]\nsetup(install_requires=f(1))` },
  ],
  [
    'many functions',
    {
      'setup.py': `${PROGRAM}${numbered(20_000, (n) => `def f${n}(): return f${n + 1}()`)}\nsetup(name=f0())`,
    },
  ],
  ['deep brackets', { 'setup.py': `${PROGRAM}setup(install_requires=${many('[', 5000)}${many(']', 5000)})` }],
  ['many branches', { 'setup.py': `${PROGRAM}${many('x0 = 1\nif x:\n    y = 1\n', 1500)}setup()` }],
  ['open braces', { 'setup.py': `${PROGRAM}setup(name='${many('{', 9000)}'.format())` }],
  [
    'interpolation',
    {
      'setup.py': '',
      'setup.cfg': `[metadata]\n${[...Array(9).keys()].map((n) => `n${n} = ${many(`%(n${n + 1})s`, 50)}`).join('\n')}\nn9 = x\nname = %(n0)s`,
    },
  ],
  ['spaces', { 'setup.py': '', 'setup.cfg': `[options.entry_points]\nx =\n  a${many(' ', 100_000)}b` }],
  [
    'requirements that include each other',
    { 'setup.py': '', 'requirements.txt': many('-r requirements.txt\n', 20) },
  ],
  [
    'groups that include each other',
    {
      'pyproject.toml': `[project]\nname = "a"\nversion = "1"\n[dependency-groups]\n${[...Array(300).keys()].map((n) => `g${n} = [${[...Array(20).keys()].map((m) => `{ include-group = "g${(n * 7 + m) % 300}" }`).join(', ')}]`).join('\n')}`,
    },
  ],
  [
    'extras that include each other',
    {
      'pyproject.toml': `[project]\nname = "a"\nversion = "1"\n[project.optional-dependencies]\n${[...Array(200).keys()].map((n) => `e${n} = ["a[${[...Array(20).keys()].map((m) => `e${(n * 7 + m) % 200}`).join(',')}]", "x${n}"]`).join('\n')}`,
    },
  ],
];

/** Each would take the stack, or the memory; these are refused. */
const ENDLESS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'a chain of extras',
    {
      'pyproject.toml': `[project]\nname = "a"\nversion = "1"\n[project.optional-dependencies]\n${numbered(20_000, (n) => `e${n} = ["a[e${n + 1}]", "x"]`)}`,
    },
  ],
  [
    'a chain of requirements files',
    Object.fromEntries([
      ['setup.py', ''],
      ['PKG-INFO', 'Metadata-Version: 2.2\nName: a\nVersion: 1\n'],
      ...Array.from({ length: 20_000 }, (_, n) => [`requirements/t${n}.txt`, `-r t${n + 1}.txt\nx\n`]),
    ]),
  ],
];

describe('bounded time', () => {
  test.each(ENDLESS)('%s', (_, files) => {
    const start = performance.now();
    expect(() => analyzeFiles(files)).toThrow(expect.objectContaining({ code: 'METADATA_INVALID' }));
    expect(performance.now() - start).toBeLessThan(6000);
  });

  test.each(COSTLY)('%s', (_, files) => {
    const start = performance.now();
    analyzeFiles(files);
    expect(performance.now() - start).toBeLessThan(6000);
  });
});
