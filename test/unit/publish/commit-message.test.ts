import { expect, test } from 'vitest';
import {
  describeCommit,
  formatCommit,
  parseNameStatus,
  parseStatus,
} from '../../../src/publish/commit-message.ts';

test('git status and git diff are read with paths as they are', () => {
  const status = ' M gentoo/a b\0?? gentoo/x\n"y"\0D  gentoo/gone\0';
  expect(parseStatus(status, 'gentoo/')).toEqual([
    { code: ' M', path: 'a b' },
    { code: '??', path: 'x\n"y"' },
    { code: 'D ', path: 'gone' },
  ]);
  expect(parseNameStatus('A\0a b\0D\0gone\0T\0link\0')).toEqual([
    { path: 'a b', change: 'added' },
    { path: 'gone', change: 'deleted' },
    { path: 'link', change: 'modified' },
  ]);
});

test.each([
  [
    ['A dev-python/foo/foo-1.0.ebuild', 'A dev-python/foo/metadata.xml'],
    'dev-python/foo: new package, add 1.0',
  ],
  [
    ['A dev-python/foo/foo-1.1-r1.ebuild', 'D dev-python/foo/foo-1.0.ebuild'],
    'dev-python/foo: add 1.1-r1, drop 1.0',
  ],
  [['M dev-python/foo/foo-1.0.ebuild'], 'dev-python/foo: revise 1.0'],
  [['M dev-python/foo/Manifest'], 'dev-python/foo: update metadata'],
  [['M metadata/ebuildgen.toml', 'A profiles/eapi'], 'Update the overlay'],
  [['A dev-python/$(id)/x-1.ebuild'], 'Update the overlay'],
  [
    ['A dev-python/a/a-1.ebuild', 'A dev-python/b/b-1.ebuild', 'M metadata/x'],
    'Update 2 packages: a, b\n\ndev-python/a: add 1\ndev-python/b: add 1',
  ],
])('%j', (changes, message) => {
  const files = parseNameStatus(changes.map((line) => line.replace(' ', '\0')).join('\0'));
  expect(formatCommit(describeCommit(files))).toBe(`${message}\n`);
});
