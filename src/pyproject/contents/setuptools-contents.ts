import type { SourceTree } from '../../core/source-tree.ts';
import { tableAt } from '../../toml/values.ts';
import type { ConfigFile } from '../formats/config-parser.ts';
import type { SetupCall } from '../program/frame.ts';
import { readCfgLayout } from './declared-cfg.ts';
import type { DeclaredLayout, FindDirective } from './declared-layout.ts';
import { readSetupLayout } from './declared-setup-py.ts';
import { readTomlLayout } from './declared-toml.ts';
import type { PathMatcher } from './glob.ts';
import { createDataFilter, type DataFilter } from './package-data.ts';
import { type Folders, findPackages, indexFolders } from './package-finder.ts';
import { guessLayout } from './setuptools-guess.ts';
import { discoverLayout, folderOf, type SetuptoolsLayout } from './setuptools-layout.ts';
import type { WheelFile, WheelSource } from './wheel-file.ts';

export interface SetuptoolsSource extends WheelSource {
  /** Normalised names in `[build-system] requires`. */
  readonly buildRequires: ReadonlySet<string>;
  readonly setupCfg: ConfigFile | undefined;
  /** Absent where setup.py is missing, or holds no call of `setup()` that could be read. */
  readonly setupCall: SetupCall | undefined;
}

export interface SetuptoolsContents {
  readonly files: readonly WheelFile[];
  /** Top-level packages or modules that make setuptools stop, where it would. */
  readonly ambiguous: readonly string[];
  /** Files that go right below the prefix rather than into site-packages: `data_files=[("docs", …)]`. */
  readonly dataFiles: ReadonlyMap<string, readonly string[]>;
  /** Files of packages that only a plugin finds which asks git, and an archive without git leaves out. */
  readonly lost: readonly string[];
}

/**
 * Wheel contents under setuptools: pyproject.toml before setup.py before setup.cfg, then automatic discovery. What only a
 * program could tell is taken from the sdist's own top_level.txt, else guessed from the folders.
 */
export function readSetuptoolsContents(source: SetuptoolsSource): SetuptoolsContents {
  const index = indexFolders(source);
  const declared = [
    readTomlLayout(source.pyproject),
    readSetupLayout(source.setupCall),
    readCfgLayout(source.setupCfg),
  ];
  const layout = chooseLayout(declared, { index, source });
  const isData = chooseData(declared, source);
  return {
    files: [...placeLayout(layout, index, (path) => isData?.(path) === true), ...placeExtensions(declared)],
    ambiguous: layout.ambiguous ? topNames(layout) : [],
    dataFiles: declared.find((one) => one.dataFiles !== undefined)?.dataFiles ?? new Map(),
    lost: isData === undefined || !asksGit(source) ? [] : lostFiles(layout, index, isData),
  };
}

/** With pyproject.toml's `[project]`, data files come along unless something says no. */
function chooseData(declared: readonly DeclaredLayout[], source: SetuptoolsSource): DataFilter | undefined {
  const said = declared.find((one) => one.includeData !== undefined)?.includeData;
  return (said ?? tableAt(source.pyproject, 'project') !== undefined) ? createDataFilter(source) : undefined;
}

/** A plugin of the build lists the files that git knows, nothing else does, and the tree is no sdist. */
function asksGit({ tree, buildRequires, pyproject, setupCall, setupCfg }: SetuptoolsSource): boolean {
  const saysData = ['package_data', 'exclude_package_data'].some(
    (name) =>
      tableAt(pyproject, 'tool', 'setuptools', name.replaceAll('_', '-')) !== undefined ||
      setupCall?.keywords.has(name) === true ||
      setupCfg?.has(`options.${name}`) === true,
  );
  const finds = ['setuptools-scm', 'vcs-versioning', 'setuptools-git'].some((name) =>
    buildRequires.has(name),
  );
  return finds && !saysData && !tree.has('PKG-INFO') && !isKnownArchive(tree);
}

/** setuptools-scm takes each file of an archive for one that git knows, where git left a note of its commit in it. */
function isKnownArchive(tree: SourceTree): boolean {
  return /^node:(?!.*\$Format)/m.test(tree.tryReadText('.git_archival.txt') ?? '');
}

function lostFiles(
  { packages, packageDir }: SetuptoolsLayout,
  index: Folders,
  isData: DataFilter,
): readonly string[] {
  const paths = packages
    .map((dotted) => folderOf(dotted, packageDir))
    // At the top of the tree are the project's own files.
    .filter((folder) => folder !== '')
    .flatMap((folder) => index.files(folder).map((name) => `${folder}/${name}`));
  return paths.filter((path) => !NO_DATA.test(path) && isData(path) === undefined);
}

/** What setuptools takes by itself, what modules are compiled from, and what is there for readers and git. */
const NO_DATA =
  /\/(?:\.[^/]*|py\.typed|Makefile|CMakeLists\.txt|(?:README|LICENSE|CHANGES|TODO)(?:\.\w+)?|[^/]*\.(?:pyi?|pyc|py[xd]\w*|pxi|c|cc|cpp|cxx|h|hh|hpp|rs|f|f90|pyf|md|rst|in|toml|build))$/i;

interface Choosing {
  readonly index: Folders;
  readonly source: SetuptoolsSource;
}

function chooseLayout(declared: readonly DeclaredLayout[], { index, source }: Choosing): SetuptoolsLayout {
  const packaged = declared.find(({ packages }) => packages !== undefined);
  const modular = declared.find(({ modules }) => modules !== undefined);
  const packageDir = new Map(declared.toReversed().flatMap((one) => [...(one.packageDir ?? [])]));
  const unreadable = packaged?.packages === 'unreadable' || modular?.modules === 'unreadable';
  const hidden =
    packaged === undefined && modular === undefined && declared.some(({ partial }) => partial === true);
  if (unreadable || hidden)
    return guessLayout(index, { source, packageDir, withModules: modular !== undefined });
  if (packaged === undefined && modular === undefined)
    return onlyExtensions(declared, source) ? emptyLayout(packageDir) : discoverLayout(index, packageDir);
  const packages = resolvePackages(packaged?.packages, { index, packageDir });
  const modules = Array.isArray(modular?.modules) ? modular.modules : [];
  return { packages, modules, packageDir, cause: packaged?.from ?? modular?.from ?? '', ambiguous: false };
}

/** Outside pyproject.toml, `ext_modules` alone switches the discovery off. */
function onlyExtensions(declared: readonly DeclaredLayout[], { pyproject }: SetuptoolsSource): boolean {
  return (
    tableAt(pyproject, 'project') === undefined && declared.some(({ extensions }) => extensions !== undefined)
  );
}

function emptyLayout(packageDir: ReadonlyMap<string, string>): SetuptoolsLayout {
  return { packages: [], modules: [], packageDir, cause: '', ambiguous: false };
}

function resolvePackages(
  packages: DeclaredLayout['packages'],
  { index, packageDir }: { readonly index: Folders; readonly packageDir: Map<string, string> },
): readonly string[] {
  if (packages === undefined || packages === 'unreadable') return [];
  if (!isFind(packages)) return packages;
  const [only, ...others] = packages.where;
  if (only !== undefined && only !== '' && others.length === 0 && !packageDir.has(''))
    packageDir.set('', only);
  return packages.where.flatMap((where) => {
    const found = findPackages(index, { ...packages, where });
    if (where !== (packageDir.get('') ?? ''))
      for (const name of found)
        if (!name.includes('.')) packageDir.set(name, where === '' ? name : `${where}/${name}`);
    return found;
  });
}

function isFind(packages: readonly string[] | FindDirective): packages is FindDirective {
  return 'where' in packages;
}

/** Files of the packages, stubs and type markers included, and of the modules that there are. */
function placeLayout(
  { packages, modules, packageDir, cause }: SetuptoolsLayout,
  index: Folders,
  isData: PathMatcher,
): readonly WheelFile[] {
  const files = packages.flatMap((dotted) => {
    const folder = folderOf(dotted, packageDir);
    const names = index
      .files(folder)
      .filter((name) => /\.pyi?$|^py\.typed$/.test(name) || isData(`${folder}/${name}`));
    return names.map((name) => ({ path: `${dotted.replaceAll('.', '/')}/${name}`, cause }));
  });
  const paths = modules.map((name) => ({ name, path: `${folderOf(name, packageDir)}.py` }));
  const present = paths.filter(({ path }) => index.has(path));
  return [...files, ...present.map(({ name }) => ({ path: `${name.replaceAll('.', '/')}.py`, cause }))];
}

/** Extension modules right in site-packages; those in a package share its name. */
function placeExtensions(declared: readonly DeclaredLayout[]): readonly WheelFile[] {
  return declared.flatMap(({ extensions }) =>
    extensions === undefined || extensions === 'unreadable'
      ? []
      : extensions.map((name) => ({ path: `${name.replaceAll('.', '/')}.so`, cause: 'ext_modules' })),
  );
}

function topNames({ packages, modules }: SetuptoolsLayout): readonly string[] {
  const tops = packages.map((name) => name.split('.', 1)[0] ?? name);
  return [...new Set([...tops, ...modules])].filter((name) => !name.endsWith('-stubs')).sort();
}
