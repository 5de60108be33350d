import { Command } from 'commander';
import type { Host } from '../core/host.ts';
import { addOutputOptions, type OutputOptions, type Settle } from './options.ts';

interface InitOptions extends OutputOptions {
  readonly name?: string;
  readonly maintainer?: string;
}

/** `ebuildgen init DIR` */
export function initCommand(host: Host, settle: Settle): Command {
  const command = new Command('init')
    .summary('make an empty overlay with its configuration and workflow')
    .description('Make an overlay, or complete one; files that are there already stay as they are.')
    .argument('<dir>', 'the folder, which need not exist yet')
    .option('--name <name>', "the repository's name (default: the folder's)")
    .option('--maintainer <who>', 'for metadata.xml: `Jane Doe <jane@example.org>`')
    .addHelpText('after', examples)
    .action(async (folder: string, options: InitOptions) => {
      settle(await init(folder, options, host));
    });
  return addOutputOptions(command);
}

const examples = `
Examples:
  ebuildgen init ~/overlay
  ebuildgen init --name autopypi --maintainer 'Jane Doe <jane@example.org>' .
`;

async function init(folder: string, options: InitOptions, host: Host): Promise<number> {
  const { initOverlay } = await import('../pipeline/init-overlay.ts');
  const ports = await host.openPorts({ offline: true, refresh: false, jobs: 1, progressBar: false });
  try {
    const { name, maintainer } = options;
    const changes = await initOverlay(ports, {
      folder,
      version: host.version,
      ...(maintainer === undefined ? {} : { maintainer }),
      ...(name === undefined ? {} : { name }),
    });
    if (!options.quiet)
      host.stdout.write(changes.map(({ change, path }) => `${change.padEnd(10)} ${path}\n`).join(''));
    if (!options.quiet) host.stderr.write(nextSteps(folder));
    return 0;
  } finally {
    await ports.close();
  }
}

const nextSteps = (folder: string) => `
Next:
  1. add packages to ${folder}/metadata/ebuildgen.toml, a line \`[pypi.NAME]\` each
  2. ebuildgen update -o ${folder}
  3. git init ${folder}, once, and in it: git remote add origin URL
  4. ebuildgen publish -o ${folder}
`;
