// `npm run demo`: a small overlay from an index on this machine that serves the recorded projects of test/golden,
// through the very program that users run. Reaches nothing but loopback.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveRecordedProjects } from '../support/recorded-index.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const overlay = 'demo-overlay';
const projects = ['tidewater', 'lanternfish', 'kelp-parser'];

rmSync(join(root, overlay), { recursive: true, force: true });
const index = await serveRecordedProjects(join(root, 'test/golden'));
try {
  console.log(`$ ebuildgen pypi -o ${overlay} ${projects.join(' ')}`);
  process.exitCode = await ebuildgen('pypi', '-o', overlay, '--pypi-url', index.url, ...projects);
} finally {
  await index.close();
}
const ebuild = `${overlay}/dev-python/tidewater/tidewater-0.9.2.ebuild`;
console.log(`\n$ cat ${ebuild}\n${readFileSync(join(root, ebuild), 'utf8')}`);

/** @param {...string} args */
function ebuildgen(...args) {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', resolve));
}
