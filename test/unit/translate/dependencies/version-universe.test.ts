import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSpecifiers, parseSpecifiers } from '../../../../src/python/specifier.ts';
import { satisfies } from '../../../../src/python/specifier-match.ts';
import { formatVersion } from '../../../../src/python/version.ts';
import { toVersionClauses } from '../../../../src/translate/dependencies/version-clauses.ts';
import {
  criticalVersions,
  withoutRedundant,
} from '../../../../src/translate/dependencies/version-universe.ts';
import { plainVersion, specifierSet } from '../arbitraries.ts';

test.each([
  ['>=1.0.0,>=1.2,<3,<=4', '<3,>=1.2'],
  ['>=1,==1.5', '==1.5'],
  ['==1.5.*,!=1.4', '==1.5.*'],
  ['!=1.5,>=1.5.1', '>=1.5.1'],
  ['!=1.5,>=1.5', '!=1.5,>=1.5'],
  ['>1.0,!=1.0.post1', '>1.0'],
  ['<2,<2.0rc1', '<2'],
])('of %s the clauses %s are needed', (text, expected) => {
  const { value: clauses } = toVersionClauses(parseSpecifiers(text), text);
  expect(formatSpecifiers(withoutRedundant(clauses, criticalVersions(clauses)))).toBe(expected);
});

test('what is left means the same for every version', () => {
  fc.assert(
    fc.property(
      specifierSet,
      specifierSet,
      fc.array(plainVersion, { maxLength: 20 }),
      (some, more, versions) => {
        const { value: clauses } = toVersionClauses([...some, ...more], '');
        const needed = withoutRedundant(clauses, criticalVersions(clauses));
        for (const version of versions) {
          expect(satisfies(version, needed), `${formatSpecifiers(clauses)} ${formatVersion(version)}`).toBe(
            satisfies(version, clauses),
          );
        }
      },
    ),
    { numRuns: 600 },
  );
});
