// `npm run bench`: what an update of 2,000 configured packages costs when upstream has nothing new, beside the floor of
// the same 2,000 conditional requests. The index answers from loopback, each time after 20 ms. Build first.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

const count = Number(process.env.EBUILDGEN_BENCH_PACKAGES ?? 2000);
const jobs = 8;
const latency = 20;
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

if (process.argv[2] === 'serve') await serve();
else await bench();

async function bench() {
  const work = mkdtempSync(join(tmpdir(), 'ebuildgen-bench-'));
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
    const overlay = join(work, 'overlay');
    mkdirSync(join(overlay, 'metadata'), { recursive: true });
    const tables = Array.from({ length: count }, (_, number) => `[pypi.pack${number}]\n`);
    writeFileSync(join(overlay, 'metadata/ebuildgen.toml'), tables.join(''));
    const args = ['update', '-o', overlay, '-j', String(jobs), '--format', 'json', '--pypi-url', url];
    const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(work, 'cache'), PORTAGE_CONFIGROOT: work };
    const made = await run(args, env);
    if (made.totals.created !== count)
      throw new Error(`the first update made ${JSON.stringify(made.totals)}`);
    await run(args, env);
    await fetch(`${url}/latency?${latency}`);
    const again = await run(args, env);
    const asked = Number(await (await fetch(`${url}/latency?0`)).text());
    const floor = (count * latency) / jobs / 1000;
    console.log(`update of ${count} packages with nothing new, ${jobs} at once, ${latency} ms away`);
    console.log(`results     ${JSON.stringify(again.totals)}`);
    console.log(`requests    ${asked}`);
    console.log(
      `time        ${again.seconds.toFixed(2)} s, ${(again.seconds / floor).toFixed(2)} times the floor of ${floor} s`,
    );
    console.log(`CPU         ${again.cpu.toFixed(2)} s`);
    console.log(`peak memory ${again.memory} MiB`);
    console.log(`load        ${loadavg()[0]?.toFixed(2)}`);
  } finally {
    server.kill();
    rmSync(work, { recursive: true });
  }
}

/**
 * Runs the program as users do; its usage is what it says itself when it ends.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function run(args, env) {
  const tell = `import { writeSync } from 'node:fs';
    process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));`;
  const start = performance.now();
  const flags = (process.env.EBUILDGEN_BENCH_NODE ?? '').split(' ').filter((flag) => flag !== '');
  const hook = `data:text/javascript,${encodeURIComponent(tell)}`;
  const child = spawn(process.execPath, [...flags, '--import', hook, cli, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const [report, usage] = await Promise.all([
    text(/** @type {import('node:stream').Readable} */ (child.stdio[1])),
    text(/** @type {import('node:stream').Readable} */ (child.stdio[3])),
  ]);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage);
  return {
    totals: JSON.parse(report).totals,
    seconds: (performance.now() - start) / 1000,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    memory: Math.round(maxRSS / 1024),
  };
}

/** An index of projects with twenty releases each, of which only the newest can be downloaded. */
async function serve() {
  let delay = 0;
  let requests = 0;
  /** @type {Map<string, { body: Buffer, etag: string }>} */
  const answers = new Map();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/latency')) {
      delay = Number(path.split('?')[1]);
      response.end(String(requests));
      requests = 0;
      return;
    }
    requests += 1;
    const answer = answers.get(path) ?? { body: Buffer.from('not found'), etag: '' };
    setTimeout(() => {
      const { etag, body } = answer;
      if (etag === '') response.writeHead(404).end(body);
      else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { etag, 'content-type': 'application/json' }).end(body);
    }, delay);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  for (let number = 0; number < count; number += 1) {
    for (const [path, body] of await describe(`pack${number}`, url)) {
      answers.set(path, { body, etag: `"${sha256(body).slice(0, 32)}"` });
    }
  }
  process.stdout.write(url);
}

/**
 * @param {string} name
 * @param {string} url
 * @returns {Promise<readonly (readonly [string, Buffer])[]>}
 */
async function describe(name, url) {
  const versions = Array.from({ length: 20 }, (_, number) => `1.${number}`);
  const newest = versions.at(-1) ?? '';
  const path = `/files/${name}-${newest}.tar.gz`;
  const archive = await packProject(name, newest);
  const files = versions.map((version) =>
    ['sdist', 'bdist_wheel'].map((packagetype) => ({
      comment_text: null,
      digests: {
        blake2b_256: sha256(`${name}${version}`),
        md5: '0'.repeat(32),
        sha256: version === newest ? sha256(archive) : sha256(version),
      },
      downloads: -1,
      filename: packagetype === 'sdist' ? `${name}-${version}.tar.gz` : `${name}-${version}-py3-none-any.whl`,
      has_sig: false,
      packagetype,
      python_version: packagetype === 'sdist' ? 'source' : 'py3',
      requires_python: '>=3.9',
      size: version === newest ? archive.length : 12_345,
      upload_time: '2025-01-01T00:00:00',
      upload_time_iso_8601: '2025-01-01T00:00:00.000000Z',
      url: url + (version === newest ? path : `/files/${name}-${version}`),
      yanked: false,
      yanked_reason: null,
    })),
  );
  const info = {
    name,
    version: newest,
    summary: `The ${name}`,
    description: 'What a README says. '.repeat(400),
    license_expression: 'MIT',
    requires_python: '>=3.9',
    classifiers: ['Programming Language :: Python :: 3'],
  };
  const releases = Object.fromEntries(versions.map((version, position) => [version, files[position]]));
  const urls = files.at(-1);
  return [
    [`/pypi/${name}/json`, Buffer.from(JSON.stringify({ info, urls, releases }))],
    [`/pypi/${name}/${newest}/json`, Buffer.from(JSON.stringify({ info, urls }))],
    [path, archive],
  ];
}

/**
 * @param {string} name
 * @param {string} version
 */
async function packProject(name, version) {
  const top = `${name}-${version}`;
  const pyproject = [
    '[build-system]',
    'requires = ["hatchling"]',
    'build-backend = "hatchling.build"',
    '[project]',
    `name = "${name}"`,
    `version = "${version}"`,
    `description = "The ${name}"`,
    'license = "MIT"',
    'requires-python = ">=3.9"',
  ].join('\n');
  const archive = pack();
  archive.entry({ name: `${top}/PKG-INFO` }, `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n`);
  archive.entry({ name: `${top}/pyproject.toml` }, pyproject);
  archive.entry({ name: `${top}/${name}/__init__.py` }, '');
  archive.finalize();
  const chunks = [];
  for await (const chunk of archive) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

/** @param {string | Buffer} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
