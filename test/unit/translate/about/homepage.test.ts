import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translateHomepage } from '../../../../src/translate/about/homepage.ts';
import { urlRole } from '../../../../src/translate/about/url-role.ts';
import { tryParseWebUrl } from '../../../../src/translate/about/web-url.ts';
import { repositoryOf, tryParseRepository } from '../../../../src/translate/sources/forge-repository.ts';

const urls = (labelled: Record<string, string>) =>
  Object.entries(labelled).map(([label, url]) => ({ label, url }));

describe('tryParseRepository', () => {
  test.each([
    ['https://github.com/o/r', 'github', 'o/r', 'https://github.com/o/r/'],
    ['http://www.github.com/o/r.git', 'github', 'o/r', 'https://github.com/o/r/'],
    ['https://github.com/o/r/tree/main/packages/sub', 'github', 'o/r', 'https://github.com/o/r/'],
    ['https://github.com/o/r/issues?q=is%3Aopen', 'github', 'o/r', 'https://github.com/o/r/'],
    [
      'git+https://github.com/o/python-r.py#egg=r',
      'github',
      'o/python-r.py',
      'https://github.com/o/python-r.py/',
    ],
    ['git@github.com:o/r.git', 'github', 'o/r', 'https://github.com/o/r/'],
    ['https://codeberg.org/o/r/src/branch/main', 'codeberg', 'o/r', 'https://codeberg.org/o/r/'],
    ['https://gitlab.com/group/sub/r/-/issues', 'gitlab', 'group/sub/r', 'https://gitlab.com/group/sub/r/'],
    ['https://gitlab.com/o/r/issues', 'gitlab', 'o/r', 'https://gitlab.com/o/r/'],
    ['https://git.sr.ht/~user/r', 'sourcehut', '~user/r', 'https://git.sr.ht/~user/r/'],
    ['https://bitbucket.org/o/r/src', 'bitbucket', 'o/r', 'https://bitbucket.org/o/r/'],
    ['https://sourceforge.net/projects/r/files', 'sourceforge', 'r', 'https://sourceforge.net/projects/r/'],
    ['https://launchpad.net/r', 'launchpad', 'r', 'https://launchpad.net/r/'],
    ['https://gitlab.gnome.org/GNOME/r', 'gnome-gitlab', 'GNOME/r', 'https://gitlab.gnome.org/GNOME/r/'],
  ])('%s', (url, kind, remoteId, canonical) => {
    expect(tryParseRepository(url)).toMatchObject({ kind, remoteId, url: canonical });
  });

  test.each([
    'https://github.com/sponsors/o',
    'https://github.com/o',
    'https://github.com/orgs/o/discussions',
    'https://example.org/o/r',
    'https://github.com.evil.org/o/r',
    'https://github.com/o/..',
    'https://github.com/$(id)/r',
    'https://user:pw@github.com/o/r',
    'not a url',
    '',
  ])('%j is none', (url) => {
    expect(tryParseRepository(url)).toBeUndefined();
  });
});

test.each([
  ['Source Code', 'source'],
  ['GitHub: repo', 'source'],
  ['GitHub: issues', 'issues'],
  ['What’s New', 'changelog'],
  ['CI: Azure Pipelines', 'other'],
  ['Code of Conduct', 'other'],
  ['Ko-fi', 'funding'],
  ['Docs: RTD', 'documentation'],
  ['constructor', 'other'],
] as const)('label %s is for %s', (label, role) => {
  expect(urlRole(label)).toBe(role);
});

test('repositoryOf prefers the source label, then the home page, and never the sponsors', () => {
  const labelled = {
    Funding: 'https://github.com/sponsors/x',
    Tracker: 'https://github.com/t/t/issues',
    Code: 'https://github.com/o/r',
  };
  expect(repositoryOf(urls(labelled), 'https://github.com/h/h')?.remoteId).toBe('o/r');
  expect(repositoryOf(urls({ Tracker: labelled.Tracker }), 'https://github.com/h/h')?.remoteId).toBe('h/h');
  expect(repositoryOf(urls({ Tracker: labelled.Tracker }), undefined)?.remoteId).toBe('t/t');
  expect(repositoryOf(urls({ Fork: 'https://github.com/f/f' }), 'https://x.org')).toBeUndefined();
});

describe('translateHomepage', () => {
  test.each([
    [
      {
        urls: urls({ Homepage: 'https://x.org', Repository: 'https://github.com/o/r.git' }),
        pypiProject: 'X',
      },
      ['https://x.org/', 'https://github.com/o/r/', 'https://pypi.org/project/X/'],
    ],
    [
      {
        urls: urls({ homepage: 'https://github.com/O/R', Docs: 'https://r.readthedocs.io' }),
        pypiProject: 'r',
      },
      ['https://github.com/O/R/', 'https://pypi.org/project/r/'],
    ],
    [
      { urls: urls({ Documentation: 'http://r.readthedocs.org/en/latest/#intro' }), pypiProject: 'r' },
      ['https://r.readthedocs.io/en/latest/', 'https://pypi.org/project/r/'],
    ],
    [
      { urls: [], homePage: 'http://x.org/a?b=c', pypiProject: 'r' },
      ['https://x.org/a?b=c', 'https://pypi.org/project/r/'],
    ],
    [
      {
        urls: urls({ Homepage: 'https://pypi.org/project/r', Source: 'https://git.example-host.org/r' }),
        pypiProject: 'r',
      },
      ['https://git.example-host.org/r', 'https://pypi.org/project/r/'],
    ],
    [
      { urls: urls({ Funding: 'https://x.org', Changelog: 'https://x.org/c' }), pypiProject: 'r' },
      ['https://pypi.org/project/r/'],
    ],
    [
      { urls: urls({ Homepage: 'https://github.com/sponsors/x' }), pypiProject: 'r' },
      ['https://pypi.org/project/r/'],
    ],
  ])('%j', (source, expected) => {
    expect(translateHomepage(source)).toEqual({ value: expected, diagnostics: [] });
  });

  test('nothing at all is the No_homepage page and a warning', () => {
    const { value, diagnostics } = translateHomepage({ urls: [] });
    expect(value).toEqual(['https://wiki.gentoo.org/wiki/No_homepage']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['homepage-missing']);
  });
});

test.each([
  'https://x.org/$(touch)',
  'https://x.org/`id`',
  'https://x.org/"quoted',
  "https://x.org/it's",
  'https://x.org/a b\\c;d',
  'javascript:alert(1)',
  'ftp://x.org/',
  'https://localhost/',
  `https://x.org/${'a'.repeat(400)}`,
])('%j is refused or made harmless', (text) => {
  expect(tryParseWebUrl(text)?.href ?? 'https://x.org/').toMatch(/^https:\/\/[\w./%-]+$/);
});

test('HOMEPAGE never holds a character that means something to bash', () => {
  const url = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string().map((text) => `https://x.org/${text}`),
    fc.string(),
  );
  fc.assert(
    fc.property(url, url, (first, second) => {
      const { value } = translateHomepage({
        urls: urls({ Homepage: first, Source: second }),
        pypiProject: 'x',
      });
      for (const page of value) expect(page).toMatch(/^https:\/\/[\w./~%@,+=&?#!:-]+$/);
    }),
    { seed: 7 },
  );
});
