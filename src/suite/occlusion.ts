import type { Suite } from './suite.ts';

export interface Occlusion {
  /** The packages' folders at the top of the tree. */
  readonly folders: readonly string[];
  /**
   * `remove` the folders before the tests run; run the tests that are `installed` with the package; `replace` the folders
   * with these where pytest's configuration is wanted, which it looks for where it is started; or nothing that is sure to
   * do, for a person to see to.
   */
  readonly remedy: 'remove' | 'installed' | 'replace' | undefined;
}

/**
 * Python finds packages of the current folder before installed ones, so that compiled modules, which only the built copy
 * has, are missing: rulebook 13.8. undefined where that does not happen.
 */
export function findOcclusion(suite: Suite): Occlusion | undefined {
  const { tree, project } = suite;
  if (project.extension.kind === 'none') return undefined;
  const name = project.name.value.replace(/[-.]/g, '_');
  const names = project.contents.topLevel ?? [name, name.toLowerCase()];
  const folders = [...new Set(names)].filter((candidate) => tree.has(`${candidate}/__init__.py`));
  if (folders.length === 0) return undefined;
  return { folders, remedy: remedyFor(folders, suite) };
}

/** Tests in packages of the package are installed with it. */
function remedyFor(folders: readonly string[], { files, config, project, tree }: Suite): Occlusion['remedy'] {
  const tests = [...files.modules, ...files.support.filter((file) => file.tests.length > 0)];
  const within = tests.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
  if (within.length === 0) return 'remove';
  const areAll = within.length === tests.length && folders.length === 1;
  const areInstalled = within.every(({ path }) => tree.has(path.replace(/[^/]+$/, '__init__.py')));
  if (!areAll || !areInstalled || project.extension.kind !== 'required') return undefined;
  return config.file === undefined ? 'installed' : 'replace';
}
