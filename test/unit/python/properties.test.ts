import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMarker, parseMarker } from '../../../src/python/marker.ts';
import { evaluateFor, evaluateMarker, reduceMarker } from '../../../src/python/marker-eval.ts';
import { type PoetryConstraint, parsePoetryConstraint } from '../../../src/python/poetry-constraint.ts';
import { formatRequirement, parseRequirement } from '../../../src/python/requirement.ts';
import {
  formatSpecifier,
  formatSpecifiers,
  parseSpecifiers,
  type Specifier,
  type SpecifierSet,
} from '../../../src/python/specifier.ts';
import { satisfies } from '../../../src/python/specifier-match.ts';
import { unlessInvalid } from '../../../src/python/unless-invalid.ts';
import { compareVersions, formatVersion, parseVersion, type Version } from '../../../src/python/version.ts';
import {
  finalVersions,
  markers,
  poetryConstraints,
  requirements,
  specifiers,
  versions,
} from '../../support/python-arbitraries.ts';
import { seed } from '../../support/seed.ts';

const runs = { seed, numRuns: 3000 };

describe(`properties with seed ${seed}`, () => {
  test('a version is read back as it was written', () => {
    fc.assert(
      fc.property(versions, (version) => {
        expect(parseVersion(formatVersion(version))).toEqual(version);
      }),
      runs,
    );
  });

  test('a specifier set is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(specifiers, { maxLength: 4 }), (set) => {
        const clauses = new Map(set.map((clause) => [formatSpecifier(clause), clause]));
        const inOrder = [...clauses.keys()].sort().map((text) => clauses.get(text));
        expect(parseSpecifiers(formatSpecifiers(set))).toEqual(inOrder);
      }),
      runs,
    );
  });

  test('a marker is read back as it was written', () => {
    fc.assert(
      fc.property(markers, (marker) => {
        expect(parseMarker(formatMarker(marker))).toEqual(marker);
      }),
      runs,
    );
  });

  test('a requirement is read back as it was written', () => {
    fc.assert(
      fc.property(requirements, (requirement) => {
        const specifiersInOrder = parseSpecifiers(formatSpecifiers(requirement.specifiers));
        expect(parseRequirement(formatRequirement(requirement))).toEqual({
          ...requirement,
          specifiers: specifiersInOrder,
        });
      }),
      runs,
    );
  });

  test('versions have a total order', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        const order = (left: Version, right: Version) => Math.sign(compareVersions(left, right));
        expect(order(a, b)).toBe(order(b, a) === 0 ? 0 : -order(b, a));
        expect(order(a, a)).toBe(0);
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
        if (order(a, b) === 0) expect(order(a, c)).toBe(order(b, c));
      }),
      runs,
    );
  });

  test('operators agree with each other', () => {
    fc.assert(
      fc.property(versions, specifiers, (version, clause) => {
        const holds = (operator: Specifier['operator'], wildcard = false) =>
          clause.operator !== '===' &&
          satisfies(version, [{ operator, version: clause.version, wildcard } as Specifier]);
        if (clause.operator === '===') return;
        expect(holds('!=')).toBe(!holds('=='));
        expect(holds('!=', true)).toBe(!holds('==', true));
        if (clause.version.local === undefined) {
          expect(holds('<=')).toBe(compareVersions(version, clause.version) < 0 || holds('=='));
          expect(holds('>=')).toBe(compareVersions(version, clause.version) >= 0);
          if (holds('<')) expect([holds('<='), holds('>=')]).toEqual([true, false]);
          if (holds('>')) expect([holds('>='), holds('<=')]).toEqual([true, false]);
        }
      }),
      runs,
    );
  });

  test('a set holds where all its clauses hold', () => {
    fc.assert(
      fc.property(versions, fc.array(specifiers, { maxLength: 4 }), (version, set) => {
        expect(satisfies(version, set)).toBe(set.every((clause) => satisfies(version, [clause])));
      }),
      runs,
    );
  });

  test('what evaluateFor leaves open is decided by the machine alone', () => {
    const machine = fc.record({
      platform_machine: fc.constantFrom('x86_64', 'arm64', ''),
      platform_release: fc.constantFrom('6.1', '5.4.0-x'),
      platform_version: fc.constantFrom('#1', ''),
    });
    fc.assert(
      fc.property(markers, machine, fc.constantFrom('', 'a', 'b-c'), (marker, values, extra) => {
        const context = { pythonVersions: ['3.12.4', '3.13.0'], extras: extra === '' ? [] : [extra] };
        for (const [full, verdict] of evaluateFor(marker, context)) {
          const environment = {
            ...values,
            extra,
            python_version: full.slice(0, 4),
            python_full_version: full,
            implementation_version: full,
            implementation_name: 'cpython',
            platform_python_implementation: 'CPython',
            platform_system: 'Linux',
            sys_platform: 'linux',
            os_name: 'posix',
          };
          const completed = typeof verdict === 'boolean' ? verdict : reduceMarker(verdict, values);
          expect(completed).toBe(evaluateMarker(marker, environment));
        }
      }),
      runs,
    );
  });

  test('Poetry: a list of clauses is their intersection, a union their union', () => {
    const allows = ({ specifiers: hull, alternatives }: PoetryConstraint, version: Version) => {
      const sets: readonly SpecifierSet[] = alternatives.length === 0 ? [hull] : alternatives;
      if (sets.some((set) => satisfies(version, set))) expect(satisfies(version, hull)).toBe(true);
      return sets.some((set) => satisfies(version, set));
    };
    const allowsText = (text: string, version: Version) => {
      const constraint = unlessInvalid(() => parsePoetryConstraint(text));
      return constraint !== undefined && allows(constraint, version);
    };
    fc.assert(
      fc.property(poetryConstraints, finalVersions, (text, version) => {
        const expected = text
          .split(' || ')
          .some((alternative) => alternative.split(', ').every((clause) => allowsText(clause, version)));
        expect(allowsText(text, version)).toBe(expected);
      }),
      runs,
    );
  });
});
