// `npm run bench`: generates every project of a corpus from a loopback index and prints what that costs beside the
// floor, which is unpacking and digesting the same archives in the same process. Build first.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { serveRecordedProjects } from '../support/recorded-index.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, '../shared/corpus');
const work = mkdtempSync(join(tmpdir(), 'ebuildgen-bench-'));
process.env.XDG_CACHE_HOME = join(work, 'cache');

const index = existsSync(corpus) ? await serveCorpus() : await serveFixtures();
try {
  const distdir = join(work, 'distfiles');
  const cold = await measure(() => generate(['--distdir', distdir]));
  const warm = await measure(() => generate([]));
  const floor = await measure(() => unpackAndDigest(distdir));
  const archives = readdirSync(distdir).length;
  console.log(`${archives} archives of ${index.names.length} projects, ${index.what}`);
  for (const [label, { seconds, cpu }] of Object.entries({ 'first run': cold, 'second run': warm, floor })) {
    const rate = label === 'floor' ? archives / seconds : index.names.length / seconds;
    console.log(
      `${label.padEnd(11)} ${rate.toFixed(1).padStart(7)} a second  ${cpu.toFixed(2)} s CPU  ${seconds.toFixed(2)} s`,
    );
  }
  console.log(`ratio to the floor, CPU: ${(cold.cpu / floor.cpu).toFixed(1)}`);
  console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
} finally {
  await index.close();
  rmSync(work, { recursive: true });
}

/** @param {readonly string[]} more */
async function generate(more) {
  const { run } = await import(join(root, 'dist/commands/run.js'));
  const { openPorts } = await import(join(root, 'dist/io/ports.js'));
  const silent = { isTerminal: false, write: () => undefined };
  /** @type {import('../../src/core/host.ts').Host} */
  const host = {
    env: process.env,
    stdout: silent,
    stderr: silent,
    version: 'bench',
    cores: 2,
    openPorts: async (options) => openPorts(options, process.env),
  };
  await run(['pypi', '-o', join(work, 'overlay'), '--pypi-url', index.url, ...more, ...index.names], host);
}

/** @param {string} folder */
async function unpackAndDigest(folder) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    if (name.endsWith('.gz')) gunzipSync(bytes);
    createHash('blake2b512').update(bytes).digest();
    createHash('sha512').update(bytes).digest();
  }
}

/** @param {() => Promise<void>} work */
async function measure(work) {
  const [before, start] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

async function serveFixtures() {
  console.log('../shared/corpus is absent: the recorded projects of test/golden are measured instead');
  const golden = join(root, 'test/golden');
  return { ...(await serveRecordedProjects(golden)), names: readdirSync(golden), what: 'recorded projects' };
}

async function serveCorpus() {
  const server = spawn(process.execPath, [join(corpus, '../tools/upstream.mjs'), '--corpus', corpus], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
  const names = readdirSync(corpus)
    .filter((name) => existsSync(join(corpus, name, 'pypi.json')))
    .map((name) => JSON.parse(readFileSync(join(corpus, name, 'pypi.json'), 'utf8')).info.name);
  return {
    url: line.trim().split(' ').at(-1) ?? '',
    close: async () => void server.kill(),
    names,
    what: 'synthesised from ../shared/corpus',
  };
}
