import type { Diagnostic } from '../../core/diagnostic.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { found } from './findings.ts';
import { matchesPathGlob } from './path-glob.ts';

/** Files whose text findArchiveGaps reads: to be asked for when an archive of a forge is unpacked. */
export function isForgeFile(path: string, size: number): boolean {
  if (/(?:^|\/)\.(?:gitmodules|gitattributes)$/.test(path)) return size <= 100_000;
  return false;
}

/**
 * What a forge's archive of a tag lacks of a full checkout: submodules, and files that git-lfs keeps elsewhere.
 * `isNeeded` tells whether the package is built from what would lie in a folder.
 */
export function findArchiveGaps(
  tree: SourceTree,
  isNeeded: (folder: string) => boolean,
): readonly Diagnostic[] {
  const missing = readSubmodules(tree.tryReadText('.gitmodules') ?? '').filter(
    ({ path }) => !tree.hasFolder(path),
  );
  const pointers = findPointers(tree);
  return [
    ...missing.map((module) =>
      found[isNeeded(module.path) ? 'submodule-needed' : 'submodule-missing'](module, {
        file: '.gitmodules',
      }),
    ),
    ...(pointers.length === 0
      ? []
      : [found['lfs-pointers']({ paths: pointers }, { file: '.gitattributes' })]),
  ];
}

interface Submodule {
  readonly path: string;
  readonly url: string;
}

/** The `[submodule "…"]` sections of a .gitmodules file, git-config(1). */
function readSubmodules(text: string): readonly Submodule[] {
  return text
    .split(/^[ \t]*\[submodule\b[^\n]*$/m)
    .slice(1)
    .map((section) => ({ path: settingOf(section, 'path'), url: settingOf(section, 'url') }))
    .filter(({ path }) => path !== '');
}

function settingOf(section: string, key: string): string {
  const line = section
    .split('\n')
    .find((candidate) => candidate.trim().startsWith(key) && candidate.includes('='));
  const value = line?.slice(line.indexOf('=') + 1).trim() ?? '';
  return value.replace(/^"(.*)"$/, '$1').replace(/\/+$/, '');
}

/** A pointer is a text of three lines; https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const pointerSizes = { min: 110, max: 200 } as const;

/** Files that .gitattributes gives to git-lfs and that are as small as a pointer; the archive may hold the real ones. */
function findPointers(tree: SourceTree): readonly string[] {
  const patterns = (tree.tryReadText('.gitattributes') ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pattern = '#', ...rest]) => !pattern.startsWith('#') && rest.includes('filter=lfs'))
    .map(([pattern = '']) => pattern)
    .filter((pattern) => pattern.length <= 200)
    .slice(0, 200);
  return tree.entries
    .filter(({ size }) => size >= pointerSizes.min && size <= pointerSizes.max)
    .filter(({ path }) => patterns.some((pattern) => matchesPathGlob(pattern, path)))
    .map(({ path }) => path);
}
