import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../support/built-program.ts';
import { startChangingIndex } from '../support/changing-index.ts';
import { put } from '../support/git-remote.ts';
import { findFaults } from '../support/overlay-checks.ts';
import { readTree } from '../support/run-cli.ts';

/** A few times over a few packages in every run of the tests; EBUILDGEN_KILLS=100 kills an update of fifty as often. */
const asked = process.env.EBUILDGEN_KILLS;
const kills = Number(asked ?? 4);
const names = Array.from({ length: asked === undefined ? 12 : 50 }, (_, number) => `pack${number}`);

let program: ReturnType<typeof buildProgram>;
let index: Awaited<ReturnType<typeof startChangingIndex>>;
const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-kill-'));
const base = join(folder, 'base');

beforeAll(async () => {
  program = buildProgram();
  index = await startChangingIndex();
  for (const name of names) await index.publish(name, [{ version: '1.0' }]);
  put(base, { 'metadata/ebuildgen.toml': names.map((name) => `[pypi.${name}]\n`).join('') });
  expect(await update(base)).toBe(0);
  for (const name of names) await index.publish(name, [{ version: '1.0' }, { version: '1.1' }]);
}, 120_000);
afterAll(async () => {
  await index.stop();
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const environment = {
  PATH: process.env.PATH ?? '',
  PORTAGE_CONFIGROOT: folder,
  XDG_CACHE_HOME: join(folder, 'cache'),
};

interface Moment {
  /** The file whose appearance starts the clock. */
  readonly file: string;
  /** Milliseconds from then on. */
  readonly delay: number;
}

/** The exit status of an update, or null where it was killed before it ended. */
async function update(overlay: string, moment?: Moment): Promise<number | null> {
  const child = program.start(['update', '-o', overlay, '--pypi-url', index.url, '-j', '4'], environment);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (moment !== undefined) {
    while (child.exitCode === null && !existsSync(join(overlay, moment.file))) await pause(1);
    await Promise.race([pause(moment.delay), ended]);
    child.kill('SIGKILL');
  }
  return ended;
}

const archive = (name: string, pv: string) => `${name}-${pv}.tar.gz`;

function copyOfBase(name: string): string {
  const overlay = join(folder, name);
  cpSync(base, overlay, { recursive: true });
  return overlay;
}

test(`killed at ${kills} moments, the overlay is whole and the next run ends as if nothing had happened`, async () => {
  const calm = copyOfBase('calm');
  expect(await update(calm)).toBe(0);
  const wanted = readTree(calm);
  let torn = 0;
  for (let kill = 0; kill < kills; kill++) {
    const overlay = copyOfBase(`kill${kill}`);
    const name = names[Math.floor((kill / kills) * names.length)] ?? '';
    const moment = { file: `dev-python/${name}/${name}-1.1.ebuild`, delay: Math.random() * 25 };
    const told = `killed ${moment.delay} ms after ${moment.file}`;
    const status = await update(overlay, moment);
    expect(findFaults(overlay, archive), told).toEqual([]);
    const before = Object.keys(readTree(overlay)).filter((path) => !path.startsWith('.ebuildgen-tmp/'));
    const done = before.filter((path) => path.endsWith('-1.1.ebuild')).length;
    if (status === null && done > 0 && done < names.length) torn += 1;
    expect(await update(overlay)).toBe(0);
    expect(readTree(overlay), told).toEqual(wanted);
    expect(existsSync(join(overlay, '.ebuildgen-tmp'))).toBe(false);
    rmSync(overlay, { recursive: true });
  }
  console.log(`kill -9: ${kills} times, ${torn} of them in the middle of writing`);
}, 1_800_000);
