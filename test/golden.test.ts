import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put } from './support/git-remote.ts';
import { serveRecordedProjects } from './support/recorded-index.mjs';
import { createWorkspace } from './support/run-cli.ts';

/**
 * Each case: a recorded project below `upstream/`, perhaps its table of the overlay's configuration in `config.toml`, and
 * below `expected/` the package directory that it becomes. A new
 * expectation is written by `npm run test:update`; read it as a Gentoo developer would before committing it.
 */
const golden = fileURLToPath(new URL('golden', import.meta.url));
const cases = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'upstream')));

const config = cases
  .map((name) => join(golden, name, 'config.toml'))
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, 'utf8'));

describe('golden packages', () => {
  const workspace = createWorkspace();
  let index: Awaited<ReturnType<typeof serveRecordedProjects>>;
  beforeAll(async () => {
    put(workspace.overlay, { 'metadata/ebuildgen.toml': config.join('\n') });
    index = await serveRecordedProjects(golden);
  });
  afterAll(async () => {
    await index.close();
    workspace.remove();
  });

  test.each(cases)('%s', async (name) => {
    const args = ['pypi', '-o', workspace.overlay, '--pypi-url', index.url, '--format', 'json', name];
    const { stdout } = await workspace.ebuildgen(...args);
    const { packages } = JSON.parse(stdout);
    const remarks = packages[0].diagnostics.map(
      (d: { severity: string; code: string; message: string }) => `${d.severity} ${d.code}: ${d.message}\n`,
    );
    const error =
      packages[0].error === null ? '' : `${packages[0].error.code}: ${packages[0].error.message}\n`;
    await expect(remarks.join('') + error).toMatchFileSnapshot(join(golden, name, 'expected/remarks.txt'));
    for (const { path } of packages[0].files) {
      const file = path.split('/').at(-1);
      await expect(workspace.read(path)).toMatchFileSnapshot(join(golden, name, 'expected', file));
    }
  });

  test('a second run changes no byte', async () => {
    const before = workspace.snapshot();
    const args = ['pypi', '-o', workspace.overlay, '--pypi-url', index.url, '--format', 'json', ...cases];
    const { stdout } = await workspace.ebuildgen(...args);
    const statuses = JSON.parse(stdout).packages.map(({ status }: { status: string }) => status);
    expect(new Set(statuses)).toEqual(new Set(['unchanged']));
    expect(workspace.snapshot()).toEqual(before);
  });
});
