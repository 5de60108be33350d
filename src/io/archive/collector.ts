import { EbuildgenError } from '../../core/errors.ts';
import { createSourceTree, type SourceEntry, type SourceTree } from '../../core/source-tree.ts';
import type { ArchiveLimits } from './limits.ts';
import { faultOfName, normalizeMemberPath, resolveLink } from './member-path.ts';

export type MemberKind = 'file' | 'folder' | 'symlink' | 'hardlink' | 'other';

export interface Member {
  readonly name: string;
  readonly kind: MemberKind;
  /** Bytes of a file. */
  readonly size: number;
  /** Of links. */
  readonly target?: string;
}

export interface CollectorOptions {
  /** The archive's name, in messages. */
  readonly filename: string;
  readonly limits: ArchiveLimits;
  /** False for wheels, whose members lie at the root. */
  readonly stripTop: boolean;
  readonly keep: (path: string, size: number) => boolean;
  /** See DistfileRequest. */
  readonly snapshot?: boolean;
}

/** The contents of an archive as they are read: each path, and the texts that were asked for. */
export interface ArchiveContents {
  readonly top: string;
  readonly entries: readonly SourceEntry[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Takes an archive's members one by one, refuses the hostile ones and lists the others.
 *
 * Links are not followed on disk, for nothing is written; one that leads to a file of the same archive counts as that
 * file, as it will once Portage has unpacked it; one that leads to a folder is left out. Links that lead out of the archive
 * are refused, as pip refuses them (PEP 721), or left out where a forge's snapshot of a repository has them. A second member of the same path is refused unless it says the same.
 */
export interface MemberCollector {
  /** Whether the member's content is wanted. Throws SOURCE_UNSAFE. */
  add(member: Member): boolean;
  /** The content of the member added last. */
  addContent(name: string, content: Uint8Array): void;
  finish(): ArchiveContents;
}

interface State {
  readonly options: CollectorOptions;
  readonly files: Map<string, number>;
  readonly folders: Set<string>;
  readonly links: Map<string, string>;
  readonly texts: Map<string, string>;
  members: number;
  unpacked: number;
  kept: number;
  /** The first folder's top: what keep() is asked about lies below it. */
  top: string | undefined;
}

export function createCollector(options: CollectorOptions): MemberCollector {
  const state: State = {
    options,
    files: new Map(),
    folders: new Set(),
    links: new Map(),
    texts: new Map(),
    members: 0,
    unpacked: 0,
    kept: 0,
    top: undefined,
  };
  return {
    add: (member) => add(state, member),
    addContent: (name, content) => addContent(state, normalizeMemberPath(name), content),
    finish: () => finish(state),
  };
}

/** A tree of what was collected. */
export function contentsToTree({ top, entries, texts }: ArchiveContents): SourceTree {
  return createSourceTree(top, entries, texts);
}

function add(state: State, member: Member): boolean {
  const { limits } = state.options;
  state.members += 1;
  state.unpacked += member.size;
  if (state.members > limits.members) throw unsafe(state, `has more than ${limits.members} members`);
  if (state.unpacked > limits.unpacked) throw unsafe(state, `unpacks to more than ${limits.unpacked} bytes`);
  const fault = faultOfName(member.name, limits);
  if (fault !== undefined) throw unsafeMember(state, member, fault);
  const path = normalizeMemberPath(member.name);
  if (path === '' || isAppleDouble(path)) return false;
  if (path.includes('/') || member.kind === 'folder') state.top ??= path.split('/', 1)[0] ?? '';
  return adders[member.kind](state, path, member);
}

/** What macOS writes beside the top folder for its attributes: of no use, and no second top. */
function isAppleDouble(path: string): boolean {
  return path.startsWith('._') && !path.includes('/');
}

const adders: Readonly<Record<MemberKind, (state: State, path: string, member: Member) => boolean>> = {
  file: addFile,
  folder(state, path) {
    state.folders.add(path);
    return false;
  },
  symlink: (state, path, member) => addLink(state, path, { member, base: parentOf(path) }),
  hardlink: (state, path, member) => addLink(state, path, { member, base: '' }),
  other(state, _path, member) {
    throw unsafeMember(state, member, 'is no file, folder or link');
  },
};

function addFile(state: State, path: string, member: Member): boolean {
  const known = state.files.get(path);
  if (state.links.has(path) || (known !== undefined && known !== member.size)) {
    throw unsafeMember(state, member, 'is there twice with different content');
  }
  state.files.set(path, member.size);
  if (member.size > state.options.limits.keptFile) return false;
  return state.options.keep(belowTop(state, path), member.size);
}

function belowTop(state: State, path: string): string {
  const top = `${state.top ?? ''}/`;
  return state.options.stripTop && path.startsWith(top) ? path.slice(top.length) : path;
}

interface LinkMember {
  readonly member: Member;
  readonly base: string;
}

function addLink(state: State, path: string, { member, base }: LinkMember): boolean {
  const target = resolveLink(base, member.target ?? '');
  if (target === undefined) {
    if (state.options.snapshot === true && member.kind === 'symlink') return leaveOut(state, path);
    throw unsafeMember(state, member, `links to \`${member.target ?? ''}\`, which is outside of the archive`);
  }
  const known = state.links.get(path);
  if (state.files.has(path) || (known !== undefined && known !== target)) {
    throw unsafeMember(state, member, 'is there twice with different content');
  }
  state.links.set(path, target);
  return false;
}

/** A link to nowhere that is listed: nothing may lie below it. */
function leaveOut(state: State, path: string): boolean {
  state.links.set(path, '');
  return false;
}

function addContent(state: State, path: string, content: Uint8Array): void {
  const text = new TextDecoder().decode(content);
  const known = state.texts.get(path);
  if (known !== undefined && known !== text) {
    throw unsafe(state, `has the member \`${path}\` twice with different content`);
  }
  if (known !== undefined || state.kept + content.length > state.options.limits.keptTotal) return;
  state.kept += content.length;
  state.texts.set(path, text);
}

function finish(state: State): ArchiveContents {
  refusePathsBelowFiles(state);
  followLinks(state);
  const top = state.options.stripTop ? singleTop(state) : '';
  const strip = top === '' ? 0 : top.length + 1;
  const entries = [...state.files].map(([path, size]) => ({ path: path.slice(strip), size }));
  const texts = new Map([...state.texts].map(([path, text]) => [path.slice(strip), text]));
  return { top, entries, texts };
}

/** A path below a link would leave the tree once unpacked; one below a file cannot be. */
function refusePathsBelowFiles(state: State): void {
  const leaf = (path: string) => state.links.has(path) || state.files.has(path);
  const checked = new Set<string>();
  const { limits } = state.options;
  for (const path of [...state.files.keys(), ...state.links.keys(), ...state.folders]) {
    for (let folder = parentOf(path); folder !== '' && !checked.has(folder); folder = parentOf(folder)) {
      if (leaf(folder)) throw unsafe(state, `has \`${path}\` below \`${folder}\`, which is no folder`);
      checked.add(folder);
    }
    if (checked.size > limits.members) throw unsafe(state, `has more than ${limits.members} folders`);
  }
}

function followLinks(state: State): void {
  for (const path of [...state.links.keys()].sort()) {
    const target = endOfLinks(state.links, path);
    const size = state.files.get(target);
    if (size === undefined) continue;
    state.files.set(path, size);
    const text = state.texts.get(target);
    if (text !== undefined) state.texts.set(path, text);
  }
}

/** Follows links that lead to links, a few times: circles end nowhere. */
function endOfLinks(links: ReadonlyMap<string, string>, path: string): string {
  let end = path;
  for (let hops = 0; hops < 8; hops += 1) {
    const next = links.get(end);
    if (next === undefined) return end;
    end = next;
  }
  return '';
}

function singleTop(state: State): string {
  const top = state.top ?? '';
  const below = `${top}/`;
  const inside = (path: string) => path.startsWith(below);
  return [...state.files.keys()].every(inside) ? top : '';
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function unsafeMember(state: State, member: Member, fault: string): EbuildgenError {
  return unsafe(state, `has a member \`${member.name.slice(0, 300)}\` that ${fault}`);
}

function unsafe(state: State, fault: string): EbuildgenError {
  return unsafeArchive(state.options.filename, fault);
}

/** The error that refuses an archive for what is in it. */
export function unsafeArchive(filename: string, fault: string): EbuildgenError {
  return new EbuildgenError('SOURCE_UNSAFE', `\`${filename}\` ${fault}; it is not unpacked`);
}
