import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createWorkspace } from '../support/run-cli.ts';

let workspace: ReturnType<typeof createWorkspace>;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const put = (path: string, text: string) => {
  const file = join(workspace.overlay, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
};

test('makes an overlay that `update` takes as it is', async () => {
  const { status, stdout } = await workspace.ebuildgen('init', workspace.overlay);
  expect(status).toBe(0);
  expect(stdout).toContain('created    metadata/ebuildgen.toml\n');
  expect(Object.keys(workspace.snapshot()).sort()).toEqual([
    '.gitattributes',
    '.github/workflows/overlay.yml',
    '.gitignore',
    'README.md',
    'metadata/ebuildgen.toml',
    'metadata/layout.conf',
    'profiles/eapi',
    'profiles/repo_name',
  ]);
  const before = workspace.snapshot();
  const update = await workspace.ebuildgen('update', '-o', workspace.overlay);
  expect([update.status, update.stdout]).toEqual([0, '0 packages\n']);
  expect(workspace.snapshot()).toEqual(before);
});

test('the configuration says what was asked for', async () => {
  const who = 'Jane "J" Doe <jane@example.org>';
  await workspace.ebuildgen('init', '--name', 'autopypi', '--maintainer', who, workspace.overlay);
  const config = parseConfig(workspace.read('metadata/ebuildgen.toml'));
  expect(config.identity.name).toBe('autopypi');
  const settings = config.settingsFor({ source: 'pypi', project: 'x' });
  expect(settings).toMatchObject({
    keep: 2,
    cooldown: 86_400,
    maintainers: [{ name: 'Jane "J" Doe', email: 'jane@example.org' }],
  });
  expect(workspace.read('profiles/repo_name')).toBe('autopypi\n');
  expect(workspace.read('README.md')).toContain('eselect repository add autopypi git');
  expect(workspace.read('.github/workflows/overlay.yml')).toContain('update-overlay@v1.2.3');
});

test('files that are there stay, and give the overlay its name', async () => {
  put('profiles/repo_name', 'mine\n');
  put('README.md', 'hello\n');
  const { stdout } = await workspace.ebuildgen('init', workspace.overlay);
  expect(stdout).toContain('kept       README.md\n');
  expect(workspace.read('README.md')).toBe('hello\n');
  expect(workspace.read('metadata/ebuildgen.toml')).toContain('name = "mine"');
});

describe('names', () => {
  test.each([
    ['my overlay', 'my-overlay'],
    ['.dot', 'dot'],
    ['py-3.12', 'py-3-12-overlay'],
    ['§', 'ebuildgen'],
  ])('of a folder: %s → %s', async (folder, name) => {
    await workspace.ebuildgen('init', join(workspace.overlay, folder));
    expect(workspace.read(`${folder}/profiles/repo_name`)).toBe(`${name}\n`);
  });

  test.each([
    ['--name', 'a/b', 'cannot be the name of a repository'],
    ['--name', 'foo-1.2', 'cannot be the name of a repository'],
    ['--maintainer', 'nobody', 'write `Jane Doe <jane@example.org>`'],
  ])('%s %s is refused', async (option, value, message) => {
    const { status, stderr } = await workspace.ebuildgen('init', option, value, workspace.overlay);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(() => workspace.snapshot()).toThrow();
  });
});
