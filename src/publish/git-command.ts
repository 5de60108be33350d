import { EbuildgenError } from '../core/errors.ts';
import type { Git } from '../core/ports.ts';

/** Output of a git command that has to succeed, without its last line's end. Throws PUBLISH_FAILED with what git said. */
export async function readGit(git: Git, args: readonly string[], input?: string): Promise<string> {
  const { status, stdout, stderr } = await git(args, input === undefined ? {} : { input });
  if (status === 0) return stdout.replace(/\n$/, '');
  const command = args.find((arg) => /^[a-z]/.test(arg) && !arg.includes('=')) ?? '';
  throw new EbuildgenError('PUBLISH_FAILED', `\`git ${command}\` failed: ${lastWords(stderr)}`);
}

/** Like readGit, but undefined where the command fails. */
export async function tryReadGit(git: Git, args: readonly string[]): Promise<string | undefined> {
  const { status, stdout } = await git(args);
  return status === 0 ? stdout.replace(/\n$/, '') : undefined;
}

/** The last lines of what git says tell the reason. */
export function lastWords(stderr: string): string {
  return stderr.trim().split('\n').slice(-3).join(' · ').slice(0, 500);
}
