import type { FileStore } from '../core/ports.ts';
import { isValidCategoryName, isValidPackageName } from '../gentoo/name.ts';

/**
 * `metadata/ebuildgen.state.jsonl`: one line a package, sorted, so that two branches merge line by line. It remembers
 * what a package was generated from and what exactly was written, which is how a later edit by a person is noticed.
 * No timestamps: the same input gives the same bytes.
 */
export const statePath = 'metadata/ebuildgen.state.jsonl';

export interface PackageState {
  /** `dev-python/requests` */
  readonly atom: string;
  /** `pypi:requests` */
  readonly from: string;
  /** File name → SHA-256 of the text as generated, lower-case hex. */
  readonly files: Readonly<Record<string, string>>;
  /** Ebuild file name → the distfiles it fetches. */
  readonly distfiles: Readonly<Record<string, readonly string[]>>;
  /** Ebuild file name → a digest of what it was made from, which tells `update` whether anything is new. */
  readonly inputs?: Readonly<Record<string, string>>;
}

export type OverlayState = ReadonlyMap<string, PackageState>;

/** Reads the state. A line that is not ours (a merge conflict's, another format's) is left out: its files then count as a person's. */
export async function readState(store: FileStore): Promise<OverlayState> {
  const text = (await store.readText(statePath)) ?? '';
  const packages = text.split('\n').flatMap((line) => {
    const state = tryParsePackageState(line);
    return state === undefined ? [] : [[state.atom, state] as const];
  });
  return new Map(packages);
}

/** Writes the state where it differs from what is there. */
export async function writeState(store: FileStore, state: OverlayState): Promise<void> {
  const text = formatState(state);
  if (text !== ((await store.readText(statePath)) ?? '')) await store.write(statePath, text);
}

export function formatState(state: OverlayState): string {
  const sorted = [...state.values()].sort((a, b) => (a.atom < b.atom ? -1 : 1));
  return sorted.map((entry) => `${formatPackageState(entry)}\n`).join('');
}

/** Without the line's end. */
export function formatPackageState({ atom, from, files, distfiles, inputs = {} }: PackageState): string {
  return JSON.stringify({
    v: 1,
    atom,
    from,
    files: sortKeys(files),
    distfiles: sortKeys(distfiles),
    ...(Object.keys(inputs).length === 0 ? {} : { inputs: sortKeys(inputs) }),
  });
}

const sortKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** undefined for what is no line of ours. */
export function tryParsePackageState(line: string): PackageState | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    if (!isPackageState(value)) return undefined;
    const { atom, from, files, distfiles, inputs } = value;
    return { atom, from, files, distfiles, ...(inputs === undefined ? {} : { inputs }) };
  } catch {
    return undefined;
  }
}

/** Anything but a package's name would be a path that leads elsewhere. */
function isPackage(atom: string): boolean {
  const [category = '', name = '', ...rest] = atom.split('/');
  return rest.length === 0 && isValidCategoryName(category) && isValidPackageName(name);
}

function isPackageState(value: unknown): value is PackageState {
  if (!isRecord(value) || value.v !== 1) return false;
  const { atom, from, files, distfiles, inputs = {} } = value;
  if (typeof atom !== 'string' || !isPackage(atom) || typeof from !== 'string') return false;
  if (!isRecord(files) || !isRecord(distfiles) || !isRecord(inputs)) return false;
  const isText = (item: unknown) => typeof item === 'string';
  const isTextList = (item: unknown) => Array.isArray(item) && item.every(isText);
  const texts = [...Object.values(files), ...Object.values(inputs)];
  return texts.every(isText) && Object.values(distfiles).every(isTextList);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
