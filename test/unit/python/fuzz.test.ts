import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { parseCoreMetadata } from '../../../src/python/core-metadata.ts';
import { parseLenientRequirement, parseLenientSpecifiers } from '../../../src/python/lenient.ts';
import { parseMarker, tryParseMarker } from '../../../src/python/marker.ts';
import { evaluateFor } from '../../../src/python/marker-eval.ts';
import { isValidName, normalizeName } from '../../../src/python/name.ts';
import { parsePoetryConstraint } from '../../../src/python/poetry-constraint.ts';
import { parsePoetryDependency } from '../../../src/python/poetry-dependency.ts';
import { parsePoetryPython } from '../../../src/python/poetry-python.ts';
import { parseRequirement, tryParseRequirement } from '../../../src/python/requirement.ts';
import { parseSpecifiers, tryParseSpecifiers } from '../../../src/python/specifier.ts';
import { satisfies } from '../../../src/python/specifier-match.ts';
import { parseVersion, tryParseVersion } from '../../../src/python/version.ts';
import { createRandom, seed } from '../../support/seed.ts';

type Parse = (text: string) => unknown;

/** What may refuse its text, but only with our own error. */
const parsers: Readonly<Record<string, Parse>> = {
  parseVersion,
  parseSpecifiers,
  parseMarker,
  parseRequirement,
  parseLenientRequirement,
  parseLenientSpecifiers,
  parsePoetryConstraint,
  parsePoetryPython,
  parsePoetryDependency: (text) => [
    ...parsePoetryDependency('a', { version: text, optional: true }),
    ...parsePoetryDependency(text, { git: text, markers: text }),
  ],
  poetryTable: (text) =>
    parsePoetryDependency('a', { python: text, platform: text, extras: [text], url: text }),
};

/** What takes any text. */
const totals: Readonly<Record<string, Parse>> = {
  tryParseVersion,
  tryParseSpecifiers,
  tryParseMarker,
  tryParseRequirement,
  parseCoreMetadata,
  normalizeName,
  isValidName,
  satisfies: (text) => satisfies(text, [{ operator: '===', text }]),
  evaluateFor: (text) => {
    const marker = tryParseMarker(text);
    return evaluateFor(marker, { pythonVersions: ['3.13', text], extras: [text] });
  },
};

function failure(parse: Parse, text: string, allowed: boolean): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return allowed && error instanceof EbuildgenError ? undefined : String(error);
  }
}

const seeds = [
  '1!2.0.1a1.post2.dev3+ubuntu.1',
  'v1.0-rc.2-3',
  '>=1.2,!=1.5.*,~=1.4.2,<3,===x',
  'requests[socks,x] (>=2.8.1,==2.8.*) ; python_version < "3.8" and (os.name == \'nt\' or extra == "x")',
  'a[b] @ https://example.org/a.zip#egg=a ; platform_machine not in "x86_64 arm64"',
  '^1.2.3 || ~2.0, !=2.1.*|>=3 <4',
  'linux || !=win32,darwin',
  'Metadata-Version: 2.1\nName: a\nRequires-Dist: b>=1;\n  extra == "c"\nLicense: x\n        y\n\nbody',
  '__proto__',
  'constructor',
];
const alphabet = [...' \t\n\r,;:.!~=<>*^|()[]@"\'#-_+&abcdeprtvx019éſ\u2003\ufeff\u0000\ud800😀\\'].concat([
  'and ',
  ' or ',
  'not in ',
  'in',
  'python_version',
  'extra',
  '>=',
  '.*',
  '||',
  '99999999999999999999',
]);

/** Half of them a few changes away from something valid, half made of its pieces alone. */
function createText(random: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  if (random() < 0.5) return Array.from({ length: Math.floor(random() * 12) }, () => pick(alphabet)).join('');
  let text = pick(seeds);
  for (let change = 0; change <= random() * 5; change += 1) {
    const at = Math.floor(random() * (text.length + 1));
    const cut = random() < 0.5 ? at + Math.floor(random() * 4) : at;
    text = `${text.slice(0, at)}${random() < 0.7 ? pick(alphabet) : ''}${text.slice(cut)}`;
  }
  return text;
}

const everything = [...Object.entries(parsers), ...Object.entries(totals)];

/** Three parsers take turns at each text, or with EBUILDGEN_FUZZ=all every parser reads every text. */
function turn(run: number): readonly (readonly [string, Parse])[] {
  if (process.env.EBUILDGEN_FUZZ === 'all') return everything;
  return [0, 1, 2].map((offset) => everything[(run * 3 + offset) % everything.length]!);
}

describe(`fuzz with seed ${seed}`, () => {
  test('100,000 texts raise nothing but our own error', () => {
    // Most texts are refused, and gathering the stack would be most of the work.
    Error.stackTraceLimit = 0;
    const random = createRandom(seed);
    const failures: string[] = [];
    for (let run = 0; run < 100_000 && failures.length < 10; run += 1) {
      const text = createText(random);
      for (const [name, parse] of turn(run)) {
        const problem = failure(parse, text, name in parsers);
        if (problem !== undefined) failures.push(`${name}(${JSON.stringify(text)}): ${problem}`);
      }
    }
    expect(failures).toEqual([]);
  }, 60_000);
});

/** Beginning, what is repeated to 100 kB, end: what makes a careless pattern quadratic, and a careless parser deep. */
const hostile = ['', 'a', 'a>=1', 'a[', 'a;os_name=="', '^1', 'Name:'].flatMap((start) =>
  [
    ' ',
    '(',
    '[',
    ',',
    '>=1,',
    '1',
    '1.',
    '.',
    '-',
    '*',
    '!=1.*,',
    '^1 ',
    '|',
    '"',
    'and ',
    'os_name=="a" and ',
    'os_name=="a"or(',
    '\n ',
    '\n',
    '+a.',
    'a',
    'x,',
    '\u2003',
    '=?utf-8?q?',
    ' #',
    '1<',
    '==',
  ].flatMap((unit) => ['', 'x'].map((end) => [start, unit, end] as const)),
);

describe('100 kB', () => {
  test.each(everything)(
    '%s takes less than 50 ms',
    (name, parse) => {
      const slow: string[] = [];
      for (const [start, unit, end] of hostile) {
        const text = `${start}${unit.repeat(100_000 / unit.length)}${end}`;
        const spent = Math.min(
          ...[0, 1].map(() => milliseconds(() => failure(parse, text, name in parsers))),
        );
        if (spent >= 50) slow.push(`${start} ${JSON.stringify(unit)} ${end}: ${spent} ms`);
      }
      expect(slow).toEqual([]);
    },
    60_000,
  );
});

/** Processor time, so that other programs on the machine do not count. */
function milliseconds(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
