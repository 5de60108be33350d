import { Command } from 'commander';
import type { Host } from '../core/host.ts';
import { addGenerateOptions, addOutputOptions, type Settle } from './options.ts';
import { addRecursionOptions } from './recursion.ts';
import type { UpdateOptions } from './run-update.ts';

/** `ebuildgen update [NAME...]` */
export function updateCommand(host: Host, settle: Settle): Command {
  const command = new Command('update')
    .summary('bring the overlay up to date with its metadata/ebuildgen.toml')
    .description(
      'Ask upstream for each configured package and generate what is new; with nothing new, nothing is touched.',
    )
    .argument('[name...]', 'only these packages of the configuration')
    .option('--regenerate', 'make every package anew, also where upstream has nothing new', false)
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: UpdateOptions) => {
      // Loaded when it runs: help and version must not wait for the pipeline.
      const { runUpdate } = await import('./run-update.ts');
      settle(await runUpdate(names, options, host));
    });
  return addOutputOptions(addRecursionOptions(addGenerateOptions(command, host)));
}

const examples = `
Examples:
  ebuildgen update -o ~/overlay
  ebuildgen update -o ~/overlay -r                   also what new releases need and no repository has
  ebuildgen update -o ~/overlay --dry-run httpx      show what would change for one package
`;
