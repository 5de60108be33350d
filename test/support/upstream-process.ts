import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = fileURLToPath(new URL('../../../shared', import.meta.url));

/** The corpus folder beside the repository, which is not part of it. */
export const corpusFolder = `${shared}/corpus`;
export const hasCorpus = existsSync(corpusFolder) && existsSync(`${shared}/tools/upstream.mjs`);

export interface UpstreamProcess {
  readonly url: string;
  stop(): void;
}

/** Starts the stand-in for PyPI and GitHub over the corpus. */
export async function startUpstream(...options: readonly string[]): Promise<UpstreamProcess> {
  const tool = `${shared}/tools/upstream.mjs`;
  const child = spawn(process.execPath, [tool, '--corpus', corpusFolder, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`upstream.mjs ended with ${status}`)));
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      const ready = /upstream ready (?<url>\S+)/.exec(text)?.groups?.url;
      if (ready) resolve(ready);
    });
  });
  return { url, stop: () => void child.kill() };
}
