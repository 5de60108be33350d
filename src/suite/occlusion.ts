import type { Suite } from './suite.ts';

export interface Occlusion {
  /** The package's folder at the top of the tree. */
  readonly folder: string;
  /**
   * `remove` the folder before the tests run; run the tests that are `installed` with the package; or nothing that is sure
   * to do, for a person to see to.
   */
  readonly remedy: 'remove' | 'installed' | undefined;
}

/**
 * `python -m pytest` finds packages of the current folder before installed ones, so that compiled modules, which only
 * the built copy has, are missing: rulebook 13.8. undefined where that does not happen.
 */
export function findOcclusion(suite: Suite): Occlusion | undefined {
  const { tree, project } = suite;
  if (project.extension.kind === 'none') return undefined;
  const name = project.name.value.replace(/[-.]/g, '_');
  const names = project.contents.topLevel ?? [name, name.toLowerCase()];
  const folder = names.find((candidate) => tree.has(`${candidate}/__init__.py`));
  if (folder === undefined) return undefined;
  return { folder, remedy: remedyFor(folder, suite) };
}

/** Tests in packages of the package are installed with it; pytest finds no configuration of the source tree from there. */
function remedyFor(folder: string, { files, config, project, tree }: Suite): Occlusion['remedy'] {
  const within = files.modules.filter(({ path }) => path.startsWith(`${folder}/`));
  if (within.length === 0) return 'remove';
  const areAll = within.length === files.modules.length;
  const areInstalled = within.every(({ path }) => tree.has(path.replace(/[^/]+$/, '__init__.py')));
  const isSure = areAll && areInstalled && config.file === undefined && project.extension.kind === 'required';
  return isSure ? 'installed' : undefined;
}
