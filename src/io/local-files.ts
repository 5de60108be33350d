import { createReadStream, lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { EbuildgenError } from '../core/errors.ts';
import type { LocalFiles, LocalTree } from '../core/ports.ts';
import { createSourceTree, type SourceEntry } from '../core/source-tree.ts';
import { contentsToTree } from './archive/collector.ts';
import { archiveLimits } from './archive/limits.ts';
import { createUnpacker } from './archive/unpacker.ts';

type Keep = (path: string, size: number) => boolean;

/**
 * Reads folders, archives and single TOML files from disk; links are not followed out of what was named. Small files are
 * read synchronously: an asynchronous read is five trips to the thread pool and costs more than the linting.
 */
export function createLocalFiles(input: Readable): LocalFiles {
  return { readTree, readInput: () => readInput(input) };
}

async function readTree(path: string, keep: Keep): Promise<LocalTree | undefined> {
  const found = tryStat(path);
  if (found?.isDirectory()) return { kind: 'folder', tree: readFolder(path, keep) };
  if (!found?.isFile()) return undefined;
  return path.endsWith('.toml') ? readToml(path, found.size) : readArchive(path, keep);
}

function tryStat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function readToml(path: string, size: number): LocalTree {
  if (size > archiveLimits.keptFile)
    throw new EbuildgenError('SOURCE_UNSUPPORTED', `\`${path}\` is too large for a TOML file`);
  const name = basename(path);
  const texts = new Map([[name, readFileSync(path, 'utf8')]]);
  return { kind: 'toml', tree: createSourceTree('', [{ path: name, size }], texts) };
}

async function readArchive(path: string, keep: Keep): Promise<LocalTree> {
  const unpacker = await createUnpacker({ filename: basename(path), limits: archiveLimits, keep });
  try {
    for await (const chunk of createReadStream(path)) await unpacker.write(chunk);
    return { kind: 'archive', tree: contentsToTree(await unpacker.finish()) };
  } catch (error) {
    unpacker.abandon();
    throw error;
  }
}

/**
 * What tools leave in a checkout and nobody ships. .gitignore is not asked: Poetry's `include` is there to ship what git
 * ignores, and setuptools does not know the file.
 */
const LEFT_OUT =
  /^(?:\.git|\.hg|\.svn|\.tox|\.nox|\.venv|venv|\.eggs|\.direnv|\.hypothesis|htmlcov|__pycache__|__pypackages__|node_modules|\.[a-z]+_cache|[^/]+\.egg-info)$/;
const LEFT_OUT_AT_TOP = /^(?:build|dist|env)$/;

function readFolder(root: string, keep: Keep): LocalTree['tree'] {
  const entries: SourceEntry[] = [];
  const texts = new Map<string, string>();
  for (const entry of walk(root, '')) {
    entries.push(entry);
    if (entries.length > archiveLimits.members)
      throw new EbuildgenError('SOURCE_UNSAFE', `\`${root}\` has more than ${archiveLimits.members} files`);
    const { path, size } = entry;
    if (size <= archiveLimits.keptFile && keep(path, size))
      texts.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return createSourceTree(basename(root), entries, texts);
}

function* walk(root: string, folder: string): Generator<SourceEntry> {
  const found = readdirSync(join(root, folder), { withFileTypes: true });
  // A virtual environment, whatever it is called.
  if (folder !== '' && found.some(({ name }) => name === 'pyvenv.cfg')) return;
  for (const entry of found) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const isLeftOut = LEFT_OUT.test(entry.name) || (folder === '' && LEFT_OUT_AT_TOP.test(entry.name));
      if (!isLeftOut) yield* walk(root, path);
    } else if (entry.isFile()) yield { path, size: lstatSync(join(root, path)).size };
  }
}

async function readInput(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > archiveLimits.keptFile)
      throw new EbuildgenError('SOURCE_UNSUPPORTED', 'standard input is too large for a pyproject.toml');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
