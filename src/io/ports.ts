import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import type { PortOptions, Ports } from '../core/host.ts';
import { createFileStore } from './files.ts';
import { createGit } from './git.ts';
import { createLocalFiles } from './local-files.ts';
import { lockFolder } from './lock.ts';
import { createNetwork, defaultCacheFolder } from './network.ts';
import { createProgress } from './progress.ts';
import { loadPythonParser } from './python-parser.ts';
import { createRepositoryPorts } from './repository-cache.ts';

/** Builds everything that touches the world, for one run. Heavy parts are loaded when they are first used. */
export function openPorts(options: PortOptions, env: NodeJS.ProcessEnv): Ports {
  const cacheFolder = defaultCacheFolder(env);
  const network = createNetwork({
    mode: networkMode(options),
    cacheFolder,
    connections: 2 * options.jobs,
    ...(options.distdir === undefined ? {} : { distdir: options.distdir }),
  });
  return {
    http: network.http,
    distfiles: network.distfiles,
    fetch: network.fetch,
    loadPythonParser,
    repositories: createRepositoryPorts(cacheFolder),
    local: createLocalFiles(process.stdin),
    progress: createProgress(options.progressBar),
    readTemplate: (name) => readFile(new URL(`../../templates/${name}.hbs`, import.meta.url), 'utf8'),
    openStore: createFileStore,
    openGit: (folder) => createGit(folder, env),
    lockOverlay: (folder, purpose) => lockFolder(folder, { purpose, onLost: failLoudly }),
    now: Date.now,
    appendText: (file, text) => appendFile(file, text),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    close: network.close,
  };
}

function networkMode({ offline, refresh }: PortOptions): 'offline' | 'refresh' | 'revalidate' {
  if (offline) return 'offline';
  return refresh ? 'refresh' : 'revalidate';
}

/** Going on without the lock could interleave with another run's writes. */
function failLoudly(error: Error): never {
  throw error;
}
