import { expect, test } from 'vitest';
import { statePath } from '../../../../src/overlay/state.ts';
import { preparePublication } from '../../../../src/pipeline/package/published-files.ts';
import { memoryStore } from '../../../support/memory-store.ts';

const line = { v: 1, atom: 'dev-python/foo', from: 'pypi:foo', files: {}, distfiles: {} };
const { store } = memoryStore({ [statePath]: `${JSON.stringify(line)}\n` });

test.each<[string, readonly string[]]>([
  [
    'ours',
    [
      'dev-python/foo/foo-1.0.ebuild',
      'dev-python/foo/Manifest',
      'dev-python/foo/metadata.xml',
      'dev-python/foo/files/foo-1.0-tests.patch',
      'metadata/ebuildgen.toml',
      'metadata/ebuildgen.state.jsonl',
      'metadata/layout.conf',
      'metadata/md5-cache/dev-python/foo-1.0',
      'profiles/repo_name',
      '.gitignore',
      '.github/workflows/overlay.yml',
      'README.md',
    ],
  ],
  [
    'somebody else’s',
    [
      '.env',
      '.ebuildgen-tmp/journal.jsonl',
      'dev-python/foo/foo-1.0.ebuild~',
      'dev-python/foo/.foo.swp',
      'dev-python/foo/sub/x.ebuild',
      'dev-python/bar/bar-1.0.ebuild',
      'dev-python/foobar/Manifest',
      'metadata/notes',
      'profiles/package.mask',
      '.github/workflows/other.yml',
      'x/README.md',
    ],
  ],
])('%s', async (whose, paths) => {
  const isOurs = await preparePublication(store, () => '');
  expect(paths.filter(isOurs)).toEqual(whose === 'ours' ? paths : []);
});
