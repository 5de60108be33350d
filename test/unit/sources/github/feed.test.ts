import { describe, expect, test } from 'vitest';
import { tryParseFeed } from '../../../../src/sources/github/feed.ts';

const web = 'https://github.com';
const feed = (...entries: readonly string[]) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>${entries.join('')}</feed>`;
const entry = (href: string, title = 't') =>
  `<entry><id>tag:github.com,2008:Repository/1/x</id><updated>2025-01-02T00:00:00Z</updated><link rel="alternate" type="text/html" href="${href}"/><title>${title}</title><content type="html">&lt;p&gt;x</content></entry>`;

describe('tryParseFeed', () => {
  test('reads tags, titles, dates and the name of the repository', () => {
    const text = feed(
      entry('https://github.com/O/r/releases/tag/v1.0', '<![CDATA[a]]>'),
      entry('https://github.com/O/r/releases/tag/%40s%2Fp%401.0', 'a &amp;lt; b'),
    );
    expect(tryParseFeed(text, web)).toEqual({
      repository: { owner: 'O', repo: 'r' },
      candidates: [
        {
          tag: 'v1.0',
          title: 'a',
          date: '2025-01-02T00:00:00Z',
          draft: false,
          prerelease: false,
          assets: [],
        },
        {
          tag: '@s/p@1.0',
          title: 'a &lt; b',
          date: '2025-01-02T00:00:00Z',
          draft: false,
          prerelease: false,
          assets: [],
        },
      ],
    });
  });

  test('one entry, none, and entries that are none', () => {
    expect(tryParseFeed(feed(entry(`${web}/o/r/releases/tag/v1`)), web)?.candidates).toHaveLength(1);
    expect(tryParseFeed(feed(), web)).toEqual({ candidates: [] });
    const odd = [
      'https://evil.example/o/r/releases/tag/v1',
      `${web}/o/r/commits`,
      `${web}/o/r/releases/tag/%zz`,
      '',
    ];
    expect(
      tryParseFeed(feed(...odd.map((href) => entry(href)), '<entry/>', '<entry>x</entry>'), web)?.candidates,
    ).toEqual([]);
  });

  test.each([
    '',
    'plain',
    '<html></html>',
    '{"feed":{}}',
    '<feed',
    '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed><entry><title>&b;</title></entry></feed>',
    `${'<a>'.repeat(5000)}`,
    '<__proto__><feed/></__proto__>',
  ])('%.40s is no feed', (text) => {
    expect(tryParseFeed(text, web)).toBeUndefined();
  });

  test('entities are not expanded', () => {
    const text = feed(entry(`${web}/o/r/releases/tag/v1`, '&#x41;&unknown;'));
    expect(tryParseFeed(text, web)?.candidates[0]?.title).toBe('&#x41;&unknown;');
  });
});
