import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Atom, formatAtom, parseAtom } from '../../../src/gentoo/atom.ts';
import { atomsOf, type DepNode, type Depset } from '../../../src/gentoo/depset.ts';
import { formatDepset, formatPythonPatterns } from '../../../src/gentoo/depset-format.ts';
import { normalizeDepset } from '../../../src/gentoo/depset-normalize.ts';
import { parseDepset } from '../../../src/gentoo/depset-parse.ts';
import { atomMatchesVersion } from '../../../src/gentoo/match.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';
import { depset, pvText } from './arbitraries.ts';

const atom = (text: string): DepNode => ({ kind: 'atom', atom: parseAtom(text) });
const cond = (patterns: readonly string[], ...children: DepNode[]): DepNode => ({
  kind: 'python-cond',
  patterns,
  children,
});

interface World {
  readonly flags: ReadonlySet<string>;
  readonly python: string;
  readonly installed: (atom: Atom) => boolean;
}

/** Whether a tree is satisfied; undefined for a condition that does not apply, which a choice passes over. */
function holds(node: DepNode, world: World): boolean | undefined {
  switch (node.kind) {
    case 'atom':
      return world.installed(node.atom) === (node.atom.blocker === undefined);
    case 'use':
      return world.flags.has(node.flag) === node.negated ? undefined : allHold(node.children, world);
    case 'python-cond':
      return node.patterns.includes(world.python) ? allHold(node.children, world) : undefined;
    case 'all-of':
      return allHold(node.children, world);
    case 'any-of':
      return node.children.length === 0 || node.children.some((child) => holds(child, world) ?? false);
  }
}

const allHold = (tree: Depset, world: World): boolean => tree.every((node) => holds(node, world) ?? true);

describe('parseDepset', () => {
  test('reads what md5-cache holds', () => {
    const text = 'a/b[x(-)?] test? ( c/d !e? ( f/g ) ) || ( h/i ( j/k l/m ) )';
    expect(parseDepset(text)).toEqual([
      atom('a/b[x(-)?]'),
      {
        kind: 'use',
        flag: 'test',
        negated: false,
        children: [atom('c/d'), { kind: 'use', flag: 'e', negated: true, children: [atom('f/g')] }],
      },
      {
        kind: 'any-of',
        children: [atom('h/i'), { kind: 'all-of', children: [atom('j/k'), atom('l/m')] }],
      },
    ]);
    expect(
      atomsOf(parseDepset(text))
        .map(formatAtom)
        .map((one) => one.slice(0, 3)),
    ).toEqual(['a/b', 'c/d', 'f/g', 'h/i', 'j/k', 'l/m']);
  });

  test.each(['', ' \n\t'])('%j is empty', (text) => {
    expect(parseDepset(text)).toEqual([]);
  });

  test.each([
    '(',
    ')',
    'test? a/b',
    '||',
    'test?',
    'a/b )',
    '! ( a/b )',
    '$? ( a/b )',
    'foo>=1',
    '( a/b',
    '( )',
    'x? ( )',
  ])('%j is refused', (text) => {
    expect(() => parseDepset(text)).toThrow(expect.objectContaining({ code: 'DEPENDENCY_INVALID' }));
  });

  test('deep nesting is refused before it exhausts the stack', () => {
    expect(() => parseDepset('( '.repeat(100_000))).toThrow(
      expect.objectContaining({ code: 'DEPENDENCY_INVALID' }),
    );
  });

  test('parse undoes format', () => {
    fc.assert(
      fc.property(depset, (tree) => {
        expect(parseDepset(formatDepset(tree))).toEqual(tree);
      }),
      { numRuns: 500 },
    );
  });
});

describe('formatDepset', () => {
  test('is what stands in an ebuild', () => {
    const tree: Depset = [
      atom('>=a/b-1[${PYTHON_USEDEP}]'),
      { kind: 'any-of', children: [atom('c/d'), atom('e/f')] },
      cond(['3.12', '3.13'], atom('g/h[${PYTHON_USEDEP}]')),
      { kind: 'use', flag: 'amd64', negated: true, children: [cond(['python3_14t'], atom('i/j'))] },
    ];
    expect(formatDepset(tree)).toMatchInlineSnapshot(`
      "	>=a/b-1[\${PYTHON_USEDEP}]
      	|| (
      		c/d
      		e/f
      	)
      	$(python_gen_cond_dep '
      		g/h[\${PYTHON_USEDEP}]
      	' 3.{12..13})
      	!amd64? (
      		$(python_gen_cond_dep '
      			i/j
      		' python3_14t)
      	)"
    `);
  });

  test.each([
    [['3.12'], '3.12'],
    [['3.14', '3.12', '3.13'], '3.{12..14}'],
    [['3.12', '3.14', '3.15'], '3.12 3.{14..15}'],
    [['3.9', '3.10', '3.10'], '3.{9..10}'],
    [['python3_12', 'python3_13', 'python3_14t', 'python3_15t'], 'python3_{12..13} python3_{14..15}t'],
    [['pypy3', '3.12'], '3.12 pypy3'],
    [['python*'], 'python*'],
  ])('patterns %j are written %s', (patterns, expected) => {
    expect(formatPythonPatterns(patterns)).toBe(expected);
  });

  test.each<[string, DepNode]>([
    ['a flag', { kind: 'use', flag: 'a"', negated: false, children: [] }],
    ['a pattern', cond(["3.12' $(id) '"], atom('a/b'))],
    ['an empty group', { kind: 'any-of', children: [] }],
    ['a nested condition', cond(['3.12'], cond(['3.12'], atom('a/b')))],
  ])('refuses %s that would break the shell text', (_, node) => {
    expect(() => formatDepset([node])).toThrow(expect.objectContaining({ code: 'RENDER_MODEL' }));
  });
});

describe('normalizeDepset', () => {
  test.each([
    [
      'sorts by package, unconditional first',
      'x? ( a/a ) c/d >=a/z-1 <a/z-2 a/b',
      'a/b <a/z-2 >=a/z-1 c/d x? ( a/a )',
    ],
    ['keeps one of the same', 'a/b a/b', 'a/b'],
    ['keeps the stronger of two bounds', 'a/b >=a/b-1 >=a/b-2', '>=a/b-2'],
    ['keeps both ends of a range', '<a/b-2 >=a/b-1', '<a/b-2 >=a/b-1'],
    ['keeps USE needs apart', 'a/b[x] >=a/b-1', '>=a/b-1 a/b[x]'],
    ['joins weaker USE needs', 'a/b >=a/b-1[x]', '>=a/b-1[x]'],
    ['drops what holds anyway', 'a/b x? ( a/b c/d )', 'a/b x? ( c/d )'],
    ['joins conditions', 'x? ( a/b ) x? ( c/d )', 'x? ( a/b c/d )'],
    ['drops what cannot hold', 'x? ( !x? ( a/b ) y? ( !x? ( a/b ) c/d ) )', 'x? ( y? ( c/d ) )'],
    ['splices groups', '( a/b ( c/d ) ) || ( e/f )', 'a/b c/d e/f'],
    ['keeps the order of a choice', '|| ( z/z a/a )', '|| ( z/z a/a )'],
    ['keeps one of equal versions', '>=a/b-1.0 >=a/b-01.0', '>=a/b-1.0'],
    ['puts blockers after', '!~a/b-1.5 >=a/b-1', '>=a/b-1 !~a/b-1.5'],
  ])('%s', (_, text, expected) => {
    const got = formatDepset(normalizeDepset(parseDepset(text)))
      .replace(/\s+/g, ' ')
      .trim();
    expect(got).toBe(expected);
  });

  test('drops empty groups', () => {
    const empty: DepNode = {
      kind: 'use',
      flag: 'x',
      negated: false,
      children: [{ kind: 'all-of', children: [] }],
    };
    expect(normalizeDepset([empty, atom('a/b'), { kind: 'any-of', children: [] }])).toEqual([atom('a/b')]);
  });

  test('conditions on interpreters join, intersect and move inside', () => {
    const tree = [
      cond(['3.12', '3.13'], {
        kind: 'use',
        flag: 'x',
        negated: false,
        children: [cond(['3.13'], atom('a/b'))],
      }),
      cond(['3.12'], atom('c/d')),
      cond(['3.13'], atom('c/d')),
      cond(['3.12'], cond(['3.13'], atom('never/never'))),
    ];
    expect(normalizeDepset(tree)).toEqual([
      cond(['3.12', '3.13'], atom('c/d')),
      { kind: 'use', flag: 'x', negated: false, children: [cond(['3.13'], atom('a/b'))] },
    ]);
  });

  test('says the same in every world', () => {
    // What a condition that does not apply means inside of a choice has no place in what we write.
    const ordinary = (tree: Depset, inChoice = false): boolean =>
      tree.every(
        (node) =>
          node.kind === 'atom' ||
          (!(inChoice && node.kind === 'use') && ordinary(node.children, inChoice || node.kind === 'any-of')),
      );
    fc.assert(
      fc.property(
        depset.filter((tree) => ordinary(tree)),
        fc.subarray(['test', 'amd64']),
        fc.dictionary(fc.constantFrom('foo', 'foo-bar', 'foo2', 'gtk+', '_a', 'x264-2a-b'), pvText),
        (tree, flags, versions) => {
          const world: World = {
            flags: new Set(flags),
            python: '3.12',
            installed: ({ operator, version, name }) => {
              const there = versions[name];
              if (there === undefined) return false;
              const atom = {
                category: '',
                name,
                use: [],
                ...(operator && { operator }),
                ...(version && { version }),
              };
              return atomMatchesVersion(atom, parseGentooVersion(there));
            },
          };
          expect(allHold(normalizeDepset(tree), world)).toBe(allHold(tree, world));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('bash hands the eclass what was meant', () => {
    const tree = normalizeDepset([
      atom('a/b[${PYTHON_USEDEP}]'),
      cond(['3.12', '3.13', 'python3_14t'], atom('c/d[${PYTHON_USEDEP}]')),
    ]);
    const script = `python_gen_cond_dep() { printf '<%s>' "$@"; }; PYTHON_USEDEP=x\nA="\n${formatDepset(tree)}\n"; echo "$A"`;
    const output = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(output.replace(/\s+/g, ' ').trim()).toBe(
      'a/b[x] < c/d[${PYTHON_USEDEP}] ><3.12><3.13><python3_14t>',
    );
  });

  test.each<[string, (index: number) => string]>([
    ['packages', (index) => `a/p${index}`],
    ['lower bounds', (index) => `>=a/b-${index}`],
    ['versions', (index) => `=a/b-${index}*`],
    ['blockers', (index) => `!=a/b-${index}`],
    ['conditions', (index) => `f${index % 2000}? ( >=a/b-${index} )`],
  ])('20,000 %s are weighed in no time', (_, textOf) => {
    const tree = parseDepset(Array.from({ length: 20_000 }, (_, index) => textOf(index)).join(' '));
    const start = performance.now();
    normalizeDepset([...tree, atom('a/z')]);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('again changes nothing, and no package is lost or made up', () => {
    const packages = (tree: Depset) =>
      new Set(atomsOf(tree).map(({ category, name }) => `${category}/${name}`));
    fc.assert(
      fc.property(depset, (tree) => {
        const once = normalizeDepset(tree);
        expect(normalizeDepset(once)).toEqual(once);
        for (const name of packages(once)) expect(packages(tree)).toContain(name);
      }),
      { numRuns: 1000 },
    );
  });
});
