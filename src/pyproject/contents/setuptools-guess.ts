import type { SourceTree } from '../../core/source-tree.ts';
import { normalizeName } from '../../python/name.ts';
import { createNameFilter, UNLIMITED } from './glob.ts';
import { type Folders, findPackages } from './package-finder.ts';
import {
  folderOf,
  modulesIn,
  RESERVED_MODULES,
  RESERVED_PACKAGES,
  type SetuptoolsLayout,
} from './setuptools-layout.ts';
import type { WheelSource } from './wheel-file.ts';

const CAUSE = 'setup.py';

export interface Guessing {
  readonly source: WheelSource;
  readonly packageDir: ReadonlyMap<string, string>;
  /** `py_modules` was given. */
  readonly withModules: boolean;
}

/**
 * The layout that a setup.py has which computes its packages: what setuptools recorded in the sdist's top_level.txt, or
 * else the packages (with modules in them) where projects keep them.
 */
export function guessLayout(index: Folders, { source, packageDir, withModules }: Guessing): SetuptoolsLayout {
  const root = packageDir.get('') ?? findRoot(index, source);
  const layout = { packageDir: new Map([...packageDir, ['', root]]), cause: CAUSE, ambiguous: false };
  const found = findPackages(
    { ...index, budget: UNLIMITED },
    { where: root, include: ['*'], exclude: excludedIn(root), namespaces: true },
  );
  const packages = found.filter((name) => hasModules(index, folderOf(name, layout.packageDir)));
  const modules = modulesIn(index, root).filter((name) => root !== '' || !isTool(name));
  const recorded = readTopLevel(source.tree);
  if (recorded.size === 0)
    return { ...layout, packages, modules: withModules || packages.length === 0 ? modules : [] };
  return {
    ...layout,
    packages: found.filter((name) => recorded.has(name.split('.', 1)[0] ?? name)),
    modules: modules.filter((name) => recorded.has(name)),
  };
}

const isTool = createNameFilter([...RESERVED_MODULES.filter((name) => name !== '[._]*'), 'test_*', '*_test']);

function excludedIn(root: string): readonly string[] {
  return root === '' ? RESERVED_PACKAGES.flatMap((name) => [name, `${name}.*`]) : [];
}

/** `src/`, or the folder that holds the package of the project's name (`lib/`), or the top. */
function findRoot(index: Folders, { project }: WheelSource): string {
  const holds = (folder: string) =>
    index.folders(folder).some((name) => hasModules(index, `${folder}/${name}`));
  if (holds('src')) return 'src';
  const module = normalizeName(project).replaceAll('-', '_');
  if (index.folders('').includes(module)) return '';
  return index.folders('').find((folder) => index.files(`${folder}/${module}`).includes('__init__.py')) ?? '';
}

function hasModules(index: Folders, folder: string): boolean {
  return index.files(folder).some((name) => /\.pyi?$/.test(name));
}

/** Names that setuptools wrote into the sdist; empty where it has no such file. */
function readTopLevel(tree: SourceTree): ReadonlySet<string> {
  const path = tree.entries.find(({ path: one }) =>
    /^(?:[^/]+\/)?[^/]+\.egg-info\/top_level\.txt$/.test(one),
  )?.path;
  const text = path === undefined ? undefined : tree.tryReadText(path);
  return new Set(
    (text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}
