import { expect, test } from 'vitest';
import { findReadmeSummary } from '../../../src/pyproject/readme-summary.ts';
import { sourceTree } from '../../support/source-tree.ts';

const read = (text: string, path = 'README.md') => findReadmeSummary(sourceTree({ [path]: text }))?.value;

test.each<[string, string]>([
  ['a title', '# spam\n\nReads and writes spam files.\n'],
  ['an underlined title', 'spam\n====\n\nReads and writes spam files.\n'],
  ['a title right above', '# spam\nReads and writes spam files.\n'],
  ['badges', '# spam\n\n[![build](https://a/b.svg)](https://a)\n![x](y.png)\n\nReads and writes spam files.'],
  ['a comment', '<!-- to\n\nignore all of it -->\nReads and writes spam files.'],
  ['a table of contents', '- [Install](#install)\n- [Use it](#use)\n\nReads and writes spam files.'],
  ['HTML', '<p align="center">\n<img src="a.png">\n</p>\n\nReads and writes spam files.'],
  ['code', '```sh\npip install spam and more\n```\n\nReads and writes spam files.'],
  ['a notice', '**Note:** this is not maintained any more.\n\nReads and writes spam files.'],
  ['a quotation', '> Reads and writes spam files.\n\nMore of this text follows here.'],
  ['Windows line ends', '# spam\r\n\r\nReads and writes\r\nspam files.\r\n'],
])('below %s', (_, text) => {
  expect(read(text)).toBe('Reads and writes spam files.');
});

test.each<[string, string]>([
  [
    'directives',
    '.. image:: https://a/b.svg\n   :target: https://a\n\n.. contents::\n\nReads spam of all kinds.',
  ],
  ['substitutions', '|PyPI| |Build| |Coverage| |License|\n\nReads spam of all kinds.'],
  ['a title framed by #', '######\n[spam] eggs for all\n######\n\nReads spam of all kinds.'],
  ['a framed title', '====\nspam\n====\n\nReads spam of all kinds.'],
])('reStructuredText: below %s', (_, text) => {
  expect(read(text, 'README.rst')).toBe('Reads spam of all kinds.');
});

test.each(['', '# spam', '# spam\n\n```\ncode of four words here', '<!-- open', '- a b c d e'])(
  '%j says nothing',
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);

test('a readme elsewhere is not asked', () => {
  expect(read('Reads and writes spam files.', 'docs/README.md')).toBeUndefined();
});

test('hostile readmes cost no time', () => {
  const started = performance.now();
  for (const unit of ['[', '![', '|', '<', '<!--', '> ', '[a](', '* ', '=\n']) read(unit.repeat(60_000));
  expect(performance.now() - started).toBeLessThan(1500);
});
