#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Host, TextSink } from './core/host.ts';

const packageFile = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };

const sink = (stream: NodeJS.WriteStream): TextSink => ({
  isTerminal: stream.isTTY === true,
  write: (text) => {
    stream.write(text);
  },
});

// A reader that goes away (`ebuildgen … | head`) ends the run quietly, as it does for other tools.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const host: Host = {
  env: process.env,
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  version,
  cwd: process.cwd(),
  cores: availableParallelism(),
  async openPorts(options) {
    // Loaded here: `--help` and `--version` must not wait for the HTTP client.
    const { openPorts } = await import('./io/ports.ts');
    return openPorts(options, process.env);
  },
};

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // Answered before the command line's parser is loaded: scripts ask for this often.
  host.stdout.write(`${version}\n`);
} else {
  const { run } = await import('./commands/run.ts');
  process.exitCode = await run(argv, host);
}
