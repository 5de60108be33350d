import type { SourceTree } from '../../core/source-tree.ts';
import type { SuiteProject } from '../suite-project.ts';

/** Top-level names that the source tree itself provides to its tests. */
export interface LocalModules {
  /** The project's packages and modules, and regular packages and modules beside the tests. */
  readonly sure: ReadonlySet<string>;
  /** Folders without `__init__.py`: Python takes an installed package of the same name before them. */
  readonly folders: ReadonlySet<string>;
}

export function localModules(tree: SourceTree, project: SuiteProject): LocalModules {
  const name = project.name.value.replace(/[-.]/g, '_');
  const sure = new Set([...(project.contents.topLevel ?? []), name, name.toLowerCase()]);
  const folders = new Set<string>();
  for (const { path } of tree.entries) {
    if (!/\.(py|pyi|pyx|so|c|rs)$/.test(path)) continue;
    const { module, folder } = topNameOf(path, tree);
    if (module !== undefined) sure.add(module);
    if (folder !== undefined) folders.add(folder);
  }
  return { sure, folders };
}

/**
 * The name under which a file is imported when the lowest folder above it that is no package stands on sys.path, as
 * pytest's `prepend` mode and source layouts have it.
 */
function topNameOf(path: string, tree: SourceTree): { readonly module?: string; readonly folder?: string } {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  let depth = parts.length;
  while (depth > 0 && tree.has(`${parts.slice(0, depth).join('/')}/__init__.py`)) depth--;
  const above = parts[depth - 1];
  const module = parts[depth] ?? file.slice(0, file.indexOf('.'));
  const onPath = depth === 0 || (depth === 1 && isSourceRoot(parts)) || isNearTests(parts);
  return {
    ...(onPath ? { module } : {}),
    ...(above !== undefined && (isNearTests(parts) || depth === 1) ? { folder: above } : {}),
  };
}

function isSourceRoot([top]: readonly string[]): boolean {
  return top === 'src' || top === 'lib' || top === 'python';
}

function isNearTests(parts: readonly string[]): boolean {
  return parts.some((part) => /^tests?$|^testing$|[-_]tests?$|^tests?[-_]/.test(part));
}
