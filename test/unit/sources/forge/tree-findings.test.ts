import { expect, test } from 'vitest';
import { findArchiveGaps, isForgeFile } from '../../../../src/sources/forge/tree-findings.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const messages = (files: Readonly<Record<string, string>>) =>
  findArchiveGaps(sourceTree(files), () => false).map(({ message }) => message);

const modules = `[submodule "lib"]
\tpath = vendor/lib
\turl = https://example.org/lib.git
[submodule "there"]
\tpath = "there"
\turl = ../there.git
[submodule "broken"]
`;

test('submodules whose folder is empty', () => {
  const files = { '.gitmodules': modules, 'there/file.c': '' };
  expect(messages(files)).toEqual([
    'the archive lacks the git submodule `vendor/lib` (`https://example.org/lib.git`): the build or its tests may miss it',
  ]);
});

test('submodules that the package is built from', () => {
  const isNeeded = (folder: string) => folder === 'vendor/lib';
  const [gap] = findArchiveGaps(sourceTree({ '.gitmodules': modules, 'there/file.c': '' }), isNeeded);
  expect(gap).toMatchObject({ code: 'submodule-needed', severity: 'error' });
  expect(gap?.message).toContain('`source = "sdist"`');
});

test('git-lfs pointers, but not the files themselves', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
  const files = {
    '.gitattributes':
      '# *.txt filter=lfs\n*.bin filter=lfs diff=lfs merge=lfs -text\n/data/** filter=lfs\n*.py text\n',
    'a.bin': pointer,
    'deep/b.bin': pointer,
    'data/x/y': pointer,
    'real.bin': 'x'.repeat(5000),
    'c.py': pointer,
  };
  expect(messages(files)).toEqual([
    'the archive has git-lfs pointers instead of `a.bin`, `data/x/y` and `deep/b.bin`',
  ]);
});

test('nothing to say', () => {
  expect(messages({})).toEqual([]);
  expect(messages({ '.gitmodules': '', '.gitattributes': '* text=auto\n' })).toEqual([]);
});

test('hostile patterns take no time', () => {
  const pattern = '*a'.repeat(90);
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `${'a'.repeat(200)}${index}/${'a'.repeat(200)}`,
      'x'.repeat(120),
    ]),
  );
  const begin = performance.now();
  messages({
    '.gitattributes': `${pattern}b filter=lfs\n**/${'**/'.repeat(50)}${pattern}b filter=lfs\n`,
    ...files,
  });
  expect(performance.now() - begin).toBeLessThan(3000);
});

test.each([
  ['.gitmodules', true],
  ['sub/.gitattributes', true],
  ['gitmodules', false],
])('%s is asked for: %s', (path, wanted) => {
  expect(isForgeFile(path, 10)).toBe(wanted);
  expect(isForgeFile(path, 1_000_000)).toBe(false);
});
