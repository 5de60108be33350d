import { Command } from 'commander';
import { EbuildgenError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import type { ReleaseRef } from '../core/release.ts';
import { addGenerateOptions, addOutputOptions, type GenerateOptions, type Settle } from './options.ts';
import { addRecursionOptions, type RecursionOptions } from './recursion.ts';

/** `ebuildgen github OWNER/REPO[@TAG]...` */
export function githubCommand(host: Host, settle: Settle): Command {
  const command = new Command('github')
    .summary('generate packages from GitHub releases and tags')
    .description(
      'Generate an ebuild, metadata.xml and Manifest for the newest (or the given) release or tag of each repository.',
    )
    .argument('<owner/repo[@tag]...>', 'repositories on GitHub')
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: GenerateOptions & RecursionOptions) => {
      const refs = names.map(parseRepositoryArgument);
      // Loaded when it runs: help and version must not wait for the pipeline.
      const { generate } = await import('./generate.ts');
      settle(await generate(refs, options, host));
    });
  return addOutputOptions(addRecursionOptions(addGenerateOptions(command, host)));
}

const examples = `
Examples:
  ebuildgen github psf/requests
  ebuildgen github -o ~/overlay Textualize/rich@v14.1.0
  GITHUB_TOKEN=... ebuildgen github owner/repo     60 requests an hour without a token, 5000 with one
`;

/** `psf/requests`, `psf/requests@v2.32.5`. */
function parseRepositoryArgument(text: string): ReleaseRef {
  const match =
    /^(?<project>[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100})(?:@(?<version>\S{1,250}))?$/.exec(
      text,
    );
  const project = match?.groups?.project;
  if (project === undefined || /\/\.{1,2}$/.test(project)) {
    throw new EbuildgenError('USAGE_INVALID', `\`${text}\` is not a GitHub repository`, {
      hint: 'give OWNER/REPO or OWNER/REPO@TAG, for example `psf/requests@v2.32.5`',
    });
  }
  const version = match?.groups?.version;
  return version === undefined ? { source: 'github', project } : { source: 'github', project, version };
}
