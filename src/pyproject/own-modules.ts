import type { SourceTree } from '../core/source-tree.ts';

export interface InstalledSource {
  readonly tree: SourceTree;
  /** Names that the wheel has in site-packages; undefined where that is not known. */
  readonly topLevel: readonly string[] | undefined;
}

const MAX_MODULES = 5000;
const TESTS =
  /(?:^|\/)(?:tests?|testing|examples?|docs?|benchmarks?|scripts|tools)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup)\.py$/;

/** What is imported of names in site-packages: `spam` of `spam.py`. */
export const topModules = (topLevel: readonly string[]): readonly string[] =>
  topLevel.map((name) => name.replace(/\.py$/, ''));

/** Dotted name → path of the modules that the wheel will have, those of bundled tests left out. */
export function ownModules({ tree, topLevel }: InstalledSource): ReadonlyMap<string, string> {
  const tops = topLevel === undefined ? undefined : topModules(topLevel);
  const modules = new Map<string, string>();
  for (const { path } of tree.entries) {
    if (!path.endsWith('.py') || modules.size >= MAX_MODULES) continue;
    const parts = path.replace(/\/__init__\.py$|\.py$/, '').split('/');
    const start =
      tops === undefined ? Number(parts[0] === 'src') : parts.findIndex((part) => tops.includes(part));
    const name = parts.slice(start).join('.');
    if (
      start >= 0 &&
      start <= 2 &&
      !TESTS.test(parts.slice(start + 1).join('/') + path.slice(path.lastIndexOf('/'))) &&
      !modules.has(name)
    )
      modules.set(name, path);
  }
  return modules;
}
