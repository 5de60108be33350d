import fc from 'fast-check';
import type { Marker, MarkerOperator, MarkerVariable } from '../../src/python/marker.ts';
import type { Requirement } from '../../src/python/requirement.ts';
import type { Specifier } from '../../src/python/specifier.ts';
import type { Version } from '../../src/python/version.ts';

const small = fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, fc.nat(20_300_101));
const label = fc.oneof(fc.nat(30), fc.constantFrom('a', 'ubuntu', '1e5', '0x1f', 'g12'));

/** Versions that are close enough to each other for an order to be interesting. */
export const versions: fc.Arbitrary<Version> = fc
  .record(
    {
      epoch: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(2)),
      release: fc.array(small, { minLength: 1, maxLength: 4 }),
      pre: fc.record({ letter: fc.constantFrom('a' as const, 'b' as const, 'rc' as const), number: small }),
      post: small,
      dev: small,
      local: fc.array(label, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['epoch', 'release'] },
  )
  .map((version): Version => ({ ...version }));

export const finalVersions: fc.Arbitrary<Version> = fc
  .array(fc.nat(4), { minLength: 1, maxLength: 4 })
  .map((release) => ({ epoch: 0, release }));

const plain = versions.map(({ local, ...version }): Version => version);
const released = versions.map(({ epoch, release }): Version => ({ epoch, release }));

export const specifiers: fc.Arbitrary<Specifier> = fc.oneof(
  fc.record({
    operator: fc.constantFrom('==' as const, '!=' as const),
    version: versions,
    wildcard: fc.constant(false),
  }),
  fc.record({
    operator: fc.constantFrom('==' as const, '!=' as const),
    version: released,
    wildcard: fc.constant(true),
  }),
  fc.record({
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    version: plain,
    wildcard: fc.constant(false),
  }),
  fc.record({
    operator: fc.constant('~=' as const),
    version: plain.filter(({ release }) => release.length > 1),
    wildcard: fc.constant(false),
  }),
  fc.record({ operator: fc.constant('===' as const), text: fc.constantFrom('1.0', 'abc', '1.0+x') }),
);

const variables: readonly MarkerVariable[] = [
  'python_version',
  'python_full_version',
  'implementation_name',
  'sys_platform',
  'platform_system',
  'platform_machine',
  'platform_release',
  'platform_version',
];
const operators: readonly MarkerOperator[] = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'];
const values = [
  '3.12',
  '3.13',
  '3.13.1',
  '3.*',
  'linux',
  'Linux',
  'cpython',
  'x86_64',
  'arm64',
  '6.1',
  '#1',
  "it's",
  '',
];

const comparisons: fc.Arbitrary<Marker> = fc
  .tuple(
    fc.constantFrom(...variables),
    fc.constantFrom(...operators),
    fc.constantFrom(...values),
    fc.boolean(),
  )
  .map(([name, operator, value, reversed]): Marker => {
    const [left, right] = [{ kind: 'variable', name } as const, { kind: 'string', value } as const];
    return reversed
      ? { kind: 'compare', left: right, operator, right: left }
      : { kind: 'compare', left, operator, right };
  });

const extras = fc.constantFrom('a', 'b-c').map(
  (value): Marker => ({
    kind: 'compare',
    left: { kind: 'variable', name: 'extra' },
    operator: '==',
    right: { kind: 'string', value },
  }),
);

export const markers: fc.Arbitrary<Marker> = fc.letrec<{ marker: Marker; nested: Marker }>((tie) => ({
  marker: fc.oneof({ maxDepth: 4 }, { weight: 3, arbitrary: comparisons }, extras, tie('nested')),
  nested: fc.record({
    kind: fc.constantFrom('and' as const, 'or' as const),
    operands: fc.array(tie('marker'), { minLength: 2, maxLength: 3 }),
  }),
})).marker;

/** As parseRequirement gives them back: each clause once and in the order of formatSpecifiers is up to the test. */
export const requirements: fc.Arbitrary<Requirement> = fc
  .record(
    {
      name: fc.constantFrom('a', 'Foo_Bar', 'zope.interface', '3to2'),
      extras: fc
        .uniqueArray(fc.constantFrom('x', 'Y.z', 'a-b'), { maxLength: 3 })
        .map((names) => names.sort()),
      specifiers: fc.array(specifiers, { maxLength: 3 }),
      url: fc.constantFrom('https://example.org/a.zip', 'git+ssh://git@host/o/r@v1#egg=a'),
      marker: markers,
    },
    { requiredKeys: ['name', 'extras', 'specifiers'] },
  )
  .map(
    (requirement): Requirement =>
      requirement.url === undefined ? { ...requirement } : { ...requirement, specifiers: [] },
  );

/** Poetry constraints, with and without unions. */
export const poetryConstraints: fc.Arbitrary<string> = fc
  .array(
    fc.array(
      fc
        .tuple(fc.constantFrom('^', '~', '>=', '<', '<=', '>', '==', '!=', '', '^ '), finalVersions)
        .map(([operator, { release }]) => `${operator}${release.join('.')}`),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((alternatives) => alternatives.map((clauses) => clauses.join(', ')).join(' || '));
