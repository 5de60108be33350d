import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArchiveLimits, archiveLimits } from '../../../../src/io/archive/limits.ts';
import { createUnpacker } from '../../../../src/io/archive/unpacker.ts';
import { tar, tarGz, zip } from '../../../support/archives.ts';

interface UnpackOptions {
  readonly filename?: string;
  readonly limits?: Partial<ArchiveLimits>;
  readonly keep?: (path: string, size: number) => boolean;
  readonly chunk?: number;
  readonly snapshot?: boolean;
}

async function unpack(archive: Uint8Array, options: UnpackOptions = {}) {
  const unpacker = await createUnpacker({
    filename: options.filename ?? 'pkg-1.0.tar.gz',
    limits: { ...archiveLimits, ...options.limits },
    keep: options.keep ?? (() => true),
    snapshot: options.snapshot ?? false,
  });
  const step = options.chunk ?? 65_536;
  for (let at = 0; at < archive.length; at += step) await unpacker.write(archive.subarray(at, at + step));
  const { top, entries, texts } = await unpacker.finish();
  const files = Object.fromEntries(
    [...entries].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, size }) => [path, size]),
  );
  return { top, files, texts: Object.fromEntries(texts) };
}

describe.each<[string, (members: Parameters<typeof zip>[0]) => Promise<Buffer>]>([
  ['pkg-1.0.tar.gz', (members) => tarGz(members.map(({ name, body = '' }) => ({ name, body })))],
  ['pkg-1.0.zip', async (members) => zip(members)],
])('%s', (filename, make) => {
  test('files below the top folder, with the texts that were asked for', async () => {
    const archive = await make([
      { name: 'pkg-1.0/PKG-INFO', body: 'Name: pkg\n' },
      { name: 'pkg-1.0/src/pkg/données.py', body: 'é = 1\n' },
      { name: './pkg-1.0//empty' },
    ]);
    const asked: [string, number][] = [];
    const keep = (path: string, size: number) => {
      asked.push([path, size]);
      return path.endsWith('.py');
    };
    expect(await unpack(archive, { filename, keep })).toEqual({
      top: 'pkg-1.0',
      files: { 'PKG-INFO': 10, empty: 0, 'src/pkg/données.py': 7 },
      texts: { 'src/pkg/données.py': 'é = 1\n' },
    });
    expect(asked).toEqual([
      ['PKG-INFO', 10],
      ['src/pkg/données.py', 7],
      ['empty', 0],
    ]);
  });

  test('several top folders are kept', async () => {
    const archive = await make([
      { name: 'a/x', body: '1' },
      { name: 'b/x', body: '22' },
    ]);
    expect(await unpack(archive, { filename })).toEqual({
      top: '',
      files: { 'a/x': 1, 'b/x': 2 },
      texts: { 'a/x': '1', 'b/x': '22' },
    });
  });

  test('files of macOS beside the top folder are no second top', async () => {
    const archive = await make([
      { name: '._p-1', body: 'x' },
      { name: 'p-1/a', body: '1' },
      { name: 'p-1/._a', body: 'x' },
    ]);
    expect(await unpack(archive, { filename })).toMatchObject({ top: 'p-1', files: { '._a': 1, a: 1 } });
  });

  test('files at the root are below no top', async () => {
    const archive = await make([
      { name: 'setup.py', body: '1' },
      { name: 'pkg/a.py', body: '22' },
    ]);
    const asked: string[] = [];
    const keep = (path: string) => asked.push(path) > 0;
    expect(await unpack(archive, { filename, keep })).toMatchObject({
      top: '',
      files: { 'pkg/a.py': 2, 'setup.py': 1 },
    });
    expect(asked[0]).toBe('setup.py');
  });

  test('malformed UTF-8 becomes U+FFFD, and names like __proto__ are names', async () => {
    const archive = await make([
      { name: 'p/__proto__', body: Buffer.from([0x61, 0xff]) },
      { name: 'p/constructor', body: 'c' },
    ]);
    const unpacked = await unpack(archive, { filename });
    expect(Object.entries(unpacked.texts)).toEqual([
      ['__proto__', 'a\ufffd'],
      ['constructor', 'c'],
    ]);
  });

  test.each<[fault: string, name: string]>([
    ['has an absolute path', '/etc/passwd'],
    ['has `..` in its path', '../evil'],
    ['has `..` in its path', 'pkg/../../evil'],
    ['has a backslash', 'pkg\\..\\evil'],
    ['has a drive letter', 'C:evil'],
    ['has control characters', 'pkg/a\nb'],
    ['has control characters', 'pkg/\u001b[2J'],
    ['has a path of 1205 bytes', `pkg/${'d/'.repeat(600)}x`],
    ['has too long a name', `pkg/${'é'.repeat(130)}`],
  ])('a member that %s is refused', async (fault, name) => {
    const archive = await make([
      { name: 'pkg/ok', body: 'x' },
      { name, body: 'x' },
    ]);
    await expect(unpack(archive, { filename })).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: expect.stringContaining(fault),
    });
  });

  test('one path with two contents is refused, with one content it is not', async () => {
    const twice = (second: string) =>
      make([
        { name: 'p/x', body: 'first' },
        { name: './p/x', body: second },
      ]);
    expect((await unpack(await twice('first'), { filename })).files).toEqual({ x: 5 });
    for (const other of ['other', 'longer than the first']) {
      await expect(unpack(await twice(other), { filename })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
    }
  });

  test('a path below a file is refused', async () => {
    const archive = await make([
      { name: 'p/x', body: '1' },
      { name: 'p/x/y', body: '2' },
    ]);
    await expect(unpack(archive, { filename })).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: expect.stringContaining('`p/x/y` below `p/x`'),
    });
  });

  test('limits on members, size and kept text', async () => {
    const archive = await make([
      { name: 'p/a', body: 'x'.repeat(100) },
      { name: 'p/b', body: 'y'.repeat(300) },
    ]);
    const unsafe = { code: 'SOURCE_UNSAFE' };
    await expect(unpack(archive, { filename, limits: { members: 1 } })).rejects.toMatchObject(unsafe);
    await expect(unpack(archive, { filename, limits: { unpacked: 399 } })).rejects.toMatchObject(unsafe);
    const kept = async (limits: Partial<ArchiveLimits>) =>
      Object.keys((await unpack(archive, { filename, limits })).texts);
    expect(await kept({ keptFile: 200 })).toEqual(['a']);
    expect(await kept({ keptTotal: 350 })).toEqual(['a']);
  });
});

describe('tar', () => {
  const file = { name: 'p/f', body: 'text' };

  test.each(['character-device', 'block-device', 'fifo'] as const)('a %s is refused', async (type) => {
    await expect(unpack(await tarGz([file, { name: 'p/dev', type }]))).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: '`pkg-1.0.tar.gz` has a member `p/dev` that is no file, folder or link; it is not unpacked',
    });
  });

  test.each<['symlink' | 'link', string]>([
    ['symlink', '/etc/passwd'],
    ['symlink', '../../etc/passwd'],
    ['symlink', 'a/../../../x'],
    ['symlink', ''],
    ['link', '/etc/passwd'],
    ['link', '../x'],
  ])('a %s to %j is refused', async (type, linkname) => {
    await expect(unpack(await tarGz([file, { name: 'p/l', type, linkname }]))).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: expect.stringContaining('outside of the archive'),
    });
  });

  test.each(['/etc/passwd', '../../etc/passwd'])(
    "a symlink to %j is left out of a forge's snapshot, and nothing may lie below it",
    async (linkname) => {
      const link = { name: 'p/l', type: 'symlink', linkname } as const;
      expect((await unpack(await tarGz([file, link]), { snapshot: true })).files).toEqual({ f: 4 });
      const below = tarGz([file, link, { name: 'p/l/x', body: 'evil' }]);
      await expect(unpack(await below, { snapshot: true })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
      const hard = tarGz([file, { name: 'p/l', type: 'link', linkname }]);
      await expect(unpack(await hard, { snapshot: true })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
    },
  );

  test('links to files of the archive are those files; others are left out', async () => {
    const archive = await tarGz([
      { name: 'p/sub/up', type: 'symlink', linkname: '../f' },
      file,
      { name: 'p/hard', type: 'link', linkname: 'p/f' },
      { name: 'p/chain', type: 'symlink', linkname: 'sub/up' },
      { name: 'p/folder', type: 'symlink', linkname: 'sub' },
      { name: 'p/nowhere', type: 'symlink', linkname: 'missing' },
      { name: 'p/circle', type: 'symlink', linkname: 'circle' },
    ]);
    expect(await unpack(archive)).toEqual({
      top: 'p',
      files: { chain: 4, f: 4, hard: 4, 'sub/up': 4 },
      texts: { chain: 'text', f: 'text', hard: 'text', 'sub/up': 'text' },
    });
  });

  test('a member below a link is refused, whichever comes first', async () => {
    const link = { name: 'p/l', type: 'symlink', linkname: 'f' } as const;
    const below = { name: 'p/l/x', body: 'evil' };
    for (const members of [
      [file, link, below],
      [below, file, link],
    ]) {
      await expect(unpack(await tarGz(members))).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
    }
  });

  test('long names (pax) and folders', async () => {
    const long = `p/${'x'.repeat(200)}/${'y'.repeat(150)}.py`;
    const archive = await tarGz([
      { name: 'p/', type: 'directory' },
      { name: long, body: '1' },
      { name: 'p/e/', type: 'directory' },
    ]);
    expect(await unpack(archive)).toMatchObject({ top: 'p', files: { [long.slice(2)]: 1 } });
  });

  test('folders that are no members are counted too', async () => {
    const members = Array.from({ length: 60 }, (_, index) => ({ name: `p/${index}/a/b/c/d/e/f`, body: '' }));
    await expect(unpack(await tarGz(members), { limits: { members: 100 } })).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: '`pkg-1.0.tar.gz` has more than 100 folders; it is not unpacked',
    });
  });

  test('the folder of the pre-POSIX format', async () => {
    const archive = await tar([file]);
    archive.fill(0, 257, 265);
    archive.fill(32, 148, 156);
    const sum = archive.subarray(0, 512).reduce((a, b) => a + b, 0);
    archive.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(await unpack(gzipSync(archive))).toMatchObject({ files: { f: 4 } });
  });

  test('bytes may come in pieces of any size', async () => {
    const archive = await tarGz([file, { name: 'p/g', body: 'x'.repeat(3000) }]);
    for (const chunk of [1, 7, 512]) {
      expect((await unpack(archive, { chunk })).files).toEqual({ f: 4, g: 3000 });
    }
  });

  test('a bomb is stopped by its ratio long before its end', async () => {
    const bomb = gzipSync(await tar([{ name: 'p/zeros', body: Buffer.alloc(8 * 1024 * 1024) }]));
    await expect(unpack(bomb, { limits: { ratioFrom: 1024 * 1024 } })).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
      message: '`pkg-1.0.tar.gz` unpacks to more than 200 times its size; it is not unpacked',
    });
  });

  test.each<[string, Uint8Array]>([
    ['no gzip', Buffer.from('<html>not found</html>')],
    ['nothing', Buffer.alloc(0)],
    ['gzip of no tar', gzipSync(Buffer.from('x'.repeat(2000)))],
    ['half a gzip', gzipSync(Buffer.from('x'.repeat(2000))).subarray(0, 12)],
  ])('%s is no archive', async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' });
  });

  test('a tar that ends inside of a member, in a gzip that is whole, is no archive', async () => {
    const whole = await tar([{ name: 'p/f', body: 'x'.repeat(300_000) }]);
    const bytes = gzipSync(whole.subarray(0, 200_000), { level: 0 });
    await expect(unpack(bytes)).rejects.toMatchObject({
      code: 'SOURCE_UNSUPPORTED',
      message: '`pkg-1.0.tar.gz` is no readable .tar.gz archive: Unexpected end of data',
    });
  });

  test('no bytes whatever make it throw anything else or hang', async () => {
    const whole = await tar([
      file,
      { name: 'p/g', body: 'x'.repeat(600) },
      { name: 'p/l', type: 'symlink', linkname: 'f' },
    ]);
    const mutation = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(mutation, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const code = await unpack(gzipSync(bytes)).then(
          () => 'fine',
          (error: { code?: string }) => error.code,
        );
        expect(['fine', 'SOURCE_UNSAFE', 'SOURCE_UNSUPPORTED']).toContain(code);
      }),
      { numRuns: 200 },
    );
  });
});

describe('zip', () => {
  const filename = 'pkg-1.0.zip';

  test('links and devices', async () => {
    const link = (body: string) =>
      zip([
        { name: 'p/f', body: 'text' },
        { name: 'p/l', body, mode: 0o120777 },
      ]);
    expect(await unpack(link('f'), { filename })).toMatchObject({ files: { f: 4, l: 4 } });
    await expect(unpack(link('../../x'), { filename })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
    const fifo = zip([{ name: 'p/fifo', mode: 0o010644 }]);
    await expect(unpack(fifo, { filename })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' });
  });

  test('a member that is larger than announced is refused', async () => {
    const archive = zip([{ name: 'p/f', body: 'x'.repeat(100_000), size: 10 }]);
    await expect(unpack(archive, { filename })).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' });
  });

  test('a bomb is told by what its table of contents says', async () => {
    const bomb = zip([{ name: 'p/zeros', body: Buffer.alloc(4 * 1024 * 1024) }]);
    await expect(unpack(bomb, { filename, limits: { ratioFrom: 1024 * 1024 } })).rejects.toMatchObject({
      code: 'SOURCE_UNSAFE',
    });
  });

  test('a wheel has no top folder to strip', async () => {
    const wheel = zip([{ name: 'pkg/__init__.py' }, { name: 'pkg/a.py' }]);
    expect(await unpack(wheel, { filename: 'pkg-1.0-py3-none-any.whl' })).toMatchObject({
      top: '',
      files: { 'pkg/__init__.py': 0, 'pkg/a.py': 0 },
    });
  });

  test('no bytes whatever make it throw anything else or hang', async () => {
    const whole = zip([
      { name: 'p/f', body: 'text' },
      { name: 'p/g', body: 'x'.repeat(600) },
      { name: 'p/l', body: 'f', mode: 0o120777 },
    ]);
    const mutation = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(mutation, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const code = await unpack(bytes, { filename }).then(
          () => 'fine',
          (error: { code?: string }) => error.code,
        );
        expect(['fine', 'SOURCE_UNSAFE', 'SOURCE_UNSUPPORTED']).toContain(code);
      }),
      { numRuns: 300 },
    );
  });

  test('cut off or damaged, it is no archive', async () => {
    const archive = zip([{ name: 'p/f', body: 'text' }]);
    for (const bytes of [archive.subarray(0, 60), Buffer.from('PK'), Buffer.alloc(0)]) {
      await expect(unpack(bytes, { filename })).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' });
    }
  });
});

test.each(['pkg-1.0.tar.bz2', 'pkg-1.0.tar.xz', 'pkg-1.0.tar.zst', 'pkg-1.0.egg', 'pkg-1.0.exe'])(
  '%s is not read',
  async (filename) => {
    await expect(createUnpacker({ filename, limits: archiveLimits, keep: () => true })).rejects.toMatchObject(
      {
        code: 'SOURCE_UNSUPPORTED',
      },
    );
  },
);
