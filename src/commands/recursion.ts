import { type Command, InvalidArgumentError, Option } from 'commander';
import { EbuildgenError } from '../core/errors.ts';
import type { RecursionLimits } from '../pipeline/recursion/resolve-plan.ts';

/** Options of the commands that can generate dependencies, too. */
export interface RecursionOptions {
  readonly recursive: boolean;
  /** `--recursive=test`, as spellRecursive writes it. */
  readonly recursiveWith?: 'test';
  readonly maxDepth: number;
  readonly maxPackages: number;
}

export function addRecursionOptions(command: Command): Command {
  return command
    .option(
      '-r, --recursive',
      'also generate the dependencies that no repository has; --recursive=test: those of the tests as well',
      false,
    )
    .addOption(new Option(`${recursiveWith} <kind>`).argParser(parseKind).hideHelp())
    .addOption(
      new Option('--max-depth <n>', 'how many steps --recursive goes').argParser(parseCount).default(20),
    )
    .addOption(
      new Option('--max-packages <n>', 'how many packages --recursive takes')
        .argParser(parseCount)
        .default(200),
    );
}

const recursiveWith = '--recursive-with';

/**
 * Writes `--recursive=test` as an option of its own. Commander would take `requests` of `--recursive requests` for the
 * value of an option that may have one.
 */
export function spellRecursive(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv.map((word, position) =>
    end >= 0 && position > end ? word : word.replace(/^--recursive=/, `${recursiveWith}=`),
  );
}

/** How far to go; undefined where only what was asked for is wanted. */
export function recursionLimits(options: RecursionOptions): RecursionLimits | undefined {
  const { recursive, recursiveWith: kind, maxDepth, maxPackages } = options;
  return recursive || kind === 'test' ? { tests: kind === 'test', maxDepth, maxPackages } : undefined;
}

function parseKind(kind: string): 'test' {
  if (kind === 'test') return kind;
  throw new EbuildgenError('USAGE_INVALID', `\`--recursive=${kind}\` is not known`, {
    hint: 'give --recursive, or --recursive=test for what tests need as well',
  });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 10_000) {
    throw new InvalidArgumentError('Give a whole number from 1 to 10000.');
  }
  return count;
}
