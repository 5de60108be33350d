import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { parseAtom } from '../../../src/gentoo/atom.ts';
import { quoteDouble, quoteWord } from '../../../src/gentoo/bash-quote.ts';
import { parseDepset } from '../../../src/gentoo/depset-parse.ts';
import { parseEbuild } from '../../../src/gentoo/ebuild-parser.ts';
import { parseManifest } from '../../../src/gentoo/manifest.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';
import { pep440ToGentoo } from '../../../src/translate/version.ts';

const identity = { category: 'a', name: 'b', version: parseGentooVersion('1') };
const readers: readonly ((text: string) => unknown)[] = [
  parseGentooVersion,
  parseAtom,
  parseDepset,
  parseManifest,
  pep440ToGentoo,
  quoteDouble,
  quoteWord,
  (text) => parseEbuild(text, identity),
];

const seeds = [
  '1.2.3b_rc4_p5-r6',
  '!!>=dev-python/foo-bar-1.2_rc1-r3:0/4=[a,-b?,c(+),${PYTHON_USEDEP}]',
  '|| ( a/b !x? ( >=c/d-1 ) ) test? ( e/f )',
  'DIST foo-1.tar.gz 10 BLAKE2B aa SHA512 bb',
  '1!2.0rc1.post2.dev3+local.1',
  'A="${P} $(x "y")" B=( c \'d\' )\ninherit e\nf() {\n}\n',
];
/** A seed with pieces cut out, doubled, swapped and replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(60), fc.nat(3), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 4 }),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, [at, kind, extra]) => {
      const [head, tail] = [text.slice(0, at), text.slice(at)];
      return [head + tail.slice(1), head + tail.slice(0, 3) + tail, tail + head, head + extra + tail][kind]!;
    }, seed),
  );

/** EBUILDGEN_FUZZ=100000 is the thorough run. */
const strings = Number(process.env.EBUILDGEN_FUZZ ?? 5_000);

test(`${strings} random and mutated strings give a value or our own error`, { timeout: 120_000 }, () => {
  const seed = Date.now() % 2 ** 31;
  console.info(`fuzz seed ${seed}`);
  const texts = fc.sample(fc.oneof({ weight: 4, arbitrary: mutated }, fc.string({ unit: 'binary' })), {
    numRuns: strings,
    seed,
  });
  const wrong: string[] = [];
  for (const text of texts) {
    for (const read of readers) {
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof EbuildgenError)) wrong.push(`${JSON.stringify(text)}: ${error}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('100 kB of anything is read or refused at once', () => {
  const pieces = [
    '1',
    '1.',
    '_p',
    '-1',
    '-r1',
    'a',
    '/',
    'a/b ',
    '( ',
    ') ',
    '|| ',
    '[',
    ',',
    '"',
    '$(',
    '0',
    ' ',
    '\n',
    '!',
    '>=',
    'x? ',
  ];
  const slow = pieces.flatMap((piece) =>
    ['', '>=a/', '1.'].flatMap((head) => {
      const text = head + piece.repeat(100_000 / piece.length);
      return readers.flatMap((read, index) => {
        const started = performance.now();
        try {
          read(text);
        } catch {
          // Whether it is refused is not the question here.
        }
        const took = performance.now() - started;
        return took > 250
          ? [`reader ${index} took ${Math.round(took)} ms for ${JSON.stringify(text.slice(0, 20))}`]
          : [];
      });
    }),
  );
  expect(slow).toEqual([]);
});
