import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseManifest } from '../../src/gentoo/manifest.ts';
import { buildProgram } from '../support/built-program.ts';
import { findFaults } from '../support/overlay-checks.ts';
import { writeReferenceRepository } from '../support/reference-repository.ts';
import { readTree } from '../support/run-cli.ts';
import { serveProjects } from '../support/serve-project.ts';
import { hasCorpus, startUpstream } from '../support/upstream-process.ts';

const shared = fileURLToPath(new URL('../../../shared', import.meta.url));
const hasShared = hasCorpus && existsSync(`${shared}/gentoo-repo`);
if (!hasShared) console.warn('skipped: ../shared/corpus and ../shared/gentoo-repo are not there');

const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-recursive-'));
let program: ReturnType<typeof buildProgram>;
beforeAll(() => {
  program = buildProgram();
}, 120_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

interface Setup {
  readonly url: string;
  readonly repository: string;
  readonly project: string;
  /** Names of the packages that a run writes. */
  readonly packages: readonly string[];
  readonly stop: () => void | Promise<void>;
}

const project = (name: string, dependencies: readonly string[], buildRequires: readonly string[] = []) => ({
  name,
  version: '1.0',
  summary: `The ${name} of a harbour`,
  dependencies,
  buildRequires,
});

async function madeUp(): Promise<Setup> {
  const index = await serveProjects([
    project('harbour', ['quay', 'ferry>=1']),
    project('quay', ['crane']),
    project('crane', ['click']),
    project('ferry', ['click'], ['shipwright']),
    project('shipwright', []),
  ]);
  return {
    url: index.url,
    repository: writeReferenceRepository(join(folder, 'small'), ['dev-python/click-8.1']),
    project: 'harbour',
    packages: ['crane', 'ferry', 'harbour', 'quay', 'shipwright'],
    stop: index.close,
  };
}

/** ::gentoo without what is to be generated, whose further dependencies it has. */
async function fromCorpus(): Promise<Setup> {
  const packages = ['cachecontrol', 'charset-normalizer', 'hatch-vcs', 'requests', 'urllib3'];
  const repository = join(folder, 'gentoo');
  cpSync(`${shared}/gentoo-repo`, repository, { recursive: true });
  const cache = join(repository, 'metadata/md5-cache/dev-python');
  for (const name of packages) {
    rmSync(join(repository, 'dev-python', name), { recursive: true });
    const entries = readdirSync(cache).filter((file) => file.replace(/-\d.*$/, '') === name);
    expect(entries.length, name).toBeGreaterThan(0);
    for (const file of entries) rmSync(join(cache, file));
  }
  const { url, stop } = await startUpstream();
  return { url, repository, project: 'cachecontrol', packages, stop };
}

describe.each([
  { name: 'made-up projects', open: madeUp, skipped: false },
  { name: 'projects of the corpus', open: fromCorpus, skipped: !hasShared },
])('$name', ({ open, skipped, name }) => {
  if (skipped) return test.skip('which are not there', () => undefined);
  const place = join(folder, name.replaceAll(' ', '-'));
  const calm = join(place, 'calm');
  let setup: Setup;

  /** Runs to the end, or until the nth package is there and some milliseconds more; the status is null then. */
  async function generate(overlay: string, kill?: { readonly after: number; readonly delay: number }) {
    const { url, repository } = setup;
    const addresses = ['--pypi-url', url, '--github-url', url, '--github-api-url', url];
    const child = program.start(
      ['pypi', '-r', '-o', overlay, '--repo', repository, ...addresses, setup.project],
      { PATH: process.env.PATH ?? '', PORTAGE_CONFIGROOT: folder, XDG_CACHE_HOME: join(place, 'cache') },
    );
    let stderr = '';
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    if (kill !== undefined) {
      while (child.exitCode === null && (!existsSync(overlay) || written(overlay).length < kill.after))
        await pause(1);
      await Promise.race([pause(kill.delay), ended]);
      child.kill('SIGKILL');
    }
    return { status: await ended, stderr };
  }

  const written = (overlay: string): readonly string[] => {
    const packages = join(overlay, 'dev-python');
    return existsSync(packages) ? readdirSync(packages).sort() : [];
  };
  const archive = (pn: string, pv: string) =>
    parseManifest(readTree(calm)[`dev-python/${pn}/Manifest`] ?? '')[0]?.filename ?? `${pn}-${pv}`;

  beforeAll(async () => {
    setup = await open();
  }, 60_000);
  afterAll(() => setup.stop());

  test('one run writes all that is missing', async () => {
    const { status, stderr } = await generate(calm);
    expect(status, stderr).toBe(0);
    expect(written(calm)).toEqual(setup.packages);
    expect(findFaults(calm, archive)).toEqual([]);
    expect(stderr).toContain(`Plan: ${setup.packages.length} packages to write`);
    for (const each of setup.packages) {
      expect(stderr).not.toContain(`No repository has \`dev-python/${each}\``);
    }
    const before = readTree(calm);
    await generate(calm);
    expect(readTree(calm)).toEqual(before);
  }, 60_000);

  test.each([0, 1, 3, 4])(
    'killed after %i packages, the overlay is valid and the next run completes it',
    async (after) => {
      const overlay = join(place, `kill-${after}`);
      const { status } = await generate(overlay, { after, delay: Math.random() * 4 });
      expect(findFaults(overlay, archive)).toEqual([]);
      if (status === null) expect(setup.packages).toEqual(expect.arrayContaining([...written(overlay)]));
      const next = await generate(overlay);
      expect(next.status, next.stderr).toBe(0);
      expect(readTree(overlay)).toEqual(readTree(calm));
    },
    60_000,
  );
});
