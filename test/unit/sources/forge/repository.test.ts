import { describe, expect, test } from 'vitest';
import {
  isSameRepository,
  parseRepository,
  tryRepositoryFromUrl,
} from '../../../../src/sources/forge/repository.ts';

describe('parseRepository', () => {
  test.each([
    ['psf/requests', 'psf', 'requests'],
    ['rr-/docstring_parser', 'rr-', 'docstring_parser'],
    ['halcy/Mastodon.py', 'halcy', 'Mastodon.py'],
    ['a/b.git', 'a', 'b'],
    ['o/.github', 'o', '.github'],
  ])('%s', (text, owner, repo) => {
    expect(parseRepository(text)).toEqual({ owner, repo });
  });

  test.each([
    '',
    'requests',
    'a/b/c',
    'a/..',
    '../b',
    'a/b?x=1',
    'a/b#c',
    'a b/c',
    'https://github.com/a/b',
    '-a/b',
    'a/b\n',
    'ä/b',
    'a/$(id)',
    `a/${'b'.repeat(101)}`,
    'a/%2e%2e',
  ])('%j is refused', (text) => {
    expect(() => parseRepository(text)).toThrow(expect.objectContaining({ code: 'USAGE_INVALID' }));
  });
});

describe('tryRepositoryFromUrl', () => {
  const web = 'https://github.com';
  test.each([
    'https://github.com/Psf/requests',
    'http://www.github.com/Psf/requests/',
    'https://github.com/Psf/requests.git',
    'https://github.com/Psf/requests/issues?q=1#x',
    'git+https://github.com/Psf/requests.git',
    'git://github.com/Psf/requests',
    'git@github.com:Psf/requests.git',
    'ssh://git@github.com/Psf/requests.git',
    ' https://GitHub.com/Psf/requests ',
  ])('%s', (url) => {
    expect(tryRepositoryFromUrl(url, web)).toEqual({ owner: 'Psf', repo: 'requests' });
  });

  test.each([
    'https://github.com/sponsors/psf',
    'https://github.com/psf',
    'https://github.com.evil.example/psf/requests',
    'https://gitlab.com/psf/requests',
    'https://github.com@evil.example/psf/requests',
    'https://psf.github.io/requests',
    'not an address',
    '',
  ])('%s is none', (url) => {
    expect(tryRepositoryFromUrl(url, web)).toBeUndefined();
  });

  test('addresses below a path', () => {
    const found = tryRepositoryFromUrl(
      'https://h.example/api/v3/repos/o/r/zipball',
      'https://h.example/api/v3/repos',
    );
    expect(found).toEqual({ owner: 'o', repo: 'r' });
    expect(tryRepositoryFromUrl('https://h.example/x', 'https://h.example/api')).toBeUndefined();
  });
});

test('the case of letters makes no other repository', () => {
  expect(isSameRepository({ owner: 'PSF', repo: 'Requests' }, { owner: 'psf', repo: 'requests' })).toBe(true);
  expect(isSameRepository({ owner: 'a', repo: 'b' }, { owner: 'a', repo: 'c' })).toBe(false);
});
