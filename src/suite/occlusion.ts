import type { Suite } from './suite.ts';

export interface Occlusion {
  /** The package's folder at the top of the tree. */
  readonly folder: string;
  /** False where tests lie in it, so that it cannot be removed before they run. */
  readonly removable: boolean;
}

/**
 * `python -m pytest` finds packages of the current folder before installed ones, so that compiled modules, which only
 * the built copy has, are missing: rulebook 13.8. undefined where that does not happen.
 */
export function findOcclusion({ tree, project, files }: Suite): Occlusion | undefined {
  if (project.extension.kind === 'none') return undefined;
  const name = project.name.value.replace(/[-.]/g, '_');
  const names = project.contents.topLevel ?? [name, name.toLowerCase()];
  const folder = names.find((candidate) => tree.has(`${candidate}/__init__.py`));
  if (folder === undefined) return undefined;
  return { folder, removable: !files.modules.some(({ path }) => path.startsWith(`${folder}/`)) };
}
