import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { defaultIdentity } from '../../../src/model/config.ts';
import type { RenderedFile } from '../../../src/model/ebuild.ts';
import { openOverlay, putPackage, saveState } from '../../../src/overlay/overlay.ts';
import { statePath } from '../../../src/overlay/state.ts';
import { memoryStore } from '../../support/memory-store.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const digest = (letter: string) => letter.repeat(128);
const distLine = (file: string, letter: string) =>
  `DIST ${file} 10 BLAKE2B ${digest(letter)} SHA512 ${digest(letter)}\n`;

function packageFiles(
  pv: string,
  { ebuild = `EAPI=8 # ${pv}\n`, digests = 'a', distfile = `foo-${pv}.tar.gz` } = {},
): RenderedFile[] {
  return [
    { path: `dev-python/foo/foo-${pv}.ebuild`, text: ebuild },
    { path: 'dev-python/foo/metadata.xml', text: '<pkgmetadata/>\n' },
    { path: 'dev-python/foo/Manifest', text: distLine(distfile, digests) },
  ];
}

async function open(initial: Readonly<Record<string, string>> = {}, dryRun = false) {
  const memory = memoryStore(initial);
  const overlay = await openOverlay(memory.store, { identity: defaultIdentity, dryRun, sha256 });
  const put = async (files: readonly RenderedFile[]) => {
    const changes = await putPackage(overlay, { atom: 'dev-python/foo', from: 'pypi:foo', files });
    await saveState(overlay);
    return changes.map(({ path, change }) => `${change} ${path.split('/').at(-1)}`);
  };
  return { ...memory, put };
}

describe('the skeleton', () => {
  test('is laid down once, and a person’s changes to it stay', async () => {
    const { files, writes } = await open({ 'metadata/layout.conf': 'masters = gentoo guru\n' });
    expect(files.get('metadata/layout.conf')).toBe('masters = gentoo guru\n');
    expect(files.get('profiles/repo_name')).toBe('ebuildgen\n');
    expect(writes).toEqual(['profiles/repo_name', 'profiles/eapi']);
  });

  test('a dry run writes nothing at all', async () => {
    const { writes, put } = await open({}, true);
    expect(await put(packageFiles('1.0'))).toEqual([
      'created foo-1.0.ebuild',
      'created metadata.xml',
      'created Manifest',
    ]);
    expect(writes).toEqual([]);
  });
});

describe('putting a package', () => {
  test('two versions at once take turns', async () => {
    const { files, put } = await open();
    await Promise.all([put(packageFiles('1.0')), put(packageFiles('2.0')), put(packageFiles('3.0'))]);
    expect(files.get('dev-python/foo/Manifest')).toBe(
      ['1.0', '2.0', '3.0'].map((pv) => distLine(`foo-${pv}.tar.gz`, 'a')).join(''),
    );
    expect([...files.keys()].filter((path) => path.endsWith('.ebuild'))).toHaveLength(3);
  });

  test('leaves alone what a person has put into the folder before', async () => {
    const { files, put } = await open({ 'dev-python/foo/files/fix.patch': '--- a\n' });
    await put(packageFiles('1.0'));
    expect(files.get('dev-python/foo/files/fix.patch')).toBe('--- a\n');
    expect(files.has('dev-python/foo/foo-1.0.ebuild')).toBe(true);
  });

  test('twice changes no byte', async () => {
    const { writes, put } = await open();
    await put(packageFiles('1.0'));
    writes.length = 0;
    expect(await put(packageFiles('1.0'))).toEqual([
      'unchanged foo-1.0.ebuild',
      'unchanged metadata.xml',
      'unchanged Manifest',
    ]);
    expect(writes).toEqual([]);
  });

  test('of another version keeps the first and its Manifest line, and writes the ebuild last', async () => {
    const { files, writes, put } = await open();
    await put(packageFiles('1.0'));
    writes.length = 0;
    await put(packageFiles('1.1'));
    expect(files.get('dev-python/foo/Manifest')).toBe(
      distLine('foo-1.0.tar.gz', 'a') + distLine('foo-1.1.tar.gz', 'a'),
    );
    expect(writes).toEqual(['dev-python/foo/Manifest', 'dev-python/foo/foo-1.1.ebuild', statePath]);
  });

  test('whose own output changed replaces it', async () => {
    const { files, put } = await open();
    await put(packageFiles('1.0'));
    expect(await put(packageFiles('1.0', { ebuild: 'better\n' }))).toContain('updated foo-1.0.ebuild');
    expect(files.get('dev-python/foo/foo-1.0.ebuild')).toBe('better\n');
  });

  test('that a person edited keeps the edit and says so, every time', async () => {
    const { files, put } = await open();
    await put(packageFiles('1.0'));
    files.set('dev-python/foo/foo-1.0.ebuild', 'edited by hand\n');
    for (const ebuild of ['better\n', 'better still\n']) {
      expect(await put(packageFiles('1.0', { ebuild }))).toContain('kept foo-1.0.ebuild');
      expect(files.get('dev-python/foo/foo-1.0.ebuild')).toBe('edited by hand\n');
    }
  });

  test('over files that nobody remembers keeps them, unless they are what would be written', async () => {
    const { put } = await open({
      'dev-python/foo/foo-1.0.ebuild': 'somebody else’s\n',
      'dev-python/foo/metadata.xml': '<pkgmetadata/>\n',
    });
    expect(await put(packageFiles('1.0'))).toEqual([
      'kept foo-1.0.ebuild',
      'unchanged metadata.xml',
      'created Manifest',
    ]);
  });

  test('drops the Manifest line of a distfile that only this ebuild used and no longer does', async () => {
    const { files, put } = await open();
    await put(packageFiles('1.0', { distfile: 'foo-1.0.zip' }));
    await put(packageFiles('1.0', { distfile: 'foo-1.0.gh.tar.gz' }));
    expect(files.get('dev-python/foo/Manifest')).toBe(distLine('foo-1.0.gh.tar.gz', 'a'));
  });

  test('whose distfile changed under its name is refused', async () => {
    const { files, put } = await open();
    await put(packageFiles('1.0'));
    await expect(put(packageFiles('1.0', { digests: 'b' }))).rejects.toMatchObject({
      code: 'SOURCE_INTEGRITY',
    });
    expect(files.get('dev-python/foo/Manifest')).toBe(distLine('foo-1.0.tar.gz', 'a'));
  });
});

test('a state line that is not ours is passed over', async () => {
  const { put, files } = await open({ [statePath]: '<<<<<<< HEAD\n{"v":1,"atom":3}\n{"v":2}\n' });
  await put(packageFiles('1.0'));
  expect(files.get(statePath)?.split('\n')).toHaveLength(2);
});

test.each(['../../etc/passwd', 'dev-python/..', '.git/hooks', 'dev-python/foo/bar', '/dev-python', ''])(
  'a state or journal line for `%s` is passed over',
  async (atom) => {
    const line = JSON.stringify({ v: 1, atom, from: 'pypi:foo', files: {}, distfiles: {} });
    const memory = memoryStore({ [statePath]: `${line}\n` });
    await memory.store.journal.append(`${line}\n`);
    const { state } = await openOverlay(memory.store, { identity: defaultIdentity, dryRun: false, sha256 });
    expect(state.size).toBe(0);
    expect(await memory.store.journal.read()).toBe('');
  },
);
