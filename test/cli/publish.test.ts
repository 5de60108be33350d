import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGit } from '../../src/io/git.ts';
import { publish } from '../../src/publish/publish.ts';
import { createRemote, gitEnvironment, person, put, runGit } from '../support/git-remote.ts';
import { startLocalServer } from '../support/local-server.ts';
import { createWorkspace } from '../support/run-cli.ts';

let remote: ReturnType<typeof createRemote>;
let workspace: ReturnType<typeof createWorkspace>;
beforeEach(() => {
  remote = createRemote(state);
  workspace = createWorkspace({ variables: { ...gitEnvironment, ...person } });
});
afterEach(() => {
  remote.remove();
  workspace.remove();
});

/** What the overlay remembers of the packages that it made. */
const state = {
  'metadata/ebuildgen.state.jsonl': ['bar', 'careless', 'foo', 'ignoring']
    .map((name) =>
      JSON.stringify({ v: 1, atom: `dev-python/${name}`, from: `pypi:${name}`, files: {}, distfiles: {} }),
    )
    .join('\n'),
};

const named = { 'profiles/repo_name': 'test\n' };

const foo = {
  'dev-python/foo/foo-1.0.ebuild': 'EAPI=8\n',
  'dev-python/foo/metadata.xml': '<pkgmetadata/>\n',
  'dev-python/foo/Manifest': 'DIST foo-1.0.tar.gz 1\n',
};
const bar = { 'dev-python/bar/bar-2.0-r1.ebuild': 'EAPI=8\n', 'dev-python/bar/metadata.xml': '<x/>\n' };

const run = (folder: string, ...argv: readonly string[]) =>
  workspace.ebuildgen('publish', '-o', folder, ...argv);
const dirty = (folder: string) => runGit(folder, 'status', '--porcelain');

describe('pushing', () => {
  test('a new package, then nothing, then a version more and one less', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, foo);
    const { status, stdout, stderr } = await run(overlay);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^pushed [0-9a-f]{12} dev-python\/foo: new package, add 1\.0 → main\n$/);
    expect(await run(overlay)).toEqual({ status: 0, stdout: 'nothing to publish\n', stderr: '' });
    put(overlay, { 'dev-python/foo/foo-1.1.ebuild': 'EAPI=8\n' });
    rmSync(join(overlay, 'dev-python/foo/foo-1.0.ebuild'));
    await run(overlay);
    expect(remote.log()).toEqual([
      'dev-python/foo: add 1.1, drop 1.0',
      'dev-python/foo: new package, add 1.0',
      'Begin',
    ]);
    expect(dirty(overlay)).toBe('');
  });

  test('what a run keeps in the overlay is not published, whether .gitignore has it or not', async () => {
    for (const [name, ignore] of Object.entries({ ignoring: '/.ebuildgen-tmp/\n', careless: '' })) {
      const overlay = remote.clone(name);
      put(overlay, {
        '.gitignore': ignore,
        '.ebuildgen-tmp/writes/x': 'half',
        [`dev-python/${name}/${name}-1.ebuild`]: '',
      });
      expect((await run(overlay)).status).toBe(0);
    }
    expect(runGit(remote.remote, 'ls-tree', '-r', '--name-only', 'main')).not.toContain('ebuildgen-tmp');
  });

  test('several packages are listed in the body', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, { ...foo, ...bar });
    await run(overlay);
    expect(runGit(remote.remote, 'log', '-1', '--format=%B', 'main')).toBe(
      [
        'Update 2 packages: bar, foo',
        '',
        'dev-python/bar: new package, add 2.0-r1',
        'dev-python/foo: new package, add 1.0',
      ].join('\n'),
    );
  });

  test('an overlay in a folder of a repository: what a person staged elsewhere stays theirs', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, { 'notes.txt': 'mine\n' });
    runGit(overlay, 'add', 'notes.txt');
    put(join(overlay, 'gentoo'), { ...foo, ...state, ...named });
    const { status } = await run(join(overlay, 'gentoo'));
    expect(status).toBe(0);
    expect(remote.log()[0]).toBe('dev-python/foo: new package, add 1.0');
    expect(dirty(overlay)).toBe('A  notes.txt');
  });

  test('where someone pushed meanwhile, on top of that', async () => {
    const [overlay, other] = [remote.clone('overlay'), remote.clone('other')];
    put(other, bar);
    await run(other);
    put(overlay, foo);
    expect((await run(overlay)).status).toBe(0);
    expect(remote.log()).toEqual([
      'dev-python/foo: new package, add 1.0',
      'dev-python/bar: new package, add 2.0-r1',
      'Begin',
    ]);
    expect(runGit(remote.remote, 'log', '--merges', '--format=%s', 'main')).toBe('');
  });

  test('where two runs made the same, it is there once', async () => {
    const [overlay, other] = [remote.clone('overlay'), remote.clone('other')];
    for (const folder of [other, overlay]) put(folder, foo);
    await run(other);
    expect((await run(overlay)).status).toBe(0);
    expect(remote.log()).toEqual(['dev-python/foo: new package, add 1.0', 'Begin']);
  });

  test('what contradicts what someone pushed is left to a person, and nothing is lost or forced', async () => {
    const [overlay, other] = [remote.clone('overlay'), remote.clone('other')];
    put(other, { ...foo, 'dev-python/foo/foo-1.0.ebuild': 'EAPI=8 # theirs\n' });
    await run(other);
    put(overlay, foo);
    const { status, stderr } = await run(overlay);
    expect(status).toBe(1);
    expect(stderr).toContain('the changes do not fit on what someone pushed to `main` meanwhile');
    expect(remote.show('dev-python/foo/foo-1.0.ebuild')).toBe('EAPI=8 # theirs');
    expect(runGit(overlay, 'log', '-1', '--format=%s')).toBe('dev-python/foo: new package, add 1.0');
    expect(dirty(overlay)).toBe('');
    expect(existsSync(join(overlay, '.git/rebase-merge'))).toBe(false);
  });

  test('a push that failed is made up for by the next run', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, foo);
    runGit(overlay, 'remote', 'set-url', 'origin', join(remote.folder, 'gone.git'));
    expect((await run(overlay)).status).toBe(1);
    runGit(overlay, 'remote', 'set-url', 'origin', remote.remote);
    expect((await run(overlay)).stdout).toMatch(/^pushed /);
    expect(remote.log()[0]).toBe('dev-python/foo: new package, add 1.0');
  });

  test('the first commit of a new overlay', async () => {
    const overlay = join(remote.folder, 'fresh');
    put(overlay, { ...foo, ...state, ...named });
    runGit(overlay, 'init', '--quiet', '-b', 'fresh');
    runGit(overlay, 'remote', 'add', 'origin', remote.remote);
    expect((await run(overlay)).status).toBe(0);
    expect(remote.log('fresh')).toEqual(['dev-python/foo: new package, add 1.0']);
  });

  test('a detached head needs a branch to push to', async () => {
    const overlay = remote.clone('overlay');
    runGit(overlay, 'checkout', '--quiet', '--detach');
    put(overlay, foo);
    const { status, stderr } = await run(overlay);
    expect(status).toBe(1);
    expect(stderr).toContain('no branch is checked out (detached HEAD)');
    expect((await run(overlay, '--branch', 'main')).status).toBe(0);
    expect(remote.log()[0]).toBe('dev-python/foo: new package, add 1.0');
  });

  test('a hook of the remote that refuses is heard once', async () => {
    const overlay = remote.clone('overlay');
    const hook = join(remote.remote, 'hooks/pre-receive');
    put(remote.remote, { 'hooks/pre-receive': '#!/bin/sh\necho "main is protected" >&2\nexit 1\n' });
    chmodSync(hook, 0o755);
    put(overlay, foo);
    const { status, stderr } = await run(overlay);
    expect(status).toBe(1);
    expect(stderr).toContain('`origin` refused `main`: [remote rejected]');
    expect(remote.log()).toEqual(['Begin']);
  });
});

describe('who commits', () => {
  const anonymous = createWorkspace({ variables: gitEnvironment });
  const bot = createWorkspace({ variables: { ...gitEnvironment, GITHUB_ACTIONS: 'true' } });
  afterEach(() => {
    anonymous.remove();
    bot.remove();
  });

  test('is asked for where git does not know, and GitHub Actions has an account of its own', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, foo);
    const { status, stderr } = await anonymous.ebuildgen('publish', '-o', overlay);
    expect(status).toBe(1);
    expect(stderr).toContain('set `git config user.name`');
    expect((await bot.ebuildgen('publish', '-o', overlay)).status).toBe(0);
    expect(runGit(remote.remote, 'log', '-1', '--format=%an %ae', 'main')).toBe(
      'github-actions[bot] 41898282+github-actions[bot]@users.noreply.github.com',
    );
  });
});

describe('hostile and wrong arguments', () => {
  test.each([
    [['--branch', '--force'], 'cannot be the name of a branch'],
    [['--branch', 'a..b'], 'cannot be the name of a branch'],
    [['--remote', '--upload-pack=touch /tmp/x'], 'has no remote'],
    [['--remote', 'ext::sh -c true'], 'has no remote'],
    [['--remote', 'upstream'], 'git remote add origin URL'],
  ])('%j', async (argv, message) => {
    const overlay = remote.clone('overlay');
    put(overlay, foo);
    const { status, stderr } = await run(overlay, ...argv);
    expect([1, 2]).toContain(status);
    expect(stderr).toContain(message);
    expect(remote.log()).toEqual(['Begin']);
  });

  test('no repository at all', async () => {
    put(workspace.overlay, { ...foo, ...named });
    const { status, stderr } = await run(workspace.overlay);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no git repository|has no remote/);
  });

  test('no overlay at all: nothing is made of the folder', async () => {
    const { status, stderr } = await run(join(workspace.folder, 'nowhere'));
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere` is no overlay');
    expect(existsSync(join(workspace.folder, 'nowhere'))).toBe(false);
  });

  test('file names that look like options, pathspecs or packages are no more than names', async () => {
    const overlay = remote.clone('overlay');
    const odd = ['--force.ebuild', ':(top)x.ebuild', '*.ebuild', 'files/a b', 'files/"q"'];
    put(overlay, Object.fromEntries(odd.map((name) => [`dev-python/foo/${name}`, 'x'])));
    put(overlay, { '--force': 'x', 'dev-python/$(id)/a.ebuild': 'x', 'a b/c\nd/e-1.ebuild': 'x' });
    const { status, stderr } = await run(overlay);
    expect(status).toBe(0);
    expect(stderr).toBe(
      'ebuildgen: note: left to you, as ebuildgen did not write it: `--force`, `a b/c d/e-1.ebuild`, `dev-python/$(id)/a.ebuild`\n',
    );
    const published = runGit(remote.remote, 'ls-tree', '-r', '-z', '--name-only', 'main').split('\0');
    expect(published.filter((path) => path.startsWith('dev-python/')).sort()).toEqual(
      odd.map((name) => `dev-python/foo/${name}`).sort(),
    );
    expect(published).not.toContain('--force');
  });

  test('a commit of somebody else cannot drive the terminal', async () => {
    const overlay = remote.clone('overlay');
    runGit(overlay, 'commit', '--quiet', '--allow-empty', '-m', 'evil \u001b[31mred\u009b0m \u202e');
    const { status, stdout } = await run(overlay);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^pushed [0-9a-f]{12} evil \\x1b\[31mred\\x9b0m \\u\{202e\} → main\n$/);
  });

  test('what ebuildgen did not write is left to its author', async () => {
    const overlay = remote.clone('overlay');
    const mine = {
      '.env': 'TOKEN=secret\n',
      'dev-python/foo/foo-1.0.ebuild~': 'a backup\n',
      'dev-libs/mine/mine-1.ebuild': 'EAPI=8\n',
    };
    put(overlay, { ...foo, ...mine, '.gitignore': '*.log\n', 'dev-python/foo/files/build.log': 'x' });
    runGit(overlay, 'add', 'dev-libs');
    const { status, stderr } = await run(overlay);
    expect(status).toBe(0);
    expect(stderr).toMatch(/left to you.*`dev-libs\/mine\/mine-1\.ebuild`, .*`\.env`.*foo-1\.0\.ebuild~/);
    const published = runGit(remote.remote, 'ls-tree', '-r', '--name-only', 'main').split('\n');
    expect(published).toEqual(
      ['.gitignore', ...Object.keys({ ...foo, ...state }), 'profiles/repo_name'].sort(),
    );
    expect(dirty(overlay).split('\n').sort()).toEqual(
      ['?? .env', '?? dev-python/foo/foo-1.0.ebuild~', 'A  dev-libs/mine/mine-1.ebuild'].sort(),
    );
    expect((await run(overlay)).stdout).toBe('nothing to publish\n');
  });

  test('what a failed run had staged already is published by the next', async () => {
    const overlay = remote.clone('overlay');
    put(overlay, foo);
    await run(overlay);
    rmSync(join(overlay, 'dev-python/foo/foo-1.0.ebuild'));
    put(overlay, { 'dev-python/foo/foo-1.1.ebuild': 'EAPI=8\n' });
    runGit(overlay, 'add', '--all');
    expect((await run(overlay)).status).toBe(0);
    expect(remote.log()[0]).toBe('dev-python/foo: add 1.1, drop 1.0');
    expect(dirty(overlay)).toBe('');
  });

  test('a commit of a thousand packages', async () => {
    const overlay = remote.clone('overlay');
    const names = Array.from({ length: 1000 }, (_, number) => `pack${String(number).padStart(3, '0')}`);
    const lines = names.map((name) => ({ atom: `dev-python/${name}`, from: `pypi:${name}` }));
    put(overlay, Object.fromEntries(names.map((name) => [`dev-python/${name}/${name}-1.ebuild`, ''])));
    put(overlay, {
      'metadata/ebuildgen.state.jsonl': lines
        .map((line) => JSON.stringify({ v: 1, ...line, files: {}, distfiles: {} }))
        .join('\n'),
    });
    expect((await run(overlay)).status).toBe(0);
    const message = runGit(remote.remote, 'log', '-1', '--format=%B', 'main').split('\n');
    expect(message[0]).toBe('Update 1000 packages');
    expect(message.slice(-2)).toEqual(['dev-python/pack499: add 1', '… and 500 more']);
    expect(dirty(overlay)).toBe('');
  });

  test('a password in an address is not repeated', async () => {
    const overlay = remote.clone('overlay');
    runGit(overlay, 'remote', 'set-url', 'origin', 'http://user:hunter2@127.0.0.1:1/x.git');
    put(overlay, foo);
    const { status, stderr } = await run(overlay);
    expect(status).toBe(3);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('proposing', () => {
  async function startApi(open: readonly object[] = []) {
    const posted: string[] = [];
    const server = await startLocalServer(({ method, path }) => {
      posted.push(`${method} ${path.split('?')[0]}`);
      if (method === 'POST')
        return { status: 201, body: { html_url: 'https://example.org/pull/8', number: 8 } };
      return { body: method === 'PATCH' ? {} : open };
    });
    return { ...server, posted };
  }

  test('pushes a branch named after its content, opens a pull request and closes older ones', async () => {
    const overlay = remote.clone('overlay');
    const own = { full_name: 'me/overlay' };
    const server = await startApi([
      { number: 5, html_url: 'x', head: { ref: 'ebuildgen/update-old', repo: own } },
      {
        number: 6,
        html_url: 'x',
        head: { ref: 'ebuildgen/update-fork', repo: { full_name: 'you/overlay' } },
      },
      { number: 7, html_url: 'x', head: { ref: 'mine', repo: own } },
    ]);
    const output = join(workspace.folder, 'outputs');
    Object.assign(workspace.env, {
      GITHUB_TOKEN: 't',
      GITHUB_REPOSITORY: 'me/overlay',
      GITHUB_OUTPUT: output,
    });
    put(overlay, foo);
    const { status, stdout } = await run(overlay, '--pull-request', '--github-api-url', server.url);
    await server.stop();
    expect(status).toBe(0);
    expect(stdout).toContain('dev-python/foo: new package, add 1.0 → https://example.org/pull/8');
    expect(server.posted).toEqual([
      'GET /repos/me/overlay/pulls',
      'POST /repos/me/overlay/pulls',
      'PATCH /repos/me/overlay/pulls/5',
    ]);
    const branch = runGit(remote.remote, 'branch', '--list', 'ebuildgen/*').trim();
    expect(remote.log(branch)).toEqual(['dev-python/foo: new package, add 1.0', 'Begin']);
    expect(remote.log()).toEqual(['Begin']);
    expect(runGit(overlay, 'symbolic-ref', '--short', 'HEAD')).toBe('main');
    expect(workspace.read('../outputs')).toMatch(
      /^outcome=proposed\n(?:.*\n)*pull-request=https:\/\/example.org\/pull\/8\n$/,
    );
  });

  test('GitHub is asked through the proxy that the environment names', async () => {
    const overlay = remote.clone('overlay');
    const proxy = await startApi();
    Object.assign(workspace.env, { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'me/overlay' });
    vi.stubEnv('http_proxy', proxy.url);
    vi.stubEnv('no_proxy', '');
    put(overlay, foo);
    const { status, stderr } = await run(
      overlay,
      ...['--pull-request', '--github-api-url', 'http://api.example.invalid'],
    );
    vi.unstubAllEnvs();
    await proxy.stop();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(proxy.posted).toEqual([
      'GET http://api.example.invalid/repos/me/overlay/pulls',
      'POST http://api.example.invalid/repos/me/overlay/pulls',
    ]);
  });

  test.each([
    ['nobody answers', 'http://127.0.0.1:1', 3],
    ['GitHub refuses', undefined, 1],
  ])('where %s, the branch is there and the run says so', async (_, url, expected) => {
    const overlay = remote.clone('overlay');
    const server = await startLocalServer(() => ({
      status: 403,
      body: { message: 'Resource not accessible' },
    }));
    Object.assign(workspace.env, { GITHUB_TOKEN: 'hunter2', GITHUB_REPOSITORY: 'me/overlay' });
    put(overlay, foo);
    const { status, stderr } = await run(overlay, '--pull-request', '--github-api-url', url ?? server.url);
    await server.stop();
    expect(status).toBe(expected);
    expect(stderr).toContain('for `me/overlay`');
    expect(stderr).not.toContain('hunter2');
    expect(dirty(overlay)).toBe('');
  });

  test('the same changes are proposed once', async () => {
    const proposed: string[] = [];
    for (const name of ['one', 'two']) {
      const overlay = remote.clone(name);
      put(overlay, foo);
      await publish(createGit(overlay, { ...gitEnvironment, ...person }), {
        remote: 'origin',
        isOurs: (path) => path.startsWith('dev-python/foo/'),
        propose: async ({ branch }) => {
          proposed.push(branch);
          return 'https://example.org/pull/1';
        },
      });
    }
    expect(new Set(proposed).size).toBe(1);
  });

  test('needs a token', async () => {
    const { status, stderr } = await run(remote.clone('overlay'), '--pull-request');
    expect(status).toBe(2);
    expect(stderr).toContain('set GITHUB_TOKEN');
  });
});

test('a stop file stops publishing too', async () => {
  const overlay = remote.clone('overlay');
  put(overlay, { ...foo, 'metadata/ebuildgen.stop': 'wait\n' });
  expect((await run(overlay)).stderr).toBe('ebuildgen: stopped: `metadata/ebuildgen.stop`: wait\n');
  expect(remote.log()).toEqual(['Begin']);
});
