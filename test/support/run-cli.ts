import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/commands/run.ts';
import type { Host, Ports } from '../../src/core/host.ts';
import { openPorts } from '../../src/io/ports.ts';

interface WorkspaceOptions {
  /** The clock that the program sees. */
  readonly now?: () => number;
  readonly variables?: Readonly<Record<string, string>>;
  /** The current folder that the program is told of. */
  readonly cwd?: string;
  /** Changes the ports that the program gets. */
  readonly adapt?: (ports: Ports) => Ports;
}

/** A place for one test's overlay and cache, and the program run in-process against real ports. */
export function createWorkspace({ now = Date.now, variables = {}, cwd, adapt }: WorkspaceOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-test-'));
  const overlay = join(folder, 'overlay');
  // No cache of the machine's user, no repository of the machine's Portage.
  const env: Record<string, string> = {
    XDG_CACHE_HOME: join(folder, 'cache'),
    PORTAGE_CONFIGROOT: join(folder, 'no-portage'),
    ...variables,
  };

  async function ebuildgen(...argv: readonly string[]) {
    const [stdout, stderr]: [string[], string[]] = [[], []];
    const host: Host = {
      env,
      stdout: { isTerminal: false, write: (text) => stdout.push(text) },
      stderr: { isTerminal: false, write: (text) => stderr.push(text) },
      ...(cwd === undefined ? {} : { cwd }),
      version: '1.2.3',
      cores: 2,
      openPorts: async (options) => {
        const ports = { ...openPorts(options, env), now };
        return adapt === undefined ? ports : adapt(ports);
      },
    };
    const status = await run(argv, host);
    return { status, stdout: stdout.join(''), stderr: stderr.join('') };
  }

  return {
    folder,
    overlay,
    env,
    ebuildgen,
    read: (path: string) => readFileSync(join(overlay, path), 'utf8'),
    put: (path: string, text: string) => writeFileSync(join(overlay, path), text),
    /** Path → text of every file of the overlay. */
    snapshot: () => readTree(overlay),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function readTree(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
