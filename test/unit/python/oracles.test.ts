import { describe, expect, test } from 'vitest';
import { formatMarker } from '../../../src/python/marker.ts';
import { evaluateMarker } from '../../../src/python/marker-eval.ts';
import { parseRequirement, tryParseRequirement } from '../../../src/python/requirement.ts';
import { formatSpecifiers, parseSpecifiers, tryParseSpecifiers } from '../../../src/python/specifier.ts';
import { satisfies } from '../../../src/python/specifier-match.ts';
import {
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  tryParseVersion,
} from '../../../src/python/version.ts';
import { readOracles } from '../../support/oracle.ts';

interface VersionOracle {
  readonly valid: readonly {
    readonly text: string;
    readonly normalized: string;
    readonly epoch: number;
    readonly release: readonly number[];
    readonly pre: readonly [string, number] | null;
    readonly post: number | null;
    readonly dev: number | null;
    readonly local: string | null;
    readonly isPrerelease: boolean;
  }[];
  readonly invalid: readonly string[];
  readonly ascendingGroupsOfEqual: readonly (readonly string[])[];
}

const versionOracles = readOracles<VersionOracle>('pep440-versions.json');

describe.each(versionOracles)('%s', (_, oracle) => {
  test.each(oracle.valid)('reads $text', (row) => {
    const version = parseVersion(row.text);
    expect({
      text: row.text,
      normalized: formatVersion(version),
      epoch: version.epoch,
      release: version.release,
      pre: version.pre === undefined ? null : [version.pre.letter, version.pre.number],
      post: version.post ?? null,
      dev: version.dev ?? null,
      local: version.local?.join('.') ?? null,
      isPrerelease: isPrerelease(version),
    }).toEqual(row);
  });

  test.each(oracle.invalid)('refuses %j', (text) => {
    expect(tryParseVersion(text)).toBeUndefined();
  });

  test('orders every pair', () => {
    const ranked = oracle.ascendingGroupsOfEqual.flatMap((group, rank) =>
      group.map((text) => ({ text, rank, version: parseVersion(text) })),
    );
    const wrong = ranked.flatMap((left) =>
      ranked
        .filter(
          (right) =>
            Math.sign(compareVersions(left.version, right.version)) !== Math.sign(left.rank - right.rank),
        )
        .map((right) => `${left.text} ${right.text}`),
    );
    expect(wrong).toEqual([]);
    expect(ranked.length).toBeGreaterThan(20);
  });
});

interface SpecifierOracle {
  readonly rows: readonly (
    | {
        readonly spec: string;
        readonly valid: true;
        readonly normalized: string;
        readonly matchesPre: readonly string[];
        readonly matchesFinal: readonly string[];
      }
    | { readonly spec: string; readonly valid: false }
  )[];
}

/** The rows of the shared specifier oracle were asked about the versions of its version oracle, and so were ours. */
const candidates = new Map(
  versionOracles.map(([name, oracle]) => [name.split(' ')[0], oracle.valid.map(({ text }) => text)]),
);

describe.each(readOracles<SpecifierOracle>('pep440-specifiers.json'))('%s', (name, oracle) => {
  const versions = candidates.get(name.split(' ')[0]) ?? [];

  test.each(oracle.rows)('$spec', (row) => {
    if (!row.valid) {
      expect(tryParseSpecifiers(row.spec)).toBeUndefined();
      return;
    }
    const specifiers = parseSpecifiers(row.spec);
    expect(formatSpecifiers(specifiers)).toBe(row.normalized);
    const allowed = (prereleases: boolean) =>
      versions.filter((version) => satisfies(version, specifiers, { prereleases }));
    expect(allowed(true)).toEqual(row.matchesPre);
    expect(allowed(false)).toEqual(row.matchesFinal);
  });
});

interface RequirementOracle {
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rows: readonly (
    | {
        readonly text: string;
        readonly valid: true;
        readonly name: string;
        readonly extras: readonly string[];
        readonly specifier: string;
        readonly url: string | null;
        readonly marker: string | null;
        readonly trueOn?: readonly string[];
      }
    | { readonly text: string; readonly valid: false }
  )[];
}

describe.each(readOracles<RequirementOracle>('pep508-requirements.json'))('%s', (_, oracle) => {
  test.each(oracle.rows)('$text', (row) => {
    if (!row.valid) {
      expect(tryParseRequirement(row.text)).toBeUndefined();
      return;
    }
    const { name, extras, specifiers, url, marker } = parseRequirement(row.text);
    expect({
      text: row.text,
      valid: true,
      name,
      extras: [...extras].sort(),
      specifier: formatSpecifiers(specifiers),
      url: url ?? null,
      marker: marker === undefined ? null : formatMarker(marker),
      ...(marker === undefined
        ? {}
        : {
            trueOn: Object.keys(oracle.environments).filter((key) =>
              evaluateMarker(marker, oracle.environments[key] ?? {}),
            ),
          }),
    }).toEqual(row);
  });
});

interface RandomOracle {
  readonly candidates: readonly string[];
  readonly ascendingGroupsOfEqual: readonly (readonly string[])[];
  /** One digit a candidate: 1 where the set allows it, pre-releases included. */
  readonly rows: readonly { readonly spec: string; readonly allows: string }[];
}

describe.each(readOracles<RandomOracle>('pep440-random.json'))('%s', (_, oracle) => {
  test('orders every pair', () => {
    const ranked = oracle.ascendingGroupsOfEqual.flatMap((group, rank) =>
      group.map((text) => ({ text, rank, version: parseVersion(text) })),
    );
    const pairs = ranked.flatMap((left) => ranked.map((right) => [left, right] as const));
    const wrong = pairs.filter(
      ([left, right]) =>
        Math.sign(compareVersions(left.version, right.version)) !== Math.sign(left.rank - right.rank),
    );
    expect(wrong.map(([left, right]) => `${left.text} ${right.text}`)).toEqual([]);
    expect(pairs.length).toBeGreaterThan(20_000);
  });

  test.each(oracle.rows)('$spec', ({ spec, allows }) => {
    const set = parseSpecifiers(spec);
    expect(oracle.candidates.map((version) => Number(satisfies(version, set))).join('')).toBe(allows);
  });
});
