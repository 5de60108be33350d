import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program as it is installed, built from these sources into a folder of its own. */
export function buildProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-built-'));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', 'src', '--outDir', join(folder, 'dist')],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`tsc failed:\n${stdout}`);
  for (const name of ['node_modules', 'templates']) symlinkSync(join(root, name), join(folder, name));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, '.github/actions/update-overlay'), { recursive: true });
  const cli = join(folder, 'dist/cli.js');
  return {
    folder,
    /** Starts it as a process of its own. */
    start: (argv: readonly string[], env: Readonly<Record<string, string>>) =>
      spawn(process.execPath, [cli, ...argv], { env, stdio: ['ignore', 'ignore', 'pipe'] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
