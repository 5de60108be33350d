import fc from 'fast-check';
import { expect, test } from 'vitest';
import { translateDescription } from '../../../../src/translate/about/description.ts';

const translate = (summary: string | undefined, name = 'foo') =>
  translateDescription({ summary, project: name, packageName: name.toLowerCase() });

test.each([
  ['HTTP library with thread-safe connection pooling.', 'HTTP library with thread-safe connection pooling'],
  ['Python HTTP for Humans.', 'Python HTTP for Humans'],
  ['Call stack profiler for Python. Shows you why your code is slow!', 'Call stack profiler for Python'],
  ['A Python library that parses recipes.', 'Parses recipes'],
  ['A simple Python package for parsing recipes', 'Package for parsing recipes'],
  ['the python module to parse recipes', 'Parse recipes'],
  ['A pure Python HTML5 parser that just works', 'A pure Python HTML5 parser that just works'],
  ['foo - Mastodon CLI & TUI', 'Mastodon CLI & TUI'],
  ['Foo: a toolkit', 'Foo: a toolkit'],
  ['foo is a Python library for cross-platform notifications', 'Library for cross-platform notifications'],
  ['  Two\n  lines\u00a0here\t ', 'Two lines here'],
  ['Utilities (colours, etc.)', 'Utilities (colours, etc.)'],
  ['Colours, fonts, etc.', 'Colours, fonts, etc.'],
  ['Colours, fonts, sizes;', 'Colours, fonts, sizes'],
  ['Reads e.g. Zip archives and more', 'Reads e.g. Zip archives and more'],
  ['Fast [JSON](https://json.org) **parser** for `dict`s', 'Fast JSON parser for dicts'],
  ['Uses :class:`Parser` of `Sphinx <https://x.org>`_ 🚀', 'Uses Parser of Sphinx'],
  ['An &lt;b&gt;HTML&amp;CSS&lt;/b&gt; <b>tool</b>', 'An <b>HTML&CSS</b> tool'],
  ['“Curly” — and ‘typographic’…  text', '"Curly" - and \'typographic\'... text'],
  ['foo (a repackaging)', 'foo (a repackaging)'],
  [
    'A framework, high performance, easy to learn, fast to code, ready for production',
    'A framework, high performance, easy to learn, fast to code, ready for production',
  ],
  [
    'A framework, high performance, easy to learn, fast to code, and ready for production',
    'A framework, high performance, easy to learn, fast to code',
  ],
  ['A deep merge function for 🐍.', 'A deep merge function for Python'],
  ['A Python package to create/manipulate drawings', 'Create/manipulate drawings'],
  ['Tagging', 'Tagging for Python'],
  ['Py thon', 'Py thon for Python'],
  [
    'FastAPI plugin to enable SSO to most common providers (such as Facebook login, Google login and more of them)',
    'FastAPI plugin to enable SSO to most common providers',
  ],
  [
    'A framework with a long summary that goes on beyond the eighty characters and the cut is here',
    'A framework with a long summary that goes on beyond the eighty characters',
  ],
])('%j → %j', (summary, description) => {
  expect(translate(summary).value).toBe(description);
});

test.each([undefined, '', '.. image:: https://example.org/badge.svg', 'foo'])(
  'instead of %j what the readme begins with',
  (summary) => {
    const readme = 'foo is a Python library for *cross-platform* notifications. It has more.';
    const { value, diagnostics } = translateDescription({
      summary,
      readme,
      project: 'foo',
      packageName: 'foo',
    });
    expect(value).toBe('Library for cross-platform notifications');
    expect(diagnostics.map(({ code }) => code)).toEqual(['description-readme']);
  },
);

test.each([
  undefined,
  '',
  '   ',
  'UNKNOWN',
  '...',
  '🚀🚀',
  'https://example.org/',
  'based on foo.eclass and more',
])('%j gives a fallback and a warning', (summary) => {
  expect(translate(summary).value).toBe('Python package foo');
  expect(translate(summary).diagnostics.map(({ code }) => code)).toEqual(['description-missing']);
});

test('not the package name itself', () => {
  expect(translate('Some-Long-Name', 'some-long-name').value).toBe('Python package some-long-name');
});

test('what was cut is said', () => {
  expect(translate('word '.repeat(30)).diagnostics.map(({ code }) => code)).toEqual(['description-cut']);
});

test('BadDescription never fires, whatever upstream writes', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ maxLength: 200 }),
    fc.constantFrom(
      '. ',
      'etc.',
      '...',
      ':',
      'foo',
      'foo - ',
      '(',
      'A Python library that ',
      '`',
      '[x](',
      'the ',
      '\n',
      ' based on x.eclass',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { value } = translate(pieces.join(''));
      expect(value.length).toBeGreaterThanOrEqual(10);
      expect(value.length).toBeLessThanOrEqual(80);
      expect(value).not.toMatch(/[\p{Cc}\p{Cf}\u00a0]|[,:;]$|(?<!\b(?:etc|co|inc|ltd))\.$|\s{2}|^\s|\s$/iu);
      expect(value.toLowerCase()).not.toBe('foo');
    }),
    { seed: 9, numRuns: 500 },
  );
});
