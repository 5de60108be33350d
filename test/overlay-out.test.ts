import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveRecordedProjects } from './support/recorded-index.mjs';
import { createWorkspace, readTree } from './support/run-cli.ts';

const example = fileURLToPath(new URL('../overlay-out', import.meta.url));
const golden = fileURLToPath(new URL('golden', import.meta.url));
const workspace = createWorkspace();
let index: Awaited<ReturnType<typeof serveRecordedProjects>>;
beforeAll(async () => {
  index = await serveRecordedProjects(golden);
});
afterAll(async () => {
  await index.close();
  workspace.remove();
});

const update = (overlay: string) =>
  workspace.ebuildgen('update', '-o', overlay, '--pypi-url', index.url, '--format', 'json');

test('overlay-out is what update makes of its configuration (npm run test:update writes it)', async () => {
  const config = 'metadata/ebuildgen.toml';
  mkdirSync(join(workspace.overlay, 'metadata'), { recursive: true });
  cpSync(join(example, config), join(workspace.overlay, config));
  expect((await update(workspace.overlay)).status).toBe(0);
  const made = workspace.snapshot();
  for (const [path, text] of Object.entries(made)) {
    await expect(text).toMatchFileSnapshot(join(example, path));
  }
  expect(Object.keys(readTree(example))).toEqual(Object.keys(made));
});

test('an update of overlay-out itself finds nothing to do', async () => {
  const copy = join(workspace.folder, 'copy');
  cpSync(example, copy, { recursive: true });
  const { stdout } = await update(copy);
  expect(JSON.parse(stdout).totals).toMatchObject({ created: 0, updated: 0, failed: 0, unchanged: 3 });
  expect(readTree(copy)).toEqual(readTree(example));
});
