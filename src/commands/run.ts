import { Command, CommanderError, Help, type Option } from 'commander';
import { exitCodeFor } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { githubCommand } from './github.ts';
import { initCommand } from './init.ts';
import { lintCommand } from './lint.ts';
import { type Settle, wantsColor } from './options.ts';
import { publishCommand } from './publish.ts';
import { pypiCommand } from './pypi.ts';
import { spellRecursive } from './recursion.ts';
import { updateCommand } from './update.ts';

/**
 * Runs one command line and returns its exit status: 0 all well, 1 a package failed, 2 wrong usage or configuration,
 * 3 upstream unavailable, 70 a bug of ours. The only place that catches what nobody else could handle.
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  let status = 0;
  const program = createProgram(host, (code) => {
    status = code;
  });
  try {
    await program.parseAsync(spellRecursive(argv), { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    await tell(error, host);
    return exitCodeFor(error);
  }
}

async function tell(error: unknown, host: Host): Promise<void> {
  // Loaded when something failed: help and version must not wait for it.
  const { formatError } = await import('../report/text.ts');
  const failure = error instanceof Error ? error : new Error(String(error));
  const color = wantsColor('auto', host.env, host.stderr.isTerminal);
  host.stderr.write(`${formatError(failure, 'ebuildgen', color)}\n`);
}

function createProgram(host: Host, settle: Settle): Command {
  const program = new Command('ebuildgen')
    .description('Turn PyPI and GitHub releases into a Gentoo overlay.')
    .version(host.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(--help lists the options)')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ optionDescription });
  for (const command of commands) program.addCommand(command(host, settle).copyInheritedSettings(program));
  return program;
}

/** Commander's, but that a flag is off and a list empty goes without saying. */
function optionDescription(option: Option): string {
  const { defaultValue } = option;
  const isUnset = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return isUnset ? option.description : new Help().optionDescription(option);
}

const commands = [pypiCommand, githubCommand, initCommand, updateCommand, publishCommand, lintCommand];

const examples = `
Examples:
  ebuildgen pypi requests               the newest release, into ./overlay-out
  ebuildgen pypi -o ~/overlay httpx==0.28.1 rich
  ebuildgen github psf/requests
  ebuildgen lint .                      packaging pitfalls of the project in this folder
`;
