import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRepositoryPorts } from '../../../src/io/repository-cache.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'ebuildgen-'));

test('files, folders and links of a repository', () => {
  const root = scratch();
  mkdirSync(join(root, 'dev-python/foo'), { recursive: true });
  writeFileSync(join(root, 'dev-python/foo/metadata.xml'), '<é/>');
  symlinkSync(join(root, 'dev-python/foo'), join(root, 'dev-python/bar'));
  symlinkSync('nowhere', join(root, 'dev-python/dead'));
  const files = createRepositoryPorts(undefined).open(root);
  expect(files.root).toBe(root);
  expect(files.list('dev-python')).toEqual(['bar/', 'dead', 'foo/']);
  expect(files.list('none')).toEqual([]);
  expect(files.readText('dev-python/bar/metadata.xml')).toBe('<é/>');
  expect(files.readText('dev-python')).toBeUndefined();
  expect(files.readText('dev-python/dead')).toBeUndefined();
  expect(files.stamp('none')).toBeUndefined();
});

test('a stamp changes with the names in a folder and with a file', async () => {
  const root = scratch();
  const files = createRepositoryPorts(undefined).open(root);
  mkdirSync(join(root, 'a'));
  const before = files.stamp('a');
  await new Promise((resolve) => setTimeout(resolve, 20));
  writeFileSync(join(root, 'a/b'), '1');
  expect(files.stamp('a')).not.toBe(before);
  const file = files.stamp('a/b');
  writeFileSync(join(root, 'a/b'), '12');
  expect(files.stamp('a/b')).not.toBe(file);
});

test('a file that is too large is not read', () => {
  const root = scratch();
  writeFileSync(join(root, 'big'), Buffer.alloc(8 * 1024 * 1024 + 1, 32));
  expect(createRepositoryPorts(undefined).open(root).readText('big')).toBeUndefined();
});

test('the cache keeps texts, leaves no drafts, and may be absent or unwritable', () => {
  const folder = join(scratch(), 'deep/cache');
  const ports = createRepositoryPorts(folder);
  expect(ports.readCache('key')).toBeUndefined();
  ports.writeCache('key', 'text');
  expect(ports.readCache('key')).toBe('text');
  expect(readdirSync(folder)).toEqual(['key.json']);
  createRepositoryPorts(undefined).writeCache('key', 'text');
  const file = join(scratch(), 'file');
  writeFileSync(file, '');
  createRepositoryPorts(file).writeCache('key', 'text');
  expect(createRepositoryPorts(file).readCache('key')).toBeUndefined();
});
