import { compareGentooVersions, formatGentooVersion, tryParseGentooVersion } from '../gentoo/version.ts';
import type { RenderedFile } from '../model/ebuild.ts';
import type { PackageFolder } from './package-folder.ts';
import type { PackageState } from './state.ts';

export interface Placement {
  /** The files with the ebuild's name as it has to be. */
  readonly files: readonly RenderedFile[];
  /** File name of the ebuild that this one takes the place of. */
  readonly superseded?: string;
}

interface PlacementInput {
  readonly existing: PackageFolder;
  readonly state: PackageState | undefined;
  readonly sha256: (text: string) => string;
  /** False where nobody has installed the package yet, so that it may change in place. */
  readonly revise: boolean;
}

/**
 * Names the ebuild: that of its version's latest revision, or the next one where people who installed it have to build it
 * again (devmanual, Ebuild revisions). An ebuild that a person edited keeps its name, and its text.
 */
export function placeEbuild(
  rendered: readonly RenderedFile[],
  { existing, state, sha256, revise }: PlacementInput,
): Placement {
  const ebuild = rendered.find(({ path }) => path.endsWith('.ebuild'));
  if (ebuild === undefined) return { files: rendered };
  const name = fileName(ebuild.path);
  const current = latestRevision(name, existing);
  if (current === undefined) return { files: rendered };
  const before = existing.get(current) ?? '';
  const ours = state?.files[current] === sha256(before);
  const manifest = rendered.find(({ path }) => path.endsWith('/Manifest'))?.text ?? '';
  const distfiles = [...manifest.matchAll(/^DIST (?<file>\S+)/gm)].map(({ groups }) => groups?.file ?? '');
  const sameFiles = sameList(state?.distfiles[current] ?? [], distfiles);
  const bump = revise && ours && (!sameFiles || needsRevision(before, ebuild.text));
  const target = bump ? nextRevision(current) : current;
  const files = rendered.map((file) =>
    file === ebuild ? { ...file, path: `${file.path.slice(0, -name.length)}${target}` } : file,
  );
  return bump ? { files, superseded: current } : { files };
}

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

const sameList = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join('\n') === [...b].sort().join('\n');

const stem = (name: string) => name.replace(/(?:-r\d+)?\.ebuild$/, '');

/** PVR of `PN-PVR.ebuild`; undefined where the name is no such thing. */
export function versionOfEbuild(file: string): ReturnType<typeof tryParseGentooVersion> {
  const text = /-(?<version>\d[^-]*(?:-r\d+)?)\.ebuild$/.exec(file)?.groups?.version;
  return text === undefined ? undefined : tryParseGentooVersion(text);
}

function latestRevision(name: string, existing: PackageFolder): string | undefined {
  const revisions = [...existing.keys()].filter(
    (file) => file.endsWith('.ebuild') && stem(file) === stem(name),
  );
  return revisions.sort(compareEbuilds).at(-1);
}

/** Order of two ebuilds of one package by version; what is no ebuild comes first. */
export function compareEbuilds(a: string, b: string): number {
  const [left, right] = [versionOfEbuild(a), versionOfEbuild(b)];
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return compareGentooVersions(left, right);
}

function nextRevision(name: string): string {
  const version = versionOfEbuild(name);
  if (version === undefined) return name;
  const revision = String(Number(version.revision ?? '0') + 1);
  const bare = name.slice(0, -(formatGentooVersion(version).length + '.ebuild'.length));
  return `${bare}${formatGentooVersion({ ...version, revision })}.ebuild`;
}

/** Variables that say what gets installed, or what it needs once it is. Others take effect without a new revision. */
const installed: ReadonlySet<string> = new Set([
  'RDEPEND',
  'PDEPEND',
  'IDEPEND',
  'SLOT',
  'DISTUTILS_EXT',
  'DISTUTILS_SINGLE_IMPL',
  'PYTHON_REQ_USE',
]);

/** Functions of the test phase; any other may change what gets installed. */
const testFunctions = /^(?:python_test(?:_all)?|src_test|python_check_deps)$/;

/** Whether an ebuild's change reaches people only if they build the package again. Both texts are our own output. */
export function needsRevision(before: string, after: string): boolean {
  return installedParts(before) !== installedParts(after);
}

/** `NAME="…"`, `NAME=( … )`, `name() { … }` and `export …` at the start of a line, as the renderer writes them. */
const statement =
  /^(?:export (?<exported>.*)|(?<function>\w+)\(\) \{(?<body>[\s\S]*?)^\}|(?<name>\w+)=(?:"(?<text>[\s\S]*?)"|(?<word>.*))$)/gm;

function installedParts(ebuild: string): string {
  const parts = [...ebuild.matchAll(statement)].flatMap(({ groups = {} }) => {
    const { exported, function: called, body = '', name = '', text, word } = groups;
    if (exported !== undefined) return [`export ${exported}`];
    if (called !== undefined) return testFunctions.test(called) ? [] : [`${called}: ${oneLine(body)}`];
    return installed.has(name) ? [`${name}=${oneLine(text ?? word ?? '')}`] : [];
  });
  return parts.sort().join('\n');
}

/** Layout means nothing. */
const oneLine = (text: string) => text.trim().split(/\s+/).join(' ');
