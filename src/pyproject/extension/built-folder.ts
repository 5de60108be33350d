import type { SourceTree } from '../../core/source-tree.ts';
import type { ProjectMetadata } from '../../model/project.ts';

/**
 * Whether the package is built from what lies, or would lie, in a folder of the tree: it is a part of an import package,
 * or extension modules name a source or a folder of headers there.
 */
export function isBuiltFrom(
  folder: string,
  { contents, extension }: Pick<ProjectMetadata, 'contents' | 'extension'>,
  tree: SourceTree,
): boolean {
  const isNamed = (path: string) => path === folder || path.startsWith(`${folder}/`);
  if (extension.kind !== 'none' && extension.sources?.some(isNamed)) return true;
  if (BESIDE.test(folder)) return false;
  const { topLevel } = contents;
  return parentsOf(folder).some((parent) => {
    const name = parent.slice(parent.lastIndexOf('/') + 1);
    return tree.has(`${parent}/__init__.py`) && topLevel?.includes(name) !== false;
  });
}

/** Parts of packages that no code needs. */
const BESIDE = /(?:^|\/)(?:tests?|testing|docs?|examples?|benchmarks?|fixtures)(?:\/|$)/i;

/** `a/b/c` → `a/b`, `a` */
function parentsOf(path: string): readonly string[] {
  const steps = path.split('/').slice(0, MAX_STEPS);
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('/'));
}

const MAX_STEPS = 50;
