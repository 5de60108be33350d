import { EbuildgenError } from '../core/errors.ts';
import { formatManifest, type ManifestEntry, mergeManifests, parseManifest } from '../gentoo/manifest.ts';
import type { RenderedFile } from '../model/ebuild.ts';
import type { FileChange } from '../model/result.ts';
import type { PackageFolder } from './package-folder.ts';
import type { PackageState } from './state.ts';

export interface PackagePlan {
  readonly changes: readonly FileChange[];
  /** What the state should remember once the changes are made. */
  readonly files: PackageState['files'];
  readonly distfiles: PackageState['distfiles'];
}

interface PlanInput {
  /** One ebuild, metadata.xml and a Manifest of this ebuild's distfiles. */
  readonly rendered: readonly RenderedFile[];
  readonly existing: PackageFolder;
  readonly state: PackageState | undefined;
  readonly sha256: (text: string) => string;
}

/**
 * What has to change on disk. A file whose text is not what we wrote last is a person's: it is kept, and reported.
 * Of the Manifest, lines of other versions stay. Throws SOURCE_INTEGRITY where a distfile is not what it was.
 */
export function planChanges({ rendered, existing, state, sha256 }: PlanInput): PackagePlan {
  const changes: FileChange[] = [];
  const files: Record<string, string> = { ...state?.files };
  const ebuild = rendered.map(({ path }) => fileName(path)).find((name) => name.endsWith('.ebuild')) ?? '';
  const distfiles: Record<string, readonly string[]> = { ...state?.distfiles };
  for (const { path, text } of rendered) {
    const name = fileName(path);
    const before = existing.get(name);
    if (name === 'Manifest') {
      const ours = parseManifest(text);
      const after = mergedManifest(before, ours, staleDistfiles(state, ebuild));
      changes.push(changeOf(path, before, after));
      distfiles[ebuild] = ours.map(({ filename }) => filename);
    } else if (before === undefined || before === text || files[name] === sha256(before)) {
      changes.push(changeOf(path, before, text));
      files[name] = sha256(text);
    } else {
      changes.push({ path, change: 'kept', before, after: text });
    }
  }
  return { changes, files, distfiles };
}

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function changeOf(path: string, before: string | undefined, after: string): FileChange {
  if (before === after) return { path, change: 'unchanged' };
  return before === undefined
    ? { path, change: 'created', after }
    : { path, change: 'updated', before, after };
}

/** Distfiles that only this ebuild used when it was generated last. */
function staleDistfiles(state: PackageState | undefined, ebuild: string): ReadonlySet<string> {
  const others = Object.entries(state?.distfiles ?? {}).filter(([name]) => name !== ebuild);
  const shared = new Set(others.flatMap(([, names]) => names));
  return new Set((state?.distfiles[ebuild] ?? []).filter((name) => !shared.has(name)));
}

function mergedManifest(
  before: string | undefined,
  ours: readonly ManifestEntry[],
  stale: ReadonlySet<string>,
): string {
  const existing = parseManifest(before ?? '');
  for (const entry of ours) checkUnchanged(entry, existing);
  const kept = existing.map(({ filename }) => filename).filter((filename) => !stale.has(filename));
  return formatManifest(mergeManifests(existing, ours, new Set(kept)));
}

/** A released file that changes under its name is an attack or a mistake; a person has to decide. */
function checkUnchanged(entry: ManifestEntry, existing: readonly ManifestEntry[]): void {
  const known = existing.find(({ filename }) => filename === entry.filename);
  const differs = [...entry.hashes].some(([name, digest]) => (known?.hashes.get(name) ?? digest) !== digest);
  if (!differs) return;
  throw new EbuildgenError(
    'SOURCE_INTEGRITY',
    `\`${entry.filename}\` is not the file that the Manifest lists`,
    {
      hint: 'upstream replaced a released file; compare the two, then remove its Manifest line to accept the new one',
    },
  );
}
