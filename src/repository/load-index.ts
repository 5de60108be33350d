import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { RepositoryFiles, RepositoryPorts } from '../core/ports.ts';
import type { ReferenceIndex } from '../model/package-index.ts';
import { createEmptyIndex } from './empty-index.ts';
import { found } from './findings.ts';
import { isRepository, readLayout } from './layout.ts';
import { readRepositoryFacts } from './read-facts.ts';
import { createReferenceIndex } from './reference-index.ts';
import { type RepositoryEntry, readReposConf } from './repos-conf.ts';

export interface IndexRequest {
  /** The overlay that is written to, whose packages win; passed over while it is no repository yet. */
  readonly overlay?: string;
  /** `--repo` in order, the one that wins first; where it is empty, Portage's repos.conf is read. */
  readonly directories: readonly string[];
  /** PORTAGE_CONFIGROOT; `/` where that is not set. */
  readonly configRoot: string;
  /**
   * Masters that the overlay will have once it is made: of repos.conf only these and theirs are taken, since a package may
   * not depend on others. Not looked at where the overlay exists; absent takes all of repos.conf.
   */
  readonly masters?: readonly string[];
}

/**
 * Reads the overlay, the reference repositories and their masters. Without a reference repository the index only knows
 * the overlay, and there is one warning. Throws REPOSITORY_INVALID for a --repo that is no repository. Takes seconds on a
 * cold cache and does not yield.
 */
export function loadReferenceIndex(ports: RepositoryPorts, request: IndexRequest): Staged<ReferenceIndex> {
  const listed = readReposConf(ports.open(request.configRoot));
  const overlay = [request.overlay ?? []].flat().map(ports.open).filter(isRepository);
  const asked = [...overlay, ...openReferences(ports, request, { listed, overlay })];
  const { repositories, diagnostics } = followMasters(ports, withoutRepeats(asked), listed);
  const facts = repositories.map((files) => readRepositoryFacts(ports, files));
  if (repositories.length > overlay.length) return { value: createReferenceIndex(facts), diagnostics };
  const value = facts.length === 0 ? createEmptyIndex() : createReferenceIndex(facts, { known: false });
  return { value, diagnostics: [found['no-repository']({})] };
}

interface Surroundings {
  /** repos.conf */
  readonly listed: readonly RepositoryEntry[];
  readonly overlay: readonly RepositoryFiles[];
}

/** What --repo names, else what the overlay may depend on of repos.conf. */
function openReferences(
  ports: RepositoryPorts,
  { directories, masters }: IndexRequest,
  { listed, overlay }: Surroundings,
): readonly RepositoryFiles[] {
  if (directories.length > 0) return directories.map((directory) => openAsked(ports, directory));
  const allowed = overlay[0] === undefined ? masters : readLayout(overlay[0]).masters;
  return listed
    .filter(({ name }) => allowed?.includes(name) ?? true)
    .map(({ location }) => ports.open(location))
    .filter(isRepository);
}

function openAsked(ports: RepositoryPorts, directory: string): RepositoryFiles {
  const files = ports.open(directory);
  if (isRepository(files)) return files;
  throw new EbuildgenError('REPOSITORY_INVALID', `\`${directory}\` is not an ebuild repository`, {
    hint: 'A repository has a `profiles` or a `metadata` folder',
  });
}

function withoutRepeats(repositories: readonly RepositoryFiles[]): readonly RepositoryFiles[] {
  return [...new Map(repositories.map((files) => [files.root, files])).values()];
}

/** Adds the masters of each, and theirs, behind what was asked for. */
function followMasters(
  ports: RepositoryPorts,
  asked: readonly RepositoryFiles[],
  known: readonly RepositoryEntry[],
): { readonly repositories: readonly RepositoryFiles[]; readonly diagnostics: readonly Diagnostic[] } {
  const repositories = [...asked];
  const names = new Set(asked.map((files) => readLayout(files).name));
  const diagnostics: Diagnostic[] = [];
  for (const files of repositories) {
    const { name, masters } = readLayout(files);
    for (const master of masters.filter((each) => !names.has(each))) {
      names.add(master);
      const opened = openMaster(ports, { master, beside: files.root, known });
      if (opened === undefined) diagnostics.push(found['master-missing']({ repository: name, master }));
      else repositories.push(opened);
    }
  }
  return { repositories, diagnostics };
}

/** Where repos.conf has the master, else a folder beside the repository, as `/var/db/repos` lays them out. */
function openMaster(
  ports: RepositoryPorts,
  {
    master,
    beside,
    known,
  }: { readonly master: string; readonly beside: string; readonly known: readonly RepositoryEntry[] },
): RepositoryFiles | undefined {
  if (!/^[A-Za-z0-9_][\w-]*$/.test(master)) return;
  const listed = known.filter(({ name }) => name === master).map(({ location }) => location);
  return [...listed, `${beside}/../${master}`]
    .map((location) => ports.open(location))
    .find((files) => isRepository(files) && readLayout(files).name === master);
}
