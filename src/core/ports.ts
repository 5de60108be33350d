import type { Distfile } from './release.ts';
import type { SourceTree } from './source-tree.ts';

/** One GET. Conditional requests, retries, redirects and limits are the client's business. */
export interface HttpRequest {
  readonly url: string;
  /** What the request is for, in messages: `requests on https://pypi.org`. */
  readonly subject: string;
  readonly accept?: string;
  /** Sent as they are; values never reach messages, logs or the cache's keys. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpResponse {
  /** A status below 500 other than 429: those become UPSTREAM_UNAVAILABLE or UPSTREAM_RATE_LIMITED. */
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** After redirects. */
  readonly url: string;
  /** True where the server answered 304, or where the run is offline: the body is the cache's. */
  readonly unchanged: boolean;
}

export interface HttpClient {
  /** Throws UPSTREAM_UNAVAILABLE, UPSTREAM_RATE_LIMITED or UPSTREAM_INVALID (too large, too many redirects). */
  get(request: HttpRequest): Promise<HttpResponse>;
}

export interface DistfileRequest {
  readonly url: string;
  /** The name to store it under. */
  readonly filename: string;
  /** The package it belongs to, in messages. */
  readonly subject: string;
  /** From the index; verified where present. */
  readonly size?: number;
  readonly sha256?: string;
  /**
   * A snapshot of a repository, as forges pack it: links that lead out of it are left out. Its maker had them on disk;
   * those of a source distribution are refused instead, as pip refuses them (PEP 721).
   */
  readonly snapshot?: boolean;
  /** Which files' text the analyzer wants; asked once for each regular file. */
  readonly keep: (path: string, size: number) => boolean;
}

export interface FetchedDistfile {
  readonly distfile: Distfile;
  readonly tree: SourceTree;
}

export interface DistfileFetcher {
  /**
   * Downloads a source archive once, verifying, digesting and unpacking it on the way.
   * Throws SOURCE_INTEGRITY, SOURCE_UNSAFE, SOURCE_UNSUPPORTED, UPSTREAM_NOT_FOUND or UPSTREAM_UNAVAILABLE.
   */
  fetchSource(request: DistfileRequest): Promise<FetchedDistfile>;
  /** Downloads and digests a file without unpacking it (`.provenance`, crates). */
  fetchFile(request: Omit<DistfileRequest, 'keep'>): Promise<{ distfile: Distfile; body: Uint8Array }>;
}

/** Files of an overlay or repository. Paths are relative to the store's root and never leave it. */
export interface FileStore {
  readonly root: string;
  /** undefined where the file does not exist; throws OVERLAY_READ where it cannot be read. */
  readText(path: string): Promise<string | undefined>;
  /** Names in a folder, sorted; folders end in `/`; empty where the folder does not exist. */
  list(folder: string): Promise<readonly string[]>;
  /** Writes through a temporary file on the same file system and a rename; makes folders; mode 0644. */
  write(path: string, text: string): Promise<void>;
  /** Puts a new folder of files in place with one rename; throws OVERLAY_WRITE where the folder exists. */
  writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void>;
  /** Removes a file, and its folder once that is empty. */
  remove(path: string): Promise<void>;
  readonly journal: Journal;
}

/** What a run notes before it writes, for the run after it, in case it is killed. It is no part of what is published. */
export interface Journal {
  /** '' where the last run came to its end. */
  read(): Promise<string>;
  append(text: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Read access to a repository that the overlay stands on, or to the machine's configuration. Synchronous, unlike
 * FileStore: an index is made of fifty thousand small files, which the event loop would triple the price of.
 */
export interface RepositoryFiles {
  /** Absolute. */
  readonly root: string;
  /** undefined where the path is no regular file, cannot be read or holds more than 8 MiB. */
  readText(path: string): string | undefined;
  /** Names in a folder, sorted; folders end in `/`; empty where the folder does not exist. */
  list(folder: string): readonly string[];
  /** Differs after a file was written or a folder's names changed; undefined where the path does not exist. */
  stamp(path: string): string | undefined;
}

/** Where reference repositories are read from and what was made of them is kept. */
export interface RepositoryPorts {
  readonly open: (root: string) => RepositoryFiles;
  /** What an earlier run stored under the key; undefined where there is nothing, or no cache. */
  readonly readCache: (key: string) => string | undefined;
  /** Stores for later runs; a cache that cannot be written is no failure. */
  readonly writeCache: (key: string, text: string) => void;
}

/** Runs git in one folder; nothing of the arguments passes through a shell. Throws PUBLISH_FAILED where git cannot be run. */
export type Git = (args: readonly string[], options?: { readonly input?: string }) => Promise<GitResult>;

export interface GitResult {
  readonly status: number;
  readonly stdout: string;
  /** Without passwords of addresses. */
  readonly stderr: string;
}

/** A node of a Python syntax tree (tree-sitter-python's grammar); the little of it that the analyzers use. */
export interface PythonNode {
  readonly type: string;
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
  readonly namedChildren: readonly PythonNode[];
  field(name: string): PythonNode | undefined;
}

/** Parses Python source without ever running it. Never throws: broken source gives a tree with ERROR nodes. */
export type PythonParser = (source: string) => PythonNode;

/** Loads the parser on first use: most runs on warm caches never need it. */
export type LoadPythonParser = () => Promise<PythonParser>;

/** Where a run tells people how far it is. */
export interface Progress {
  start(total: number, what: string): void;
  /** `running` names what is being worked on now. */
  step(done: number, running: readonly string[]): void;
  stop(): void;
}

/** A folder or file that a person named, read like the tree of an archive. */
export interface LocalTree {
  readonly kind: 'folder' | 'archive' | 'toml';
  /** Of a `toml` file: that file alone, under its base name. */
  readonly tree: SourceTree;
}

/** Read access to what a person names on their own machine. */
export interface LocalFiles {
  /** undefined where nothing is there. Throws SOURCE_UNSAFE and SOURCE_UNSUPPORTED. */
  readTree(path: string, keep: (path: string, size: number) => boolean): Promise<LocalTree | undefined>;
  /** All of standard input. */
  readInput(): Promise<string>;
}
