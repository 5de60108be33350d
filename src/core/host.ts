import type {
  DistfileFetcher,
  FileStore,
  Git,
  HttpClient,
  LoadPythonParser,
  LocalFiles,
  Progress,
  RepositoryPorts,
} from './ports.ts';

/** The process a command runs in, as plain values: tests pass their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Of this program. */
  readonly version: string;
  /** The current folder, absolute; without it absolute paths are told as they are. */
  readonly cwd?: string;
  /** Processor cores to use. */
  readonly cores: number;
  /** Opens what touches the network and the disk; called once a command knows its options. */
  openPorts(options: PortOptions): Promise<Ports>;
}

export interface TextSink {
  readonly isTerminal: boolean;
  write(text: string): void;
}

export interface PortOptions {
  readonly offline: boolean;
  readonly refresh: boolean;
  /** Packages at once; connections follow from it. */
  readonly jobs: number;
  /** Folder that keeps distfiles, Portage's DISTDIR for example. */
  readonly distdir?: string;
  /** Draw a progress bar on stderr; else say nothing. */
  readonly progressBar: boolean;
}

export interface Ports {
  readonly http: HttpClient;
  readonly distfiles: DistfileFetcher;
  /** The same connections and proxies for a client library that writes: no cache, no retries. */
  readonly fetch: typeof globalThis.fetch;
  readonly loadPythonParser: LoadPythonParser;
  readonly progress: Progress;
  readonly repositories: RepositoryPorts;
  readonly local: LocalFiles;
  /** The text of `templates/NAME.hbs`. */
  readTemplate(name: string): Promise<string>;
  /** A store rooted at a folder, which need not exist yet. */
  openStore(folder: string): FileStore;
  /** git in a folder. */
  openGit(folder: string): Git;
  /** Keeps a second run off the overlay until the returned function is called; `purpose` is shown to that run. */
  lockOverlay(folder: string, purpose: string): Promise<() => Promise<void>>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Adds to a file outside of any overlay: the summary that GitHub Actions shows. */
  appendText(file: string, text: string): Promise<void>;
  /** Lower-case hex. */
  sha256(text: string): string;
  /** Frees connections and handles. */
  close(): Promise<void>;
}
