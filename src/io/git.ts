import { execFile } from 'node:child_process';
import { EbuildgenError } from '../core/errors.ts';
import type { Git, GitResult } from '../core/ports.ts';

const megabyte = 1024 * 1024;

/**
 * git in one folder, without a shell. It asks nobody anything, speaks English whatever the locale, and looks at the
 * folder's own repository even where it is called from another one's hook.
 */
export function createGit(folder: string, env: NodeJS.ProcessEnv): Git {
  return (args, { input = '' } = {}) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        ['-c', 'core.quotePath=false', '-c', 'color.ui=false', ...args],
        { cwd: folder, env: gitEnvironment(env), maxBuffer: 64 * megabyte, timeout: 600_000 },
        (error, stdout, stderr) => {
          const result = resultOf(error, { stdout, stderr: withoutPasswords(stderr) });
          if (result === undefined) reject(spawnError(folder, error));
          else resolve(result);
        },
      );
      // git may end before it has read all of it.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
}

/** Set by git itself for its hooks: with them, the folder would not count. */
const repositoryVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !repositoryVariables.includes(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true', LC_ALL: 'C' };
}

function resultOf(error: Error | null, output: Omit<GitResult, 'status'>): GitResult | undefined {
  if (error === null) return { status: 0, ...output };
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'number' ? { status: code, ...output } : undefined;
}

/** Addresses of remotes may hold a token, and git repeats them. */
const withoutPasswords = (text: string) => text.replace(/\/\/[^/@\s]+@/g, '//***@');

function spawnError(folder: string, error: Error | null): EbuildgenError {
  const { code, killed } = (error ?? {}) as NodeJS.ErrnoException & { readonly killed?: boolean };
  if (code === 'ENOENT') {
    return new EbuildgenError('PUBLISH_FAILED', `git cannot be run in \`${folder}\``, {
      hint: 'install git, and see that the folder exists',
    });
  }
  const why = killed === true ? 'it took longer than ten minutes' : (error?.message.split('\n')[0] ?? '');
  return new EbuildgenError('PUBLISH_FAILED', `git failed in \`${folder}\`: ${withoutPasswords(why)}`);
}
