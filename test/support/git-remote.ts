import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** git with a configuration of its own: the machine's says nothing about a test. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'init.defaultBranch',
  GIT_CONFIG_VALUE_0: 'main',
};

export const person = {
  GIT_AUTHOR_NAME: 'Jane Doe',
  GIT_AUTHOR_EMAIL: 'jane@example.org',
  GIT_COMMITTER_NAME: 'Jane Doe',
  GIT_COMMITTER_EMAIL: 'jane@example.org',
};

export function runGit(folder: string, ...args: readonly string[]): string {
  const env = { ...gitEnvironment, ...person };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A bare repository with a first commit on `main`, and clones of it. */
export function createRemote(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-git-'));
  const remote = join(folder, 'remote.git');
  mkdirSync(remote);
  runGit(remote, 'init', '--quiet', '--bare');
  const clone = (name: string) => {
    runGit(folder, 'clone', '--quiet', remote, name);
    return join(folder, name);
  };
  const first = clone('first');
  runGit(first, 'checkout', '--quiet', '-B', 'main');
  put(first, { 'profiles/repo_name': 'test\n', ...files });
  runGit(first, 'add', '.');
  runGit(first, 'commit', '--quiet', '-m', 'Begin');
  runGit(first, 'push', '--quiet', 'origin', 'main');
  return {
    folder,
    remote,
    clone,
    /** Subjects of the remote's main, newest first. */
    log: (branch = 'main') => runGit(remote, 'log', '--format=%s', branch).split('\n'),
    show: (path: string, branch = 'main') => runGit(remote, 'show', `${branch}:${path}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
