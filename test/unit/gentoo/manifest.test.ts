import { describe, expect, test } from 'vitest';
import { formatManifest, mergeManifests, parseManifest } from '../../../src/gentoo/manifest.ts';

const text = `DIST a-1.tar.gz 10 BLAKE2B aa11 SHA512 bb22
DIST b-1.tar.gz 20 BLAKE2B cc33 SHA512 dd44
`;
const entry = (filename: string, digest = 'aa', size = 1) => ({
  filename,
  size,
  hashes: new Map([['SHA512', digest]]),
});

describe('Manifest lines', () => {
  test('are read and written alike', () => {
    expect(formatManifest(parseManifest(text))).toBe(text);
  });

  test('are sorted by file, hashes by name, digests in lower case', () => {
    expect(
      formatManifest(parseManifest('DIST z 1 SHA512 FF BLAKE2B EE\nEBUILD x 1 SHA512 aa\nDIST a 0 MD5 00')),
    ).toBe('DIST a 0 MD5 00\nDIST z 1 BLAKE2B ee SHA512 ff\n');
  });

  test('nothing gives nothing', () => {
    expect(formatManifest(parseManifest(''))).toBe('');
  });

  test.each([
    'DIST',
    'DIST a',
    'DIST a 1',
    'DIST a x SHA512 aa',
    'DIST a 1 SHA512',
    'DIST a 1 SHA512 zz',
    'DIST a/b 1 SHA512 aa',
    'DIST a -1 SHA512 aa',
    'DIST a 1e3 SHA512 aa',
  ])('%j is refused', (line) => {
    expect(() => parseManifest(`${line} `)).toThrow(expect.objectContaining({ code: 'REPOSITORY_INVALID' }));
  });

  test.each([
    entry('a b'),
    entry('../a'),
    entry('a\nDIST b'),
    entry('a', 'ZZ'),
    entry('a', 'aa', 0.5),
    { ...entry('a'), hashes: new Map() },
  ])('is not written from %j', (bad) => {
    expect(() => formatManifest([bad])).toThrow(expect.objectContaining({ code: 'RENDER_MODEL' }));
  });
});

describe('mergeManifests', () => {
  test('keeps what other versions use, drops what nothing uses, sorts', () => {
    const merged = mergeManifests(
      [entry('old'), entry('kept')],
      [entry('new'), entry('a')],
      new Set(['kept']),
    );
    expect(merged.map(({ filename }) => filename)).toEqual(['a', 'kept', 'new']);
  });

  test('a file of the same name has the same content', () => {
    expect(() => mergeManifests([entry('x', 'aa')], [entry('x', 'bb')], new Set(['x']))).toThrow(
      expect.objectContaining({ code: 'SOURCE_INTEGRITY' }),
    );
    expect(mergeManifests([entry('x', 'aa')], [entry('x', 'bb')], new Set())).toEqual([entry('x', 'bb')]);
  });
});
