import { expect, test } from 'vitest';
import { findForgeRepository } from '../../../../src/sources/forge/find-repository.ts';

const forges = [
  { kind: 'github', webUrl: 'https://github.com' },
  { kind: 'codeberg', webUrl: 'https://codeberg.org' },
] as const;

const find = (urls: Readonly<Record<string, string>>, homePage?: string) => {
  const projectUrls = Object.entries(urls).map(([label, url]) => ({ label, url }));
  const found = findForgeRepository({ projectUrls, ...(homePage ? { homePage } : {}) }, forges);
  return found && `${found.kind}:${found.owner}/${found.repo}`;
};

test.each([
  [{ Homepage: 'https://github.com/a/site', Source: 'https://github.com/a/code' }, 'github:a/code'],
  [
    { Funding: 'https://github.com/sponsors/a', 'Bug Tracker': 'https://github.com/a/b/issues' },
    'github:a/b',
  ],
  [{ Docs: 'https://github.com/a/docs', 'Release Notes': 'https://github.com/a/b/releases' }, 'github:a/b'],
  [{ 'source code': 'https://codeberg.org/a/b' }, 'codeberg:a/b'],
  [{ 'Source-Code': 'https://gitlab.com/a/b', Homepage: 'https://github.com/c/d' }, 'github:c/d'],
  [{ Other: 'https://github.com/a/b' }, 'github:a/b'],
  [{ Homepage: 'https://example.org' }, undefined],
  [{}, undefined],
])('%j', (urls, expected) => {
  expect(find(urls as Record<string, string>)).toBe(expected);
});

test('the old Home-page field counts as a homepage', () => {
  expect(find({ Tracker: 'https://github.com/a/issues' }, 'https://github.com/a/b')).toBe('github:a/b');
});
