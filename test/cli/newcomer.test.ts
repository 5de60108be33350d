import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChangingIndex } from '../support/changing-index.ts';
import { gitEnvironment, person, runGit } from '../support/git-remote.ts';
import { createWorkspace } from '../support/run-cli.ts';

const workspace = createWorkspace({ variables: { ...gitEnvironment, ...person } });
const { overlay, folder, ebuildgen } = workspace;
let index: Awaited<ReturnType<typeof startChangingIndex>>;
beforeAll(async () => {
  index = await startChangingIndex();
  for (const name of ['alpha', 'beta']) await index.publish(name, [{ version: '1.0' }]);
});
afterAll(async () => {
  await index.stop();
  workspace.remove();
});

test('init, two packages, update, publish to a bare repository, and again: nothing', async () => {
  const update = () => ebuildgen('update', '-o', overlay, '--pypi-url', index.url);
  const publish = () => ebuildgen('publish', '-o', overlay);
  expect((await ebuildgen('init', overlay)).stderr).toContain(`ebuildgen update -o ${overlay}`);
  expect((await update()).stderr).toContain('no package is configured; add tables like `[pypi.requests]`');
  appendFileSync(join(overlay, 'metadata/ebuildgen.toml'), '\n[pypi.alpha]\n[pypi.beta]\n');
  expect((await update()).stdout).toBe(
    'created    dev-python/alpha-1.0\ncreated    dev-python/beta-1.0\n2 packages: 2 created\n',
  );

  expect((await publish()).stderr).toContain('run `git init` and `git remote add origin URL` in it, once');
  runGit(overlay, 'init', '--quiet');
  expect((await publish()).stderr).toContain('add one with `git remote add origin URL`');
  const remote = join(folder, 'remote.git');
  mkdirSync(remote);
  runGit(remote, 'init', '--quiet', '--bare');
  runGit(overlay, 'remote', 'add', 'origin', remote);
  const { status, stdout, stderr } = await publish();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^pushed [0-9a-f]{12} Update 2 packages: alpha, beta → main\n$/);
  expect(runGit(remote, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(
    Object.keys(workspace.snapshot())
      .filter((path) => !path.startsWith('.git/'))
      .sort(),
  );

  const before = workspace.snapshot();
  expect((await update()).stdout).toBe('2 packages: 2 unchanged\n');
  expect(workspace.snapshot()).toEqual(before);
  expect(await publish()).toEqual({ status: 0, stdout: 'nothing to publish\n', stderr: '' });
  expect(runGit(overlay, 'status', '--porcelain')).toBe('');
});
