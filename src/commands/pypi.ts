import { Command } from 'commander';
import { EbuildgenError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import { addGenerateOptions, addOutputOptions, type GenerateOptions, type Settle } from './options.ts';
import { addRecursionOptions, type RecursionOptions } from './recursion.ts';

interface PypiOptions extends GenerateOptions, RecursionOptions {
  readonly explain: boolean;
}

/** `ebuildgen pypi NAME[==VERSION]...` */
export function pypiCommand(host: Host, settle: Settle): Command {
  const command = new Command('pypi')
    .summary('generate packages from PyPI releases')
    .description(
      'Generate an ebuild, metadata.xml and Manifest for the newest (or the given) release of each project.',
    )
    .argument('<name[==version]...>', 'projects on PyPI')
    .option('--explain', 'print which package each project is taken to be and why, and do nothing', false)
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: PypiOptions) => {
      const refs = names.map(parseProjectArgument);
      if (options.explain) {
        const { explainNames } = await import('./explain-names.ts');
        settle(await explainNames(refs, options, host));
        return;
      }
      // Loaded when it runs: help and version must not wait for the pipeline.
      const { generate } = await import('./generate.ts');
      settle(await generate(refs, options, host));
    });
  return addOutputOptions(addRecursionOptions(addGenerateOptions(command, host)));
}

const examples = `
Examples:
  ebuildgen pypi requests
  ebuildgen pypi -o ~/overlay --repo /var/db/repos/gentoo httpx==0.28.1 rich
  ebuildgen pypi --dry-run flask        show what would be written
  ebuildgen pypi --explain pyyaml       which package is that?
`;

/** `requests`, `requests==2.32.5`. The name's form is PEP 508's; the version is checked where it is looked up. */
function parseProjectArgument(text: string): ReleaseRef {
  const match = /^(?<project>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:==(?<version>[^\s/\\]+))?$/.exec(
    text,
  );
  const project = match?.groups?.project;
  if (project === undefined || project.length > 200) {
    throw new EbuildgenError('USAGE_INVALID', `\`${text}\` is not a PyPI project`, {
      hint: 'give NAME or NAME==VERSION, for example `requests==2.32.5`',
    });
  }
  const version = match?.groups?.version;
  return version === undefined ? { source: 'pypi', project } : { source: 'pypi', project, version };
}
