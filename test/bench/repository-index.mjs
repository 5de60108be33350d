/**
 * Cold and warm start of the package index on a synthetic repository of ::gentoo's size, beside a plain read of the
 * same files. `npm run build && node test/bench/repository-index.mjs`; each figure comes from a process of its own. The
 * files are in the page cache, so that the disk is not what is measured.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = 20_000;
const ENTRIES = 35_000;
const CATEGORIES = 170;
const PYTHON_PACKAGES = 2_400;
const LOOK_UPS = 200;

const phases = { build, plain, load };
const [phase, ...folders] = process.argv.slice(2);
if (phase === undefined) run();
else console.log(JSON.stringify(await phases[phase](...folders)));

function run() {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-bench-'));
  const [tree, cache] = [join(folder, 'gentoo'), join(folder, 'cache')];
  try {
    console.log('synthetic repository', spawn('build', tree));
    console.log('plain read of the same files', spawn('plain', tree));
    console.log('cold index', spawn('load', tree, cache));
    console.log('warm index', spawn('load', tree, cache));
    console.log('warm index, again', spawn('load', tree, cache));
    rmSync(join(tree, 'metadata/timestamp.chk'));
    spawn('load', tree, cache);
    console.log('warm index, repository without a sync stamp', spawn('load', tree, cache));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function spawn(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args]);
  if (status !== 0) throw new Error(String(stderr));
  return JSON.parse(String(stdout));
}

function build(tree) {
  write(tree, 'profiles/repo_name', 'gentoo\n');
  write(tree, 'metadata/timestamp.chk', 'Fri, 20 Nov 2026 12:00:00 +0000\n');
  for (let index = 0; index < PACKAGES; index++) buildPackage(tree, index);
  return { packages: PACKAGES, entries: ENTRIES, categories: CATEGORIES };
}

function buildPackage(tree, index) {
  const python = index < PYTHON_PACKAGES;
  const category = python ? 'dev-python' : `cat-${index % (CATEGORIES - 1)}`;
  const name = `package-x${index}`;
  const remoteId = python || index % 20 === 0 ? `<remote-id type="pypi">package_x${index}</remote-id>` : '';
  write(tree, `${category}/${name}/metadata.xml`, metadataXml(name, remoteId));
  const versions = index < ENTRIES - PACKAGES ? 2 : 1;
  for (let version = 1; version <= versions; version++)
    write(tree, `metadata/md5-cache/${category}/${name}-${version}.${index % 50}`, cacheEntry(index, python));
}

function write(tree, path, text) {
  const full = join(tree, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

function metadataXml(name, remoteId) {
  const about = `The package ${name} is described here at some length. `.repeat(6);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<pkgmetadata>\n<longdescription>${about}</longdescription>\n<upstream>\n<remote-id type="github">owner/${name}</remote-id>\n${remoteId}\n</upstream>\n</pkgmetadata>\n`;
}

/** About 2 KB, as ::gentoo's entries have on average. */
function cacheEntry(index, python) {
  const targets = ['python3_12', 'python3_13', 'python3_14'].map((target) => `python_targets_${target}`);
  const dependencies = Array.from(
    { length: 12 },
    (_, step) => `>=dev-libs/library-${step}-1.${index}:=[static-libs?]`,
  );
  const arches = ['amd64', 'arm', 'arm64', 'hppa', 'loong', 'ppc', 'ppc64', 'riscv', 's390', 'sparc', 'x86'];
  const keywords = arches.map((arch, bit) => ((index >> (bit % 8)) & 1 ? `~${arch}` : arch));
  return [
    `BDEPEND=${dependencies.join(' ')}`,
    'DEFINED_PHASES=compile configure install prepare test',
    `DESCRIPTION=Synthetic package ${index}`,
    'EAPI=8',
    `INHERIT=${python ? 'distutils-r1 pypi' : 'cmake'}`,
    `IUSE=debug doc flag-${index % 4000} test ${python ? targets.join(' ') : ''}`,
    `KEYWORDS=${keywords.join(' ')}`,
    'LICENSE=MIT',
    `RDEPEND=${dependencies.join(' ')}`,
    `SLOT=0/${index % 7}`,
    `SRC_URI=https://example.org/${index}.tar.gz`,
    `_eclasses_=${python ? 'distutils-r1\t0123456789abcdef0123456789abcdef\t' : ''}multilib\t0123456789abcdef0123456789abcdef`,
    '_md5_=0123456789abcdef0123456789abcdef',
    '',
  ].join('\n');
}

function plain(tree) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const paths = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  let bytes = 0;
  for (const path of paths) bytes += readFileSync(path, 'utf8').length;
  return { files: paths.length, megabytes: Math.round(bytes / 1e6), ...figures(start, used) };
}

async function load(tree, cache) {
  const dist = new URL('../../dist/', import.meta.url);
  const { createRepositoryPorts } = await import(new URL('io/repository-cache.js', dist));
  const { loadReferenceIndex } = await import(new URL('repository/load-index.js', dist));
  const [start, used] = [performance.now(), process.cpuUsage()];
  const { value: index } = loadReferenceIndex(createRepositoryPorts(cache), {
    directories: [tree],
    configRoot: join(tree, 'none'),
  });
  const loaded = figures(start, used);
  const asked = performance.now();
  const found = Array.from({ length: LOOK_UPS }, (_, step) => index.find(`Package.x${step * 11}`));
  const versions = found.flatMap(({ category, name }) => index.versions(category, name));
  return {
    packages: index.packages.length,
    ...loaded,
    lookUps: `${LOOK_UPS} names, ${versions.length} versions: ${round(performance.now() - asked)} ms`,
    cacheMegabytes: round(
      readdirSync(cache).reduce((sum, file) => sum + statSync(join(cache, file)).size, 0) / 1e6,
    ),
  };
}

/** `start` as the clock had it; on a busy machine processor time is what can be compared. */
function figures(start, { user, system }) {
  const milliseconds = round(performance.now() - start);
  const used = process.cpuUsage({ user, system });
  const processorMilliseconds = round((used.user + used.system) / 1000);
  return {
    milliseconds,
    processorMilliseconds,
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
  };
}

function round(value) {
  return Math.round(value * 10) / 10;
}
