import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startChangingIndex } from '../support/changing-index.ts';
import { createWorkspace } from '../support/run-cli.ts';

type Index = Awaited<ReturnType<typeof startChangingIndex>>;
type Workspace = ReturnType<typeof createWorkspace>;

let index: Index;
let workspace: Workspace;
let today = Date.parse('2026-06-01T12:00:00Z');

beforeEach(async () => {
  index = await startChangingIndex();
  workspace = createWorkspace({ now: () => today });
  today = Date.parse('2026-06-01T12:00:00Z');
});
afterEach(async () => {
  await index.stop();
  workspace.remove();
});

async function configure(...lines: readonly string[]) {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(workspace.overlay, 'metadata'), { recursive: true });
  writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.toml'), `${lines.join('\n')}\n`);
}

async function update(...argv: readonly string[]) {
  index.requests.length = 0;
  const args = ['update', '-o', workspace.overlay, '--pypi-url', index.url, '--format', 'json', ...argv];
  const { status, stdout, stderr } = await workspace.ebuildgen(...args);
  const packages = stdout === '' ? [] : JSON.parse(stdout).packages;
  const results = packages.map(
    (p: { ref: string; version: string | null; status: string }) => `${p.status} ${p.ref} ${p.version}`,
  );
  return { status, stdout, stderr, packages, results };
}

const ebuilds = () =>
  Object.keys(workspace.snapshot())
    .filter((path) => path.endsWith('.ebuild'))
    .map((path) => path.split('/').at(-1));
const manifest = (name: string) =>
  workspace
    .read(`dev-python/${name}/Manifest`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ')[1]);

describe('with nothing new', () => {
  test('no byte is touched and each package costs one conditional request', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await index.publish('beta', [{ version: '2.0', dependencies: ['alpha[speed]>=1'] }]);
    await index.publish('gamma', [{ version: '1.0' }, { version: '2.0' }]);
    await configure('[pypi.alpha]', '[pypi.beta]', '[pypi.gamma]', 'versions = "<2"');
    expect((await update()).results).toEqual([
      'created pypi:alpha 1.0',
      'created pypi:beta 2.0',
      'created pypi:gamma 1.0',
    ]);
    const before = workspace.snapshot();
    const { status, results } = await update();
    expect({ status, results }).toEqual({
      status: 0,
      results: ['unchanged pypi:alpha 1.0', 'unchanged pypi:beta 2.0', 'unchanged pypi:gamma 1.0'],
    });
    expect(workspace.snapshot()).toEqual(before);
    expect(index.requests.map(({ path }) => path).sort()).toEqual([
      '/pypi/alpha/json',
      '/pypi/beta/json',
      '/pypi/gamma/json',
    ]);
    expect(index.requests.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);
  });

  test('a dry run says so and writes nothing', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    const before = workspace.snapshot();
    const { stdout } = await workspace.ebuildgen(
      ...['update', '-o', workspace.overlay, '--pypi-url', index.url, '--dry-run'],
    );
    expect(stdout).toContain('+++ b/dev-python/alpha/alpha-1.0.ebuild');
    expect(workspace.snapshot()).toEqual(before);
  });
});

describe('which release is taken', () => {
  test.each([
    ['versions = ">=1,<2"', '1.5'],
    ['pin = "1.0"', '1.0'],
    ['exclude = ["2.0", "1.5.0"]', '1.0'],
    ['cooldown = "2d"', '1.5'],
    ['prereleases = true', '3.0_rc1'],
    ['', '2.0'],
  ])('%s → %s', async (setting, version) => {
    await index.publish('alpha', [
      { version: '1.0' },
      { version: '1.5' },
      { version: '2.0', uploaded: '2026-05-31T12:00:00Z' },
      { version: '3.0rc1' },
    ]);
    await configure('[pypi.alpha]', setting);
    expect((await update()).results).toEqual([`created pypi:alpha ${version}`]);
    await update();
    expect(index.requests).toHaveLength(1);
  });

  test('a release waits until its cooldown is over, and no pre-release takes its place', async () => {
    await index.publish('alpha', [
      { version: '1.0rc1' },
      { version: '1.0', uploaded: '2026-06-01T00:00:00Z' },
    ]);
    await configure('[pypi.alpha]', 'cooldown = "1d"');
    const early = await update();
    expect(early.results).toEqual(['skipped pypi:alpha null']);
    expect(early.packages[0].reason).toBe('1.0 is younger than its cooldown');
    today += 24 * 3600 * 1000;
    expect((await update()).results).toEqual(['created pypi:alpha 1.0']);
  });

  test('a paused package costs nothing', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]', 'pause = true');
    const { results, packages } = await update();
    expect([results, packages[0].reason, index.requests]).toEqual([
      ['skipped pypi:alpha null'],
      'paused',
      [],
    ]);
  });

  test('only the packages that are named', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await index.publish('beta', [{ version: '1.0' }]);
    await configure('[pypi.Alpha]', '[pypi.beta]');
    expect((await update('alpha')).results).toEqual(['created pypi:Alpha 1.0']);
    const { status, stderr } = await update('gamma');
    expect(status).toBe(2);
    expect(stderr).toContain('`gamma` is not in `metadata/ebuildgen.toml`');
  });
});

describe('old versions', () => {
  test('beyond `keep` go, with their Manifest lines', async () => {
    await configure('[overlay]', 'keep = 2', '[pypi.alpha]');
    const releases = ['1.0', '1.1', '1.10', '1.9'].map((version) => ({ version }));
    for (let count = 1; count <= 3; count++) {
      await index.publish('alpha', releases.slice(0, count));
      await update();
    }
    expect(ebuilds()).toEqual(['alpha-1.1.ebuild', 'alpha-1.10.ebuild']);
    expect(manifest('alpha')).toEqual(['alpha-1.1.tar.gz', 'alpha-1.10.tar.gz']);
    const before = workspace.snapshot();
    await update();
    expect(workspace.snapshot()).toEqual(before);
  });

  test('a yanked one gives way to the newest that is not', async () => {
    await configure('[pypi.alpha]');
    await index.publish('alpha', [{ version: '1.0' }, { version: '1.1' }]);
    await update();
    await index.publish('alpha', [{ version: '1.0' }, { version: '1.1', yanked: true }]);
    expect((await update()).results).toEqual(['created pypi:alpha 1.0']);
    expect(ebuilds()).toEqual(['alpha-1.0.ebuild']);
  });

  test('a release that the index no longer lists stays, with a warning', async () => {
    await configure('[pypi.alpha]');
    await index.publish('alpha', [{ version: '1.0' }, { version: '1.1' }]);
    await update();
    const before = workspace.snapshot();
    await index.publish('alpha', [{ version: '1.0' }]);
    const { results, packages } = await update();
    expect(results).toEqual(['unchanged pypi:alpha 1.1']);
    expect(packages[0].diagnostics.map(({ code }: { code: string }) => code)).toEqual(['upstream-went-back']);
    expect(workspace.snapshot()).toEqual(before);
  });

  test('a lower pin takes the higher version away', async () => {
    await index.publish('alpha', [{ version: '1.0' }, { version: '1.1' }]);
    await configure('[pypi.alpha]');
    await update();
    await configure('[pypi.alpha]', 'pin = "1.0"', 'keep = 3');
    expect((await update()).results).toEqual(['created pypi:alpha 1.0']);
    expect(ebuilds()).toEqual(['alpha-1.0.ebuild']);
  });
});

describe('revisions', () => {
  const dependency = 'add = { RDEPEND = ["dev-python/numpy"] }';

  test('a changed RDEPEND of a version that is out makes -r1, and so on', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    await update();
    await configure('[pypi.alpha]', dependency);
    expect((await update()).results).toEqual(['created pypi:alpha 1.0-r1']);
    expect(ebuilds()).toEqual(['alpha-1.0-r1.ebuild']);
    expect(manifest('alpha')).toEqual(['alpha-1.0.tar.gz']);
    await update();
    expect(index.requests).toHaveLength(1);
    await configure('[pypi.alpha]');
    expect((await update()).results).toEqual(['created pypi:alpha 1.0-r2']);
    expect(ebuilds()).toEqual(['alpha-1.0-r2.ebuild']);
  });

  test('keywords and licence change in place', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    await update();
    await configure('[pypi.alpha]', 'license = "BSD"', 'keywords = ["~amd64", "~arm64"]');
    expect((await update()).results).toEqual(['updated pypi:alpha 1.0']);
    expect(workspace.read('dev-python/alpha/alpha-1.0.ebuild')).toContain('LICENSE="BSD"');
  });
});

describe('what a person did', () => {
  test('an edited ebuild stays, and every run says so', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    await update();
    const path = join(workspace.overlay, 'dev-python/alpha/alpha-1.0.ebuild');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    for (const setting of ['', 'license = "BSD"', 'license = "BSD"']) {
      await configure('[pypi.alpha]', setting);
      const { results, packages } = await update();
      expect(results[0]).toMatch(/^(?:unchanged|updated) pypi:alpha 1\.0$/);
      expect(packages[0].files).toContainEqual({ path: 'dev-python/alpha/alpha-1.0.ebuild', change: 'kept' });
      expect(readFileSync(path, 'utf8')).toMatch(/# mine\n$/);
    }
  });

  test('a package of the overlay that nobody configured is left alone', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await index.publish('beta', [{ version: '1.0' }]);
    await configure('[pypi.alpha]', '[pypi.beta]');
    await update();
    await configure('[pypi.alpha]');
    const before = workspace.snapshot();
    await index.publish('beta', [{ version: '1.0' }, { version: '2.0' }]);
    await update();
    expect({ ...workspace.snapshot(), 'metadata/ebuildgen.toml': '' }).toEqual({
      ...before,
      'metadata/ebuildgen.toml': '',
    });
  });

  test('a stop file stops everything', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.stop'), 'key compromised, see #7\n');
    const { status, stderr } = await update();
    expect(status).toBe(0);
    expect(stderr).toBe('ebuildgen: stopped: `metadata/ebuildgen.stop`: key compromised, see #7\n');
    expect(index.requests).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test('one package that fails stops no other, and a project that disappears keeps its package', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await index.publish('beta', [{ version: '1.0' }]);
    await configure('[pypi.alpha]', '[pypi.beta]', '[pypi.gamma]');
    await update();
    await index.publish('alpha', []);
    await index.publish('beta', [{ version: '1.0' }, { version: '1.1' }]);
    const { status, results, packages } = await update();
    expect({ status, results }).toEqual({
      status: 1,
      results: ['failed pypi:alpha null', 'created pypi:beta 1.1', 'failed pypi:gamma null'],
    });
    expect(packages[0].error.code).toBe('UPSTREAM_NOT_FOUND');
    expect(ebuilds()).toEqual(['alpha-1.0.ebuild', 'beta-1.1.ebuild']);
  });

  test('an archive that was replaced under its name is refused', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await configure('[pypi.alpha]');
    await update();
    const before = workspace.snapshot();
    await index.publish('alpha', [{ version: '1.0', salt: 'evil' }]);
    const { packages } = await update();
    expect(packages[0].error.code).toBe('SOURCE_INTEGRITY');
    expect(workspace.snapshot()).toEqual(before);
  });

  test('two tables for one package are told apart', async () => {
    await index.publish('alpha', [{ version: '1.0' }]);
    await index.publish('beta', [{ version: '1.0' }]);
    await configure('[pypi.alpha]', '[pypi.beta]', 'name = "alpha"');
    const { packages } = await update('--jobs', '1');
    expect(packages[1].error.code).toBe('OVERLAY_CONFLICT');
  });

  test('a lost state is rebuilt from the overlay', async () => {
    await configure('[overlay]', 'keep = 2', '[pypi.alpha]');
    await index.publish('alpha', [{ version: '1.0', summary: 'Old' }]);
    await update();
    await index.publish('alpha', [{ version: '1.0', summary: 'Old' }, { version: '1.1' }]);
    await update();
    const before = workspace.snapshot();
    rmSync(join(workspace.overlay, 'metadata/ebuildgen.state.jsonl'));
    await update();
    const withoutInputs = (text: string | undefined) => text?.replace(/,"inputs":\{[^}]*\}/, '');
    const state = 'metadata/ebuildgen.state.jsonl';
    expect(withoutInputs(workspace.snapshot()[state])).toEqual(withoutInputs(before[state]));
    expect({ ...workspace.snapshot(), [state]: '' }).toEqual({ ...before, [state]: '' });
    await update();
    expect(index.requests).toHaveLength(1);
  });

  test.each([
    ['an overlay without configuration', undefined, '`ebuildgen init DIR`'],
    ['a bad specifier', 'versions = "around 2"', '`versions` is `around 2`'],
  ])('%s', async (_, setting, message) => {
    if (setting !== undefined) await configure('[pypi.alpha]', setting);
    const { status, stdout, stderr } = await update();
    expect(status).toBe(2);
    expect(stdout + stderr).toContain(message);
  });
});

test('the table on stdout, and the summary for GitHub Actions', async () => {
  const summary = join(workspace.folder, 'summary.md');
  workspace.env.GITHUB_STEP_SUMMARY = summary;
  await index.publish('alpha', [{ version: '1.0' }]);
  await index.publish('beta', [{ version: '1.0' }]);
  await configure('[pypi.alpha]', '[pypi.beta]', '[pypi.gamma]');
  await update('beta');
  rmSync(summary);
  const args = ['update', '-o', workspace.overlay, '--pypi-url', index.url];
  const { stdout } = await workspace.ebuildgen(...args);
  expect(stdout).toBe(
    [
      'created    dev-python/alpha-1.0',
      `failed     dev-python/gamma (there is no \`gamma\` on \`${index.url}\`)`,
      '3 packages: 1 created, 1 unchanged, 1 failed',
      '',
    ].join('\n'),
  );
  const text = readFileSync(summary, 'utf8');
  expect(text).toContain('3 packages: 1 created, 1 unchanged, 1 failed');
  expect(text).toContain('| created | <code>dev-python/alpha-1.0</code> |');
});
