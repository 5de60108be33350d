import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileStore } from '../../../src/io/files.ts';
import { lockFolder } from '../../../src/io/lock.ts';
import { temporaryFolder } from '../../support/folders.ts';

const tree = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
const refused = { code: 'OVERLAY_WRITE' };

describe('a store', () => {
  test('writes files with their folders, mode 0644, and leaves nothing else', async () => {
    const root = join(temporaryFolder(), 'overlay');
    const store = createFileStore(root);
    await store.write('dev-python/x/x-1.ebuild', 'EAPI=8\n');
    await store.write('dev-python/x/x-1.ebuild', 'EAPI=8\n# é\n');
    expect(await store.readText('dev-python/x/x-1.ebuild')).toBe('EAPI=8\n# é\n');
    expect(statSync(join(root, 'dev-python/x/x-1.ebuild')).mode & 0o7777).toBe(0o644);
    expect(tree(root)).toEqual(['dev-python', 'dev-python/x', 'dev-python/x/x-1.ebuild']);
  });

  test('mode 0644 whatever the umask', async () => {
    const root = temporaryFolder();
    const before = process.umask(0o077);
    try {
      await createFileStore(root).write('a', '');
    } finally {
      process.umask(before);
    }
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o644);
  });

  test('lists sorted names, folders with a slash; what is absent is empty', async () => {
    const store = createFileStore(temporaryFolder());
    for (const path of ['b', 'a/1', 'C', 'a.txt']) await store.write(path, '');
    expect(await store.list('')).toEqual(['C', 'a.txt', 'a/', 'b']);
    expect(await store.list('a')).toEqual(['1']);
    expect(await store.list('none')).toEqual([]);
    expect(await store.list('b')).toEqual([]);
    expect(await store.readText('none')).toBeUndefined();
    expect(await store.readText('b/none')).toBeUndefined();
  });

  test('puts a folder in place whole, and only where there is none', async () => {
    const root = temporaryFolder();
    const store = createFileStore(root);
    await store.writeFolder(
      'cat/pkg',
      new Map([
        ['pkg-1.ebuild', 'x'],
        ['files/a.patch', 'y'],
      ]),
    );
    expect(await store.readText('cat/pkg/files/a.patch')).toBe('y');
    await expect(store.writeFolder('cat/pkg', new Map([['b', '']]))).rejects.toMatchObject(refused);
    mkdirSync(join(root, 'cat/empty'));
    await expect(store.writeFolder('cat/empty', new Map([['b', '']]))).rejects.toMatchObject(refused);
    await expect(store.writeFolder('cat/new', new Map([['../b', '']]))).rejects.toMatchObject(refused);
    expect(tree(root)).toEqual([
      'cat',
      'cat/empty',
      'cat/pkg',
      'cat/pkg/files',
      'cat/pkg/files/a.patch',
      'cat/pkg/pkg-1.ebuild',
    ]);
  });

  test('removes a file, and its folder once that is empty', async () => {
    const root = temporaryFolder();
    const store = createFileStore(root);
    await store.write('cat/pkg/a', '');
    await store.write('cat/pkg/b', '');
    await store.remove('cat/pkg/a');
    expect(tree(root)).toEqual(['cat', 'cat/pkg', 'cat/pkg/b']);
    await store.remove('cat/pkg/b');
    await store.remove('cat/pkg/b');
    expect(tree(root)).toEqual(['cat']);
  });

  test.each(['../x', '/etc/x', 'a/../../x', 'a//x', './x', '', 'a\0b', '.ebuildgen-tmp/x'])(
    'refuses the path %j',
    async (path) => {
      const root = join(temporaryFolder(), 'root');
      const store = createFileStore(root);
      await expect(store.write(path, '')).rejects.toMatchObject(refused);
      await expect(store.readText(path)).rejects.toMatchObject(refused);
      await expect(store.remove(path)).rejects.toMatchObject(refused);
      expect(existsSync(join(root, '.ebuildgen-tmp'))).toBe(false);
    },
  );

  test('never writes or removes through a symbolic link', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'file'), 'mine');
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'file'), join(root, 'link'));
    const store = createFileStore(root);
    for (const path of ['folder/file', 'link']) {
      await expect(store.write(path, 'theirs')).rejects.toMatchObject(refused);
      await expect(store.remove(path)).rejects.toMatchObject(refused);
    }
    await expect(store.writeFolder('folder/new', new Map([['a', '']]))).rejects.toMatchObject(refused);
    expect(readdirSync(outside)).toEqual(['file']);
  });

  test('a link in the place of the temporary folder is not followed, by the lock neither', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(outside, 'writes'));
    symlinkSync(outside, join(root, '.ebuildgen-tmp'));
    await expect(createFileStore(root).write('a', '')).rejects.toMatchObject(refused);
    await expect(lockFolder(root, { purpose: '', onLost: () => undefined })).rejects.toMatchObject(refused);
    expect(readdirSync(outside)).toEqual(['writes']);
  });

  test.each(['owner', '.gitignore', 'journal.jsonl', 'lock', 'writes', 'breaking'])(
    'a link in the temporary folder is not followed: %s',
    async (name) => {
      const [root, outside] = [temporaryFolder(), temporaryFolder()];
      writeFileSync(join(outside, 'file'), 'mine');
      mkdirSync(join(root, '.ebuildgen-tmp'));
      symlinkSync(join(outside, 'file'), join(root, '.ebuildgen-tmp', name));
      const store = createFileStore(root);
      const message = `\`.ebuildgen-tmp/${name}\` is a symbolic link`;
      for (const act of [
        () => lockFolder(root, { purpose: '', onLost: () => undefined }),
        () => store.write('a', ''),
        () => store.journal.append('theirs'),
        () => store.journal.read(),
      ])
        await expect(act()).rejects.toMatchObject({ ...refused, message });
      expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('mine');
    },
  );

  test('a folder in the place of the journal is no bug of ours', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.ebuildgen-tmp/journal.jsonl'), { recursive: true });
    const { journal } = createFileStore(root);
    await expect(journal.read()).rejects.toMatchObject({ code: 'OVERLAY_READ' });
    await expect(journal.append('x')).rejects.toMatchObject(refused);
  });

  test.each(['folder', 'link to a folder', 'link to itself', 'link to a device', 'huge'])(
    'what cannot be read is told with its path: %s',
    async (kind) => {
      const root = temporaryFolder();
      const path = join(root, 'x');
      if (kind === 'folder') mkdirSync(path);
      if (kind === 'link to a folder') symlinkSync(temporaryFolder(), path);
      if (kind === 'link to itself') symlinkSync('x', path);
      if (kind === 'link to a device') symlinkSync('/dev/zero', path);
      if (kind === 'huge') {
        writeFileSync(path, '');
        truncateSync(path, 2 ** 40);
      }
      await expect(createFileStore(root).readText('x')).rejects.toMatchObject({
        code: 'OVERLAY_READ',
        message: expect.stringMatching(/^`x` (?:is no file|is too large|cannot be read: ELOOP)/),
      });
    },
  );

  test('a folder that cannot be listed is told with its path', async () => {
    const root = temporaryFolder();
    symlinkSync('dev-python', join(root, 'dev-python'));
    await expect(createFileStore(root).list('dev-python/x')).rejects.toMatchObject({
      code: 'OVERLAY_READ',
      message: expect.stringMatching(/^`dev-python\/x` cannot be read: /),
    });
  });

  test('a link to a file is read', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a'), 'text');
    symlinkSync('a', join(root, 'b'));
    symlinkSync('nowhere', join(root, 'c'));
    expect(await createFileStore(root).readText('b')).toBe('text');
    expect(await createFileStore(root).readText('c')).toBeUndefined();
  });

  test('many writes at once leave no trace of the temporary folder', async () => {
    const root = temporaryFolder();
    const store = createFileStore(root);
    const paths = Array.from({ length: 40 }, (_, i) => `cat/pkg${i % 5}/file${i}`);
    await Promise.all(paths.map((path) => store.write(path, path)));
    expect(await Promise.all(paths.map((path) => store.readText(path)))).toEqual(paths);
    expect(readdirSync(root)).toEqual(['cat']);
  });

  test('removes what an interrupted run left behind', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.ebuildgen-tmp/writes/deadbeef'), { recursive: true });
    writeFileSync(join(root, '.ebuildgen-tmp/writes/deadbeef/x'), '');
    await createFileStore(root).write('a', '');
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('a disk that says no is told with the path', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    await expect(createFileStore(root).write('file/below', '')).rejects.toMatchObject({
      code: 'OVERLAY_WRITE',
      message: expect.stringMatching(/^`file\/below` cannot be written: /),
    });
    await expect(createFileStore('/dev/null/x').write('a', '')).rejects.toMatchObject(refused);
  });
});

describe('the lock', () => {
  const options = {
    purpose: 'ebuildgen update',
    onLost: (error: Error) => expect.unreachable(error.message),
  };

  test('keeps a second run out and names the first; gone, it leaves nothing', async () => {
    const root = join(temporaryFolder(), 'overlay');
    const release = await lockFolder(root, options);
    await expect(lockFolder(root, { ...options, purpose: 'second' })).rejects.toMatchObject({
      code: 'OVERLAY_CONFLICT',
      message: expect.stringMatching(
        new RegExp(`by another run: ebuildgen update, process ${process.pid} on `),
      ),
    });
    await createFileStore(root).write('a', '');
    expect(readdirSync(root).sort()).toEqual(['.ebuildgen-tmp', 'a']);
    expect(readFileSync(join(root, '.ebuildgen-tmp/.gitignore'), 'utf8')).toBe('*\n');
    await release();
    expect(readdirSync(root)).toEqual(['a']);
    await (await lockFolder(root, options))();
  });

  test('of a run that died on this machine is taken over at once, by one of two', async () => {
    const root = temporaryFolder();
    const { pid = 0 } = spawnSync('true');
    const release = await lockFolder(root, options);
    const owner = join(root, '.ebuildgen-tmp/owner');
    const text = readFileSync(owner, 'utf8');
    await release();
    mkdirSync(join(root, '.ebuildgen-tmp/lock'), { recursive: true });
    writeFileSync(owner, text.replace(`process ${process.pid} `, `process ${pid} `));
    const taken = await Promise.allSettled([lockFolder(root, options), lockFolder(root, options)]);
    const [first] = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await first?.();
    expect(readdirSync(root)).toEqual([]);
  });

  test.each([undefined, '', 'ebuildgen update, process 1'])(
    'of a run that was killed before it had said who it is (%j) is taken over',
    async (said) => {
      const root = temporaryFolder();
      mkdirSync(join(root, '.ebuildgen-tmp/lock'), { recursive: true });
      if (said !== undefined) writeFileSync(join(root, '.ebuildgen-tmp/owner'), said);
      await (await lockFolder(root, options))();
      expect(readdirSync(root)).toEqual([]);
    },
  );

  test('of a run elsewhere is taken over once it is stale, whatever its process is called here', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.ebuildgen-tmp/lock'), { recursive: true });
    const { pid = 0 } = spawnSync('true');
    const owner = `ebuildgen, process ${pid} on elsewhere pid:[1], since 2026\n`;
    writeFileSync(join(root, '.ebuildgen-tmp/owner'), owner);
    await expect(lockFolder(root, options)).rejects.toMatchObject({ code: 'OVERLAY_CONFLICT' });
    const past = new Date(Date.now() - 60_000);
    utimesSync(join(root, '.ebuildgen-tmp/lock'), past, past);
    await (await lockFolder(root, options))();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is taken where folders stand in the place of its files', async () => {
    const root = temporaryFolder();
    for (const name of ['owner', '.gitignore'])
      mkdirSync(join(root, '.ebuildgen-tmp', name, 'x'), { recursive: true });
    await (await lockFolder(root, options))();
    expect(readdirSync(root)).toEqual([]);
  });

  test('a folder that cannot be written to', async () => {
    await expect(lockFolder('/dev/null/x', options)).rejects.toMatchObject({ code: 'OVERLAY_WRITE' });
  });
});
