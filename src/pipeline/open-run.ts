import { configPath, parseConfig } from '../config/parse-config.ts';
import type { Staged } from '../core/diagnostic.ts';
import type { Ports } from '../core/host.ts';
import type { FileStore } from '../core/ports.ts';
import type { OverlayConfig } from '../model/config.ts';
import { openOverlay } from '../overlay/overlay.ts';
import type { Templates } from '../render/engine.ts';
import { loadReferenceIndex } from '../repository/load-index.ts';
import { createCodebergSource } from '../sources/codeberg/source.ts';
import { createGithubSource } from '../sources/github/source.ts';
import { createPypiSource } from '../sources/pypi/source.ts';
import type { UpstreamSource } from '../sources/source.ts';
import type { RunContext } from './context.ts';
import { readOverlayNeeds } from './recursion/overlay-needs.ts';
import { renameProjects } from './recursion/rename-projects.ts';

export interface RunOptions {
  /** Folder of the overlay. */
  readonly output: string;
  /** Of the overlay, where it has been read already. */
  readonly config?: OverlayConfig;
  /** Folders of reference repositories; empty for those that Portage knows. */
  readonly repositories: readonly string[];
  /** PORTAGE_CONFIGROOT */
  readonly configRoot: string;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** Say also how each fact and name was found. */
  readonly explain: boolean;
  readonly jobs: number;
  /** Without a trailing slash. */
  readonly pypiUrl: string;
  readonly githubApiUrl: string;
  readonly githubUrl: string;
  readonly githubToken?: string;
}

/** Opens the overlay, its configuration and everything else that the packages of a run share. */
export async function openRun(ports: Ports, options: RunOptions): Promise<Staged<RunContext>> {
  const store = ports.openStore(options.output);
  const config = options.config ?? parseConfig(await store.readText(configPath));
  const overlay = await openOverlay(store, {
    identity: config.identity,
    dryRun: options.dryRun,
    sha256: ports.sha256,
  });
  const request = {
    directories: options.repositories,
    configRoot: options.configRoot,
    masters: config.identity.masters,
  };
  const index = loadReferenceIndex(ports.repositories, request);
  const withOverlay = (await hasPackages(store))
    ? loadReferenceIndex(ports.repositories, { ...request, overlay: options.output })
    : index;
  const pypi = createPypiSource({ http: ports.http, baseUrl: options.pypiUrl });
  const value: RunContext = {
    ports,
    sources: {
      pypi,
      github: createGithubSource({
        http: ports.http,
        addresses: { apiUrl: options.githubApiUrl, webUrl: options.githubUrl },
        ...(options.githubToken === undefined ? {} : { token: options.githubToken }),
      }),
      codeberg: createCodebergSource({ http: ports.http }),
    },
    forges: [
      { kind: 'github', webUrl: 'https://github.com' },
      { kind: 'github', webUrl: options.githubUrl },
      { kind: 'codeberg', webUrl: 'https://codeberg.org' },
    ],
    index: renameProjects(index.value, config.packages),
    withOverlay: renameProjects(withOverlay.value, config.packages),
    isPlanned: () => false,
    overlay,
    overlayNeeds: once(() =>
      readOverlayNeeds({ index: index.value, withOverlay: withOverlay.value, overlay }),
    ),
    templates: once(() => loadTemplates(ports)),
    force: options.force,
    explain: options.explain,
    jobs: options.jobs,
    pypiUrl: options.pypiUrl,
    settingsFor: config.settingsFor,
    fetchRequirements: rememberRequirements(pypi),
    fetchWheelMetadata: pypi.fetchWheelMetadata,
  };
  return { value, diagnostics: index.diagnostics };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

/** Whatever wrote them, and whether or not the state knows them. */
async function hasPackages(store: FileStore): Promise<boolean> {
  const folders = await store.list('');
  return folders.some((name) => /^[^.].*\/$/.test(name) && !notCategories.has(name));
}

const notCategories: ReadonlySet<string> = new Set(['eclass/', 'licenses/', 'metadata/', 'profiles/']);

async function loadTemplates({ readTemplate }: Ports): Promise<Templates> {
  const { compileTemplate } = await import('../render/engine.ts');
  const open = async (name: keyof Templates) => compileTemplate(name, await readTemplate(name));
  return {
    'distutils-r1.ebuild': await open('distutils-r1.ebuild'),
    'metadata.xml': await open('metadata.xml'),
  };
}

/** Many packages of a run ask for the same extras: each project is asked for once. */
function rememberRequirements(pypi: UpstreamSource): RunContext['fetchRequirements'] {
  const asked = new Map<string, Promise<readonly string[]>>();
  const ask = async (project: string) => {
    const { value } = await pypi.fetchRelease({ source: 'pypi', project }, { prereleases: false });
    return value.metadata.requiresDist;
  };
  return (project) => {
    const known = asked.get(project) ?? ask(project);
    asked.set(project, known);
    return known;
  };
}
