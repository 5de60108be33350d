import type { RepositoryFiles, RepositoryPorts } from '../core/ports.ts';
import type { RepositoryFacts } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import { scanRepository } from './scan.ts';
import { repositoryState } from './state.ts';

/** Counts up with every change of RepositoryFacts or of how it is read. */
const FORMAT = 4;

/** What a repository says: from the cache where its state is the one that was stored, else by reading it. */
export function readRepositoryFacts(ports: RepositoryPorts, files: RepositoryFiles): RepositoryFacts {
  const key = `repository-${fingerprint(files.root)}`;
  const header = `ebuildgen ${FORMAT} ${repositoryState(files)}\n`;
  const stored = ports.readCache(key);
  const facts = stored?.startsWith(header) === true ? tryParseFacts(stored.slice(header.length)) : undefined;
  if (facts !== undefined) return facts;
  const scanned = scanRepository(files);
  ports.writeCache(key, `${header}${JSON.stringify(scanned)}`);
  return scanned;
}

/** Undefined for a file that was cut short. */
function tryParseFacts(json: string): RepositoryFacts | undefined {
  try {
    return JSON.parse(json) as RepositoryFacts;
  } catch {
    return;
  }
}
