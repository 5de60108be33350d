import { EbuildgenError } from '../../core/errors.ts';
import type { Ports } from '../../core/host.ts';
import type {
  CoreMetadata,
  ReleaseFile,
  ReleaseRef,
  SourceKind,
  UpstreamRelease,
} from '../../core/release.ts';
import { createSourceTree, type SourceTree, subtree } from '../../core/source-tree.ts';
import type { LintInput } from '../../lint/rule.ts';
import { isWanted } from '../../pyproject/wanted-files.ts';
import { findProjectFolder } from '../../sources/forge/project-folder.ts';
import { trySelectSdist } from '../../sources/pypi/select-sdist.ts';
import type { UpstreamSource } from '../../sources/source.ts';
import type { LintTarget } from './lint-targets.ts';

export const DOCUMENT = 'pyproject.toml';

/** A target's files. */
export interface LintSource {
  readonly kind: LintInput['kind'];
  readonly tree: SourceTree;
  /** Archives. */
  readonly filename?: string;
  /** Goes before a file's path to give one from the current folder. */
  readonly base: string;
  /** pyproject.toml on disk, which fixes may be written to: its folder and name. */
  readonly editable?: { readonly folder: string; readonly name: string };
  /** What the index says of a release. */
  readonly metadata: CoreMetadata;
}

export interface LintSources {
  /** The current folder, absolute. */
  readonly cwd?: string;
  readonly ports: Ports;
  readonly sources: Readonly<Partial<Record<SourceKind, UpstreamSource>>>;
}

/** Reads a target. Throws what ports and sources throw, and USAGE_INVALID where nothing is there. */
export async function openLintSource(target: LintTarget, context: LintSources): Promise<LintSource> {
  if (target.kind === 'input') return inputSource(await context.ports.local.readInput());
  if (target.kind === 'release') return releaseSource(target.ref, context);
  const local = await tryLocalSource(target.path, context);
  if (local !== undefined) return local;
  if (target.ref !== undefined) return releaseSource(target.ref, context);
  throw new EbuildgenError('USAGE_INVALID', `there is nothing at \`${target.path}\``);
}

const nothing: CoreMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

function inputSource(text: string): LintSource {
  const tree = createSourceTree('', [{ path: DOCUMENT, size: text.length }], new Map([[DOCUMENT, text]]));
  return { kind: 'pyproject', tree, base: '', metadata: nothing };
}

async function tryLocalSource(path: string, { ports, cwd }: LintSources): Promise<LintSource | undefined> {
  const local = await ports.local.readTree(path, isWanted);
  if (local === undefined) return undefined;
  const { kind, tree } = local;
  const shown = fromHere(path, cwd);
  const filename = path.slice(path.lastIndexOf('/') + 1);
  if (kind === 'toml') {
    const folder = path.slice(0, path.length - filename.length);
    const editable = { folder: folder === '' ? '.' : folder, name: filename };
    const base = shown.slice(0, shown.length - filename.length);
    return { ...inputSource(tree.tryReadText(filename) ?? ''), base, editable };
  }
  if (kind === 'archive') return archiveSource(tree, { filename, base: `${shown}/`, metadata: nothing });
  const base = shown === '.' ? '' : `${shown}/`;
  const editable = tree.has(DOCUMENT) ? { editable: { folder: path, name: DOCUMENT } } : {};
  return { kind: 'folder', tree, base, ...editable, metadata: nothing };
}

/** A path below the current folder as seen from there: viewers and annotations know no other. */
function fromHere(path: string, cwd: string | undefined): string {
  const tidy = path.replace(/(?<=.)\/+$/, '');
  if (tidy === cwd) return '.';
  return cwd !== undefined && tidy.startsWith(`${cwd}/`) ? tidy.slice(cwd.length + 1) : tidy;
}

function archiveSource(
  tree: SourceTree,
  { filename, base, metadata }: Required<Pick<LintSource, 'filename' | 'base' | 'metadata'>>,
): LintSource {
  return { kind: archiveKind(tree, filename), tree, filename, base, metadata };
}

/** An archive with PKG-INFO is an sdist, any other one a forge's. */
export function archiveKind(tree: SourceTree, filename: string): 'wheel' | 'sdist' | 'archive' {
  if (filename.endsWith('.whl')) return 'wheel';
  return tree.has('PKG-INFO') ? 'sdist' : 'archive';
}

async function releaseSource(ref: ReleaseRef, { ports, sources }: LintSources): Promise<LintSource> {
  const source = sources[ref.source];
  if (source === undefined)
    throw new EbuildgenError('USAGE_INVALID', `\`${ref.source}\` is not a source of releases`);
  const { value: release } = await source.fetchRelease(ref, { prereleases: false });
  const file = selectFile(release);
  const { url, filename, size, sha256 } = file;
  const { tree } = await ports.distfiles.fetchSource({
    url,
    filename,
    subject: release.project,
    snapshot: file.kind === 'archive',
    keep: isWanted,
    ...(size === undefined ? {} : { size }),
    ...(sha256 === undefined ? {} : { sha256 }),
  });
  const project = file.kind === 'archive' ? subtree(tree, projectFolder(tree, release)) : tree;
  return archiveSource(project, { filename, base: `${filename}/`, metadata: release.metadata });
}

/** The sdist, else a tag's archive, else a wheel. */
function selectFile(release: UpstreamRelease): ReleaseFile {
  const file =
    trySelectSdist(release) ??
    release.files.find(({ kind }) => kind === 'archive') ??
    release.files.find(({ kind, yanked }) => kind === 'wheel' && !yanked);
  if (file !== undefined) return file;
  throw new EbuildgenError(
    'RELEASE_UNSUITABLE',
    `\`${release.project}\` ${release.version} has neither a source archive nor a wheel`,
  );
}

function projectFolder(tree: SourceTree, release: UpstreamRelease): string {
  const names = [release.project, ...(release.forge === undefined ? [] : [release.forge.repo])];
  return findProjectFolder(tree, { names }).value;
}
