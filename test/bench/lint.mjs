// `npm run bench`: lints a thousand different pyproject.toml files, as `ebuildgen lint *.toml` does without a network, and
// prints what that costs, the program's start included. Build first.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const count = 1000;
/** Seconds of CPU time. */
const budget = 3;

const corpus = join(root, '../shared/corpus');
const documents = [join(root, 'test/golden'), ...(existsSync(corpus) ? [corpus] : [])].flatMap(findDocuments);
const work = mkdtempSync(join(tmpdir(), 'ebuildgen-bench-'));
process.env.XDG_CACHE_HOME = join(work, 'cache');
try {
  const before = process.cpuUsage();
  const files = Array.from({ length: count }, (_, number) => {
    const path = join(work, `${number}.toml`);
    writeFileSync(path, `${readFileSync(documents[number % documents.length] ?? '', 'utf8')}\n# ${number}\n`);
    return path;
  });
  const making = process.cpuUsage(before);
  const findings = await lint(files);
  const { user, system } = process.cpuUsage();
  const seconds = (user + system - making.user - making.system) / 1e6;
  const verdict = seconds <= budget ? 'within' : 'over';
  console.log(
    `lint: ${count} files made of ${documents.length}, ${findings} findings: ${seconds.toFixed(2)} s CPU, ${verdict} the budget of ${budget} s`,
  );
} finally {
  rmSync(work, { recursive: true });
}

/** @param {string} folder */
function findDocuments(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('pyproject.toml'))
    .sort()
    .map((path) => join(folder, path));
}

/** @param {readonly string[]} files */
async function lint(files) {
  const { run } = await import(join(root, 'dist/commands/run.js'));
  const { openPorts } = await import(join(root, 'dist/io/ports.js'));
  /** @type {string[]} */
  const written = [];
  /** @type {import('../../src/core/host.ts').Host} */
  const host = {
    env: process.env,
    stdout: { isTerminal: false, write: (text) => void written.push(text) },
    stderr: { isTerminal: false, write: () => undefined },
    version: 'bench',
    cores: 2,
    openPorts: async (options) => openPorts(options, process.env),
  };
  await run(['lint', '--offline', '--format', 'json', ...files], host);
  const { targets, error, warning, note } = JSON.parse(written.join('')).totals;
  if (targets !== files.length) throw new Error(`${targets} of ${files.length} files were linted`);
  return error + warning + note;
}
