import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tarGz } from '../support/archives.ts';
import { buildProgram } from '../support/built-program.ts';
import { type IndexRelease, startChangingIndex } from '../support/changing-index.ts';
import { createRemote, gitEnvironment, person, put, runGit } from '../support/git-remote.ts';
import { findFaults, findStaleLines } from '../support/overlay-checks.ts';
import { createWorkspace } from '../support/run-cli.ts';

/**
 * A month of an overlay on a schedule: each day upstream does something, a fresh clone is updated and published, and the
 * whole is looked at. The clock is ours.
 */
const firstDay = Date.parse('2026-06-01T04:17:00Z');
const day = 24 * 3600 * 1000;
let now = firstDay;

let index: Awaited<ReturnType<typeof startChangingIndex>>;
let program: ReturnType<typeof buildProgram>;
const remote = createRemote();
const workspace = createWorkspace({ now: () => now, variables: { ...gitEnvironment, ...person } });
beforeAll(async () => {
  index = await startChangingIndex();
  program = buildProgram();
}, 60_000);
afterAll(async () => {
  await index.stop();
  program.remove();
  remote.remove();
  workspace.remove();
});

const uploaded = () => new Date(now - 2 * 3600 * 1000).toISOString();
const projects = new Map<string, readonly IndexRelease[]>();

async function release(name: string, ...releases: readonly Omit<IndexRelease, 'uploaded'>[]) {
  const all = [...(projects.get(name) ?? []), ...releases.map((one) => ({ uploaded: uploaded(), ...one }))];
  projects.set(name, all);
  await index.publish(name, all);
}

async function change(name: string, edit: (release: IndexRelease) => IndexRelease) {
  projects.set(name, (projects.get(name) ?? []).map(edit));
  await index.publish(name, projects.get(name) ?? []);
}

/** Serves a repository's feed and the archives of its tags. */
async function serveRepository(repository: string, tags: readonly string[]) {
  const entries = tags.map(
    (tag) =>
      `<entry><link href="${index.url}/${repository}/releases/tag/v${tag}"/><title>v${tag}</title><updated>2026-01-01T00:00:00Z</updated></entry>`,
  );
  const feed = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`;
  index.failing.set(`/${repository}/releases.atom`, { body: feed });
  for (const tag of tags) {
    const top = `widget-${tag}`;
    const pyproject = `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "widget"\nversion = "${tag}"\n`;
    const body = await tarGz([
      { name: `${top}/pyproject.toml`, body: pyproject, mtime: new Date(0) },
      { name: `${top}/widget/__init__.py`, body: '', mtime: new Date(0) },
    ]);
    index.failing.set(`/${repository}/archive/refs/tags/v${tag}.tar.gz`, { body });
  }
}

const config = (...extra: readonly string[]) =>
  [
    '[overlay]\nname = "month"\nkeep = 2\n[defaults]\ncooldown = "1d"',
    '[pypi.alpha]\n[pypi.beta]\n[pypi.gamma]\n[pypi.delta]',
    '[github."octo/widget"]',
    ...extra,
  ].join('\n');

interface Day {
  readonly what: string;
  readonly happens?: (overlay: string) => Promise<void> | void;
  /** `status version` by package, for all that are not unchanged. */
  readonly results?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Requests, where they should be counted. */
  readonly requests?: number;
  /** What the killed run had finished is unchanged in the one that is looked at. */
  readonly isKilled?: boolean;
}

const quiet = { what: 'nothing', requests: 5 };

const days: readonly Day[] = [
  {
    what: 'the overlay begins',
    async happens(overlay) {
      for (const name of ['alpha', 'beta', 'gamma', 'delta'])
        await release(name, { version: '1.0', uploaded: '2026-01-01T00:00:00Z' } as IndexRelease);
      await serveRepository('octo/widget', ['1.0']);
      await workspace.ebuildgen('init', '--name', 'month', overlay);
      put(overlay, { 'metadata/ebuildgen.toml': config() });
    },
    results: {
      alpha: 'created 1.0',
      beta: 'created 1.0',
      gamma: 'created 1.0',
      delta: 'created 1.0',
      'octo/widget': 'created 1.0',
    },
  },
  quiet,
  { what: 'a release too young to take', happens: () => release('alpha', { version: '1.1' }), requests: 5 },
  { what: 'it is old enough', results: { alpha: 'created 1.1' } },
  quiet,
  {
    what: 'two releases',
    happens: async () => {
      await release('beta', { version: '1.1', dependencies: ['alpha>=1'] });
      await release('gamma', { version: '2.0rc1' });
    },
  },
  { what: 'no pre-release is taken', results: { beta: 'created 1.1' } },
  {
    what: 'beta 1.1 is yanked',
    happens: () => change('beta', (r) => (r.version === '1.1' ? { ...r, yanked: true } : r)),
    results: { beta: 'updated 1.0' },
  },
  { what: 'and mended', happens: () => release('beta', { version: '1.1.1' }) },
  { what: 'the mended one is old enough', results: { beta: 'created 1.1.1' } },
  {
    what: 'the repository is renamed',
    async happens() {
      await serveRepository('octo-org/widget', ['1.1', '1.0']);
      for (const kind of ['releases', 'tags'])
        index.failing.set(`/octo/widget/${kind}.atom`, {
          status: 301,
          headers: { location: `${index.url}/octo-org/widget/${kind}.atom` },
        });
    },
    results: { 'octo/widget': 'created 1.1' },
  },
  { what: 'nothing, by way of the old name', requests: 5 },
  {
    what: 'the archive of gamma 1.0 is replaced',
    happens: () => change('gamma', (r) => (r.version === '1.0' ? { ...r, salt: 'other' } : r)),
    results: { gamma: 'failed 1.0' },
    status: 1,
  },
  { what: 'and put back', happens: () => change('gamma', ({ salt: _, ...r }) => r) },
  quiet,
  {
    what: 'delta disappears',
    happens: () => index.publish('delta', []),
    results: { delta: 'failed' },
    status: 1,
  },
  {
    what: 'it is still away, the others go on',
    happens: () => release('alpha', { version: '1.2' }),
    results: { delta: 'failed' },
    status: 1,
  },
  {
    what: 'delta is back',
    happens: () => index.publish('delta', projects.get('delta') ?? []),
    results: { alpha: 'created 1.2' },
  },
  {
    what: 'a person adds a dependency',
    happens: (overlay) =>
      put(overlay, {
        'metadata/ebuildgen.toml': config('[pypi.epsilon]\npause = true\n').replace(
          '[pypi.delta]',
          '[pypi.delta]\nadd = { RDEPEND = ["dev-python/numpy"] }',
        ),
      }),
    results: { delta: 'created 1.0-r1', epsilon: 'skipped' },
  },
  {
    what: 'a person edits an ebuild',
    happens(overlay) {
      const file = join(overlay, 'dev-python/alpha/alpha-1.2.ebuild');
      writeFileSync(file, `${readFileSync(file, 'utf8')}# by hand\n`);
    },
    results: { epsilon: 'skipped' },
  },
  {
    what: 'alpha goes on',
    happens: () => release('alpha', { version: '1.3' }),
    results: { epsilon: 'skipped' },
  },
  { what: 'the edited one is the second newest now', results: { alpha: 'created 1.3', epsilon: 'skipped' } },
  {
    what: 'gamma has a final release',
    happens: () => release('gamma', { version: '2.0' }),
    results: { epsilon: 'skipped' },
  },
  {
    what: 'too many questions',
    happens() {
      index.failing.set('/pypi/gamma/json', { status: 429, headers: { 'retry-after': '3600' } });
    },
    results: { gamma: 'failed', epsilon: 'skipped' },
    status: 3,
  },
  {
    what: 'a day later',
    happens: () => void index.failing.delete('/pypi/gamma/json'),
    results: { gamma: 'created 2.0', epsilon: 'skipped' },
  },
  {
    what: 'epsilon is let go',
    async happens(overlay) {
      await release('epsilon', { version: '0.1', uploaded: '2026-01-01T00:00:00Z' } as IndexRelease);
      put(overlay, {
        'metadata/ebuildgen.toml': config('[pypi.epsilon]').replace(
          '[pypi.delta]',
          '[pypi.delta]\nadd = { RDEPEND = ["dev-python/numpy"] }',
        ),
      });
    },
    results: { epsilon: 'created 0.1' },
  },
  { ...quiet, requests: 6 },
  {
    what: 'everything is released at once',
    async happens() {
      for (const name of ['alpha', 'beta', 'gamma', 'delta', 'epsilon'])
        await release(name, { version: '3.0' });
    },
  },
  {
    what: 'a run is killed in the middle, the next one finishes',
    async happens(overlay) {
      await killInTheMiddle(overlay);
    },
    results: Object.fromEntries(
      ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].map((name) => [name, 'created 3.0']),
    ),
    isKilled: true,
  },
  { ...quiet, requests: 6 },
];

async function killInTheMiddle(overlay: string) {
  const env = {
    PATH: process.env.PATH ?? '',
    PORTAGE_CONFIGROOT: workspace.folder,
    XDG_CACHE_HOME: join(workspace.folder, 'cache'),
  };
  // The killed process has the machine's clock, by which every release is old enough.
  const child = program.start(['update', '-o', overlay, ...addresses(), '-j', '1'], env);
  const ended = new Promise((resolve) => child.on('close', resolve));
  while (child.exitCode === null && !existsSync(join(overlay, 'dev-python/beta/beta-3.0.ebuild')))
    await pause(1);
  child.kill('SIGKILL');
  await ended;
}

const addresses = () => ['--pypi-url', index.url, '--github-url', index.url, '--github-api-url', index.url];
const archive = (name: string, pv: string) =>
  name === 'widget' ? `widget-${pv}.gh.tar.gz` : `${name}-${pv}.tar.gz`;

async function update(overlay: string) {
  index.requests.length = 0;
  const { status, stdout, stderr } = await workspace.ebuildgen(
    'update',
    '-o',
    overlay,
    ...addresses(),
    '--format',
    'json',
  );
  expect(stdout, stderr).not.toBe('');
  const packages: { ref: string; status: string; version: string | null }[] = JSON.parse(stdout).packages;
  const news = packages.filter((result) => result.status !== 'unchanged');
  const results = Object.fromEntries(
    news.map(({ ref, status: became, version }) => [
      ref.replace(/^\w+:/, ''),
      `${became} ${version ?? ''}`.trim(),
    ]),
  );
  return { status, results };
}

test('thirty days', async () => {
  expect(days).toHaveLength(30);
  for (const [number, { what, happens, results = {}, status = 0, requests, isKilled }] of days.entries()) {
    now = firstDay + number * day;
    const label = `day ${number + 1}: ${what}`;
    const tip = runGit(remote.remote, 'rev-parse', 'main');
    const overlay = remote.clone(`day${number}`);
    await happens?.(overlay);
    const ran = await update(overlay);
    const done = Object.entries(ran.results).map(([name, text]) => [name, isKilled ? results[name] : text]);
    const got = { ...(isKilled ? results : {}), ...Object.fromEntries(done) };
    expect(
      Object.values(ran.results).filter((text) => isKilled && text === 'failed'),
      label,
    ).toEqual([]);
    expect({ status: ran.status, results: got }, label).toEqual({ status, results });
    if (requests !== undefined)
      expect(
        index.requests.map(({ path }) => path),
        label,
      ).toHaveLength(requests);
    expect(findFaults(overlay, archive), label).toEqual([]);
    expect(findStaleLines(overlay, archive), label).toEqual([]);
    expect((await workspace.ebuildgen('publish', '-o', overlay)).status, label).toBe(0);
    expect(runGit(remote.remote, 'log', '--merges', '--format=%s', 'main'), label).toBe('');
    expect(runGit(remote.remote, 'merge-base', tip, 'main'), label).toBe(tip);
    const changed = runGit(remote.remote, 'diff', '--name-only', tip, 'main').split('\n');
    const atoms = changed
      .filter((path) => path.startsWith('dev-python/'))
      .map((path) => path.split('/')[1] ?? '');
    const expected = new Set(Object.keys(results).map((name) => name.replace('octo/', '')));
    if (what !== 'a person edits an ebuild')
      expect(
        atoms.filter((name) => !expected.has(name)),
        label,
      ).toEqual([]);
    if (what.startsWith('nothing')) expect(runGit(remote.remote, 'rev-parse', 'main'), label).toBe(tip);
    rmSync(overlay, { recursive: true });
  }
}, 240_000);

test('two runs at once, each in its own clone, end in one line', async () => {
  now += 10 * day;
  for (const name of ['alpha', 'beta'])
    await release(name, { version: '4.0', uploaded: '2026-01-01T00:00:00Z' } as IndexRelease);
  const [one, two] = [remote.clone('one'), remote.clone('two')];
  const run = (overlay: string, name: string) =>
    workspace.ebuildgen('update', '-o', overlay, ...addresses(), '--format', 'json', name);
  await Promise.all([run(one, 'alpha'), run(two, 'beta')]);
  const published = await Promise.all(
    [one, two].map((overlay) => workspace.ebuildgen('publish', '-o', overlay)),
  );
  expect(published.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const merged = remote.clone('merged');
  expect((await update(merged)).results).toEqual({});
  expect(findFaults(merged, archive)).toEqual([]);
  expect(runGit(remote.remote, 'log', '--merges', '--format=%s', 'main')).toBe('');
}, 60_000);
