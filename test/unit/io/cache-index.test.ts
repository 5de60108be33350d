import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cacache from 'cacache';
import { expect, test } from 'vitest';
import { isIntact, tryReadIndex } from '../../../src/io/cache-index.ts';
import { temporaryFolder } from '../../support/folders.ts';

const key = 'document:1:anyone::https://pypi.org/pypi/foo/json';
const bucket = (folder: string) => {
  const files = readdirSync(join(folder, 'index-v5'), { recursive: true, withFileTypes: true });
  const [file] = files.filter((entry) => entry.isFile());
  return join(file?.parentPath ?? '', file?.name ?? '');
};

test('says what cacache itself says, after each write and removal', async () => {
  const folder = temporaryFolder();
  expect(tryReadIndex(folder, key)).toBeUndefined();
  for (const body of ['one', 'two']) {
    await cacache.put(folder, key, body, { metadata: { status: 200, body } });
    const entry = await cacache.get.info(folder, key);
    const { path, integrity = '', metadata } = entry ?? {};
    expect(tryReadIndex(folder, key)).toEqual({ path, integrity, metadata });
    expect(isIntact(Buffer.from(body), integrity)).toBe(true);
    expect(isIntact(Buffer.from(`${body}!`), integrity)).toBe(false);
  }
  await cacache.rm.entry(folder, key);
  expect(tryReadIndex(folder, key)).toBeUndefined();
});

test.each(['\nnonsense', '\nff\t{"key":"x"}', '\n\t\t', '\n'])(
  'a damaged line %j is passed over',
  async (line) => {
    const folder = temporaryFolder();
    await cacache.put(folder, key, 'one');
    appendFileSync(bucket(folder), line);
    const { path, integrity } = (await cacache.get.info(folder, key)) ?? {};
    expect(tryReadIndex(folder, key)).toEqual({ path, integrity });
  },
);

test('a file that is no index has nothing to say', async () => {
  const folder = temporaryFolder();
  await cacache.put(folder, key, 'one');
  writeFileSync(bucket(folder), Buffer.alloc(100));
  expect(tryReadIndex(folder, key)).toBeUndefined();
});
