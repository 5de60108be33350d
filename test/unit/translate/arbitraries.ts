import fc from 'fast-check';
import type { Specifier, SpecifierSet } from '../../../src/python/specifier.ts';
import type { Version } from '../../../src/python/version.ts';

const number = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 9, 10);

const small = fc.constantFrom(0, 1, 2, 10);

/** Optional parts are absent rather than undefined. */
const parts = fc.record(
  {
    pre: fc.record({ letter: fc.constantFrom('a' as const, 'b' as const, 'rc' as const), number: small }),
    post: small,
    dev: small,
  },
  { requiredKeys: [] },
);

const release = fc.array(number, { minLength: 1, maxLength: 4 });

/** A version without epoch and local label: what an ebuild can have. */
export const plainVersion: fc.Arbitrary<Version> = fc.oneof(
  { weight: 3, arbitrary: release.map((numbers) => ({ epoch: 0, release: numbers })) },
  {
    weight: 2,
    arbitrary: fc.tuple(release, parts).map(([numbers, rest]) => ({ epoch: 0, release: numbers, ...rest })),
  },
);

/** Any version. */
export const version: fc.Arbitrary<Version> = fc
  .tuple(plainVersion, fc.constantFrom(0, 0, 0, 1), fc.constantFrom(undefined, undefined, ['x', 1]))
  .map(([plain, epoch, local]) => ({ ...plain, epoch, ...(local && { local }) }));

const wildcard = fc.tuple(fc.constantFrom('==' as const, '!=' as const), release).map(
  ([operator, numbers]): Specifier => ({
    operator,
    version: { epoch: 0, release: numbers },
    wildcard: true,
  }),
);

const compatible = fc.tuple(plainVersion, number).map(
  ([base, last]): Specifier => ({
    operator: '~=',
    version: { ...base, release: [...base.release, last] },
    wildcard: false,
  }),
);

const plain = fc
  .tuple(fc.constantFrom(...(['==', '!=', '<=', '>=', '>=', '<', '<', '>'] as const)), plainVersion)
  .map(([operator, bound]): Specifier => ({ operator, version: bound, wildcard: false }));

/** One clause without epoch, local label and `===`. */
export const clause: fc.Arbitrary<Specifier> = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 1, arbitrary: wildcard },
  { weight: 1, arbitrary: compatible },
);

export const specifierSet: fc.Arbitrary<SpecifierSet> = fc.array(clause, { maxLength: 3 });
