import fc from 'fast-check';
import type { Atom } from '../../../src/gentoo/atom.ts';
import { PYTHON_USEDEP } from '../../../src/gentoo/atom.ts';
import type { DepNode, Depset } from '../../../src/gentoo/depset.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';

const digits = fc.constantFrom('0', '1', '2', '9', '10', '01', '010', '2024', '00');
const suffix = fc
  .tuple(fc.constantFrom('alpha', 'beta', 'pre', 'rc', 'p'), fc.constantFrom('', '0', '1', '2', '10', '02'))
  .map(([kind, number]) => `_${kind}${number}`);

/** Text of a PMS version, dense around what compares in surprising ways. */
export const pvText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(digits, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
    fc.constantFrom('', '', '', 'a', 'b'),
    fc.array(suffix, { maxLength: 2 }).map((parts) => parts.join('')),
    fc.constantFrom('', '', '-r0', '-r1', '-r10'),
  )
  .map((parts) => parts.join(''));

const name = fc.constantFrom('foo', 'foo-bar', 'foo2', 'x264-2a-b', 'gtk+', '_a');
const flag = fc.constantFrom('a', '-b', 'c?', '!d?', 'e=', '!f=', 'g(+)', PYTHON_USEDEP);
const version = pvText.map(parseGentooVersion);

/** A valid atom of any shape. */
export const atom: fc.Arbitrary<Atom> = fc
  .record({
    blocker: fc.option(fc.constantFrom('!' as const, '!!' as const), { nil: undefined, freq: 6 }),
    versioned: fc.option(
      fc.record({
        operator: fc.constantFrom(
          ...(['<', '<=', '=', '=*', '~', '>=', '>'] as const satisfies Atom['operator'][]),
        ),
        version,
      }),
      { nil: undefined },
    ),
    category: fc.constantFrom('dev-python', 'a', 'virtual'),
    name,
    slot: fc.option(fc.constantFrom('0', '=', '*', '0/1', '3.14t=', '0/1='), { nil: undefined }),
    use: fc.uniqueArray(flag, { maxLength: 3 }),
  })
  .map(({ blocker, versioned, slot, ...rest }) => ({
    ...rest,
    ...(blocker && { blocker }),
    ...versioned,
    ...(slot && { slot }),
  }));

const { depset: depsetTree } = fc.letrec<{ depset: DepNode[]; node: DepNode }>((tie) => ({
  depset: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom.map((value): DepNode => ({ kind: 'atom', atom: value })),
    fc
      .tuple(fc.constantFrom('test', 'amd64'), fc.boolean(), tie('depset'))
      .map(([name, negated, children]): DepNode => ({ kind: 'use', flag: name, negated, children })),
    fc
      .tuple(fc.constantFrom('any-of' as const, 'all-of' as const), tie('depset'))
      .map(([kind, children]): DepNode => ({ kind, children })),
  ),
}));

/** A dependency tree without the eclass function. */
export const depset: fc.Arbitrary<Depset> = depsetTree;
