import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startChangingIndex } from '../support/changing-index.ts';
import { writeReferenceRepository } from '../support/reference-repository.ts';
import { createWorkspace } from '../support/run-cli.ts';

const today = Date.parse('2026-06-01T12:00:00Z');
let index: Awaited<ReturnType<typeof startChangingIndex>>;
let workspace: ReturnType<typeof createWorkspace>;
let repository: string;

beforeEach(async () => {
  index = await startChangingIndex();
  workspace = createWorkspace({ now: () => today });
  repository = writeReferenceRepository(join(workspace.folder, 'gentoo'), [
    'dev-python/click-8.1',
    'dev-python/hatchling-1.27',
  ]);
  mkdirSync(join(workspace.overlay, 'metadata'), { recursive: true });
  await index.publish('click', [{ version: '8.1' }]);
  await index.publish('quay', [{ version: '1.0', dependencies: ['crane'] }]);
  await index.publish('crane', [{ version: '1.0', dependencies: ['click'] }]);
});
afterEach(async () => {
  await index.stop();
  workspace.remove();
});

const configure = (text: string) =>
  writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.toml'), `${text}\n`);

async function update(...argv: readonly string[]) {
  index.requests.length = 0;
  const args = ['update', '-o', workspace.overlay, '--repo', repository, '--pypi-url', index.url];
  const { status, stdout, stderr } = await workspace.ebuildgen(...args, ...argv);
  const asked = index.requests.map(({ path }) => path.split('/')[2]);
  return {
    status,
    lines: stdout.trimEnd().split('\n'),
    stderr: stderr.replace(/^lint has .*\n/m, ''),
    asked: asked.sort(),
  };
}

test('a new release that needs what nobody has brings it along, and no run after that does anything', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['click'] }]);
  configure('[pypi.harbour]');
  expect((await update('-r')).lines).toEqual(['created    dev-python/harbour-1.0', '1 package: 1 created']);
  await index.publish('harbour', [{ version: '1.0' }, { version: '1.1', dependencies: ['quay>=1'] }]);
  const { status, lines, stderr } = await update('-r');
  expect({ status, stderr, lines }).toEqual({
    status: 0,
    stderr: '',
    lines: [
      'created    dev-python/harbour-1.1 (removed harbour-1.0.ebuild)',
      'created    dev-python/quay-1.0',
      'created    dev-python/crane-1.0',
      '3 packages: 3 created',
    ],
  });
  const before = workspace.snapshot();
  const again = await update('-r');
  expect(again.lines).toEqual(['3 packages: 3 unchanged']);
  expect(again.asked).toEqual(['crane', 'harbour', 'quay']);
  expect(workspace.snapshot()).toEqual(before);
  expect((await update()).asked).toEqual(['harbour']);
  expect(workspace.snapshot()).toEqual(before);
});

test('what a run without -r reported as missing is there after one with it', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['quay'] }]);
  configure('[pypi.harbour]');
  expect((await update()).stderr).toContain('hint: --recursive also generates what no repository has');
  expect((await update('-r')).lines).toEqual([
    'created    dev-python/quay-1.0',
    'created    dev-python/crane-1.0',
    '3 packages: 2 created, 1 unchanged',
  ]);
});

test('packages that dependencies became are brought up to date and keep their older versions', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['quay'] }]);
  configure('[pypi.harbour]');
  await update('-r');
  await index.publish('crane', [{ version: '1.0' }, { version: '2.0' }]);
  await index.publish('tide', [{ version: '1.0' }]);
  await index.publish('quay', [{ version: '1.0' }, { version: '2.0', dependencies: ['tide'] }]);
  expect((await update('-r')).lines).toEqual([
    'created    dev-python/crane-2.0',
    'created    dev-python/quay-2.0',
    'created    dev-python/tide-1.0',
    '4 packages: 3 created, 1 unchanged',
  ]);
  expect(Object.keys(workspace.snapshot())).toContain('dev-python/crane/crane-1.0.ebuild');
});

test('the settings hold for dependencies too: cooldown, versions, and a table of their own', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['quay', 'tide'] }]);
  await index.publish('quay', [
    { version: '1.0' },
    { version: '2.0' },
    { version: '3.0', uploaded: '2026-06-01T11:00:00Z' },
  ]);
  await index.publish('tide', [{ version: '1.0' }, { version: '2.0' }]);
  configure('[defaults]\ncooldown = "1d"\n[pypi.harbour]\n[pypi.tide]\nversions = "<2"');
  expect((await update('-r')).lines.sort()).toEqual([
    '3 packages: 3 created',
    'created    dev-python/harbour-1.0',
    'created    dev-python/quay-2.0',
    'created    dev-python/tide-1.0',
  ]);
});

test('a dependency that fails does not keep its dependents from being updated', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['sunken'] }]);
  configure('[pypi.harbour]');
  const { status, lines, stderr } = await update('-r');
  expect(status).toBe(1);
  expect(lines.map((line) => line.replace(/ \(.*/, ''))).toEqual([
    'created    dev-python/harbour-1.0',
    'failed     dev-python/sunken',
    '2 packages: 1 created, 1 failed',
  ]);
  expect(stderr).toContain('`dev-python/sunken` was to be generated for `sunken`');
});

test('a dry run tells it all and writes nothing; limits and the JSON document are those of pypi', async () => {
  await index.publish('harbour', [{ version: '1.0', dependencies: ['quay'] }]);
  configure('[pypi.harbour]');
  const before = workspace.snapshot();
  const { lines } = await update('-r', '-n', '--format', 'json');
  const { packages } = JSON.parse(lines.join('\n'));
  expect(
    packages.map(({ ref, requiredBy }: { ref: string; requiredBy: object }) => [ref, requiredBy]),
  ).toEqual([
    ['pypi:harbour', []],
    ['pypi:quay', [{ ref: 'pypi:harbour', kind: 'runtime' }]],
    ['pypi:crane', [{ ref: 'pypi:quay', kind: 'runtime' }]],
  ]);
  expect(workspace.snapshot()).toEqual(before);
  expect((await update('-r', '--max-depth', '1')).stderr).toContain('`crane` is not generated');
});

test('the stop file stops it', async () => {
  configure('[pypi.quay]');
  writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.stop'), 'holidays\n');
  expect((await update('-r')).stderr).toContain('stopped: `metadata/ebuildgen.stop`: holidays');
});
