import { expect, test } from 'vitest';
import { readReposConf } from '../../../src/repository/repos-conf.ts';
import { memoryRepository } from '../../support/memory-repository.ts';

const read = (files: Readonly<Record<string, string>>) => readReposConf(memoryRepository('/', files));

test('a folder of files, sorted by priority', () => {
  const entries = read({
    'usr/share/portage/config/repos.conf':
      '[DEFAULT]\nmain-repo = gentoo\n[gentoo]\nlocation = /usr/portage\nsync-type = rsync\n',
    'etc/portage/repos.conf/gentoo.conf': '[gentoo]\nlocation = "/var/db/repos/gentoo"\n',
    'etc/portage/repos.conf/b.conf':
      '# mine\n[b]\nlocation = /b\n; note\n[a]\nlocation = /a\npriority = 50\n[relative]\nlocation = x\n',
    'etc/portage/repos.conf/.hidden': '[hidden]\nlocation = /hidden\n',
    'etc/portage/repos.conf/old.conf~': '[old]\nlocation = /old\n',
  });
  expect(entries).toEqual([
    { name: 'a', location: '/a', priority: 50 },
    { name: 'b', location: '/b', priority: 0 },
    { name: 'gentoo', location: '/var/db/repos/gentoo', priority: -1000 },
  ]);
});

test.each([
  ['no file', {}],
  ['a broken one', { 'etc/portage/repos.conf': 'location = /x\n[]\n[a\n=\n\0' }],
])('%s gives no repository', (_, files: Record<string, string>) => {
  expect(read(files)).toEqual([]);
});
