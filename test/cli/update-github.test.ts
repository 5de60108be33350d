import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tarGz } from '../support/archives.ts';
import { startChangingIndex } from '../support/changing-index.ts';
import { writeReferenceRepository } from '../support/reference-repository.ts';
import { createWorkspace } from '../support/run-cli.ts';

let index: Awaited<ReturnType<typeof startChangingIndex>>;
let workspace: ReturnType<typeof createWorkspace>;
let repository: string;

beforeEach(async () => {
  index = await startChangingIndex();
  workspace = createWorkspace();
  repository = writeReferenceRepository(join(workspace.folder, 'gentoo'), ['dev-python/gadget-1.0']);
  mkdirSync(join(workspace.overlay, 'metadata'), { recursive: true });
  writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.toml'), '[github."octo/widget"]\n');
});
afterEach(async () => {
  await index.stop();
  workspace.remove();
});

/** A repository whose project has another name than it. */
async function tag(...versions: readonly string[]) {
  const entries = versions.map(
    (version) =>
      `<entry><link href="${index.url}/octo/widget/releases/tag/v${version}"/><title>v${version}</title><updated>2026-01-01T00:00:00Z</updated></entry>`,
  );
  const feed = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`;
  index.failing.set('/octo/widget/releases.atom', { body: feed });
  for (const version of versions) {
    const pyproject = `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "gadget"\nversion = "${version}"\n`;
    const body = await tarGz([
      { name: `widget-${version}/pyproject.toml`, body: pyproject, mtime: new Date(0) },
      { name: `widget-${version}/gadget/__init__.py`, body: '', mtime: new Date(0) },
    ]);
    index.failing.set(`/octo/widget/archive/refs/tags/v${version}.tar.gz`, { body });
  }
}

async function update(...argv: readonly string[]) {
  index.requests.length = 0;
  const where = ['--repo', repository, '--pypi-url', index.url];
  const github = ['--github-url', index.url, '--github-api-url', index.url];
  const { stdout } = await workspace.ebuildgen(
    'update',
    '-o',
    workspace.overlay,
    ...where,
    ...github,
    ...argv,
  );
  return { lines: stdout.trimEnd().split('\n'), asked: index.requests.map(({ path }) => path) };
}

test('what a repository has already is looked into once a release, whatever the project is called', async () => {
  await tag('1.0');
  const skipped = [
    'skipped    dev-python/gadget-1.0 (gentoo has 1.0; --force generates it all the same)',
    '1 package: 1 skipped',
  ];
  const first = await update();
  expect(first.lines).toEqual(skipped);
  expect(first.asked.length).toBeGreaterThan(1);
  const before = workspace.snapshot();
  expect(await update()).toEqual({ lines: skipped, asked: ['/octo/widget/releases.atom'] });
  expect(workspace.snapshot()).toEqual(before);
  expect((await update('--force')).lines[0]).toBe('created    dev-python/gadget-1.0');
});

test('the next release is looked into again', async () => {
  await tag('1.0');
  await update();
  await tag('1.1', '1.0');
  expect((await update()).lines[0]).toBe('created    dev-python/gadget-1.1');
  expect(await update()).toEqual({
    lines: ['1 package: 1 unchanged'],
    asked: ['/octo/widget/releases.atom'],
  });
});
