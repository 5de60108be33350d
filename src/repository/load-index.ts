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
  /** `--repo` in order, the one that wins first; where it is empty, Portage's repos.conf is read. */
  readonly directories: readonly string[];
  /** PORTAGE_CONFIGROOT; `/` where that is not set. */
  readonly configRoot: string;
  /**
   * Masters of the overlay that is written to: of repos.conf only these and their masters are taken, since a package may
   * not depend on others. Absent where there is no overlay yet; then all of repos.conf.
   */
  readonly masters?: readonly string[];
}

/**
 * Reads the reference repositories and their masters. Without any it gives the empty index and one warning. Throws
 * REPOSITORY_INVALID for a --repo that is no repository. Takes seconds on a cold cache and does not yield.
 */
export function loadReferenceIndex(ports: RepositoryPorts, request: IndexRequest): Staged<ReferenceIndex> {
  const known = readReposConf(ports.open(request.configRoot));
  const asked =
    request.directories.length > 0
      ? request.directories.map((directory) => openAsked(ports, directory))
      : selectEntries(known, request.masters)
          .map(({ location }) => ports.open(location))
          .filter(isRepository);
  if (asked.length === 0) return { value: createEmptyIndex(), diagnostics: [found['no-repository']({})] };
  const { repositories, diagnostics } = followMasters(ports, asked, known);
  return {
    value: createReferenceIndex(repositories.map((files) => readRepositoryFacts(ports, files))),
    diagnostics,
  };
}

function openAsked(ports: RepositoryPorts, directory: string): RepositoryFiles {
  const files = ports.open(directory);
  if (isRepository(files)) return files;
  throw new EbuildgenError('REPOSITORY_INVALID', `\`${directory}\` is not an ebuild repository`, {
    hint: 'A repository has a `profiles` or a `metadata` folder',
  });
}

function selectEntries(
  known: readonly RepositoryEntry[],
  masters: readonly string[] | undefined,
): readonly RepositoryEntry[] {
  return masters === undefined ? known : known.filter(({ name }) => masters.includes(name));
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
