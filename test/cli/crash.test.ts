import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChangingIndex } from '../support/changing-index.ts';
import { put, runGit } from '../support/git-remote.ts';
import { type Life, mortalPorts } from '../support/mortal-ports.ts';
import { findFaults, findStaleLines } from '../support/overlay-checks.ts';
import { createWorkspace, readTree } from '../support/run-cli.ts';

const life: Life = { left: Number.POSITIVE_INFINITY, done: 0, whenKilled: () => undefined };
const workspace = createWorkspace({ adapt: (ports) => mortalPorts(ports, life) });
const archive = (name: string, pv: string) => `${name}-${pv}.tar.gz`;
const base = join(workspace.folder, 'base');
let index: Awaited<ReturnType<typeof startChangingIndex>>;

const config = (...more: readonly string[]) => ({
  'metadata/ebuildgen.toml': ['[overlay]\nkeep = 1\n[defaults]', ...more].join('\n'),
});
const both = '[pypi.alpha]\n[pypi.gamma]';

/** The overlay has alpha 1.0; today there are alpha 1.1 with another description, and gamma. */
async function today() {
  await index.publish('alpha', [{ version: '1.0' }, { version: '1.1', summary: 'Another thing' }]);
  await index.publish('gamma', [{ version: '1.0' }]);
}

/** Tomorrow all of that has newer versions, and a setting makes every ebuild another text. */
async function tomorrow(overlay: string) {
  put(overlay, config('keywords = ["~arm64"]', both));
  await index.publish('alpha', [{ version: '1.1' }, { version: '1.2', summary: 'A third thing' }]);
  await index.publish('gamma', [{ version: '1.0' }, { version: '1.1' }]);
}

beforeAll(async () => {
  index = await startChangingIndex();
  await index.publish('alpha', [{ version: '1.0' }]);
  put(base, config('[pypi.alpha]'));
  expect((await update(base)).status).toBe(0);
  put(base, config(both));
});
afterAll(async () => {
  await index.stop();
  workspace.remove();
});

async function update(overlay: string, changes = Number.POSITIVE_INFINITY) {
  Object.assign(life, { left: changes, done: 0 });
  const killed = new Promise<undefined>((resolve) => {
    life.whenKilled = () => resolve(undefined);
  });
  const args = ['update', '-o', overlay, '--pypi-url', index.url, '-j', '1'];
  const ended = await Promise.race([workspace.ebuildgen(...args), killed]);
  return { status: ended?.status, stderr: ended?.stderr ?? '' };
}

function copyOfBase(name: string): string {
  const overlay = join(workspace.folder, name);
  cpSync(base, overlay, { recursive: true });
  return overlay;
}

/** Kills a run of today at every change that it makes, and looks at what the next run makes of that. */
async function expectRecovery(happens: (overlay: string) => Promise<void>): Promise<void> {
  await today();
  const calm = copyOfBase('calm');
  expect((await update(calm)).status).toBe(0);
  const changes = life.done;
  expect(changes).toBeGreaterThan(5);
  await happens(calm);
  expect((await update(calm)).status).toBe(0);
  const wanted = readTree(calm);
  for (let count = 0; count < changes; count++) {
    await today();
    const overlay = copyOfBase('killed');
    const told = `killed after ${count} of ${changes} changes`;
    expect((await update(overlay, count)).status, told).toBeUndefined();
    expect(findFaults(overlay, archive), told).toEqual([]);
    await happens(overlay);
    const { status, stderr } = await update(overlay);
    expect(status, told).toBe(0);
    expect(stderr, told).not.toMatch(/kept|error/);
    expect(readTree(overlay), told).toEqual(wanted);
    expect(findStaleLines(overlay, archive), told).toEqual([]);
    expect(existsSync(join(overlay, '.ebuildgen-tmp')), told).toBe(false);
    rmSync(overlay, { recursive: true });
  }
  rmSync(calm, { recursive: true });
}

describe('an update that is killed at any change to the overlay', () => {
  test('is completed by the next one', () => expectRecovery(async () => undefined), 60_000);

  test(
    'has left nothing that is taken for a person\u2019s work, whatever happens before the next',
    () => expectRecovery(tomorrow),
    60_000,
  );
});

test('what a person edits after the kill stays theirs', async () => {
  await today();
  const calm = copyOfBase('calm');
  await update(calm);
  const all = life.done;
  rmSync(calm, { recursive: true });
  const overlay = copyOfBase('edited');
  await update(overlay, all - 2);
  const ebuild = 'dev-python/gamma/gamma-1.0.ebuild';
  put(overlay, { [ebuild]: `${readTree(overlay)[ebuild]}# mine\n` });
  const { stderr } = await update(overlay);
  expect(stderr).toContain(`\`${ebuild}\` was edited after it was generated and is kept as it is`);
  expect(readTree(overlay)[ebuild]).toContain('# mine');
});

test('publish completes the state before it commits', async () => {
  await today();
  const [overlay, calm] = [copyOfBase('published'), copyOfBase('calm')];
  await update(calm);
  await update(overlay, life.done - 2);
  const stateOf = (folder: string) => readTree(folder)['metadata/ebuildgen.state.jsonl']?.split('\n').at(-2);
  expect(stateOf(overlay)).not.toContain('gamma');
  life.left = Number.POSITIVE_INFINITY;
  runGit(overlay, 'init', '--quiet');
  runGit(overlay, 'remote', 'add', 'origin', join(workspace.folder, 'gone.git'));
  await workspace.ebuildgen('publish', '-o', overlay);
  expect(stateOf(overlay)).toBe(stateOf(calm));
});
