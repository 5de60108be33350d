import { createNameFilter, UNLIMITED } from './glob.ts';
import { type Folders, findPackages } from './package-finder.ts';

/** What setuptools would ship. */
export interface SetuptoolsLayout {
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  /** Dotted name, or '' for all others, → folder. */
  readonly packageDir: ReadonlyMap<string, string>;
  /** For messages. */
  readonly cause: string;
  /** Several top-level packages or modules in a flat layout: the build stops (PackageDiscoveryError). */
  readonly ambiguous: boolean;
}

/** Names that automatic discovery takes for no part of a distribution (setuptools.discovery, FlatLayoutPackageFinder). */
export const RESERVED_PACKAGES: readonly string[] =
  'ci bin debian doc docs documentation manpages news newsfragments changelog test tests unit_test unit_tests example examples scripts tools util utils python build dist venv env requirements tasks fabfile site_scons benchmark benchmarks exercise exercises htmlcov [._]*'.split(
    ' ',
  );

/** The same for modules (FlatLayoutModuleFinder). */
export const RESERVED_MODULES: readonly string[] =
  'setup conftest test tests example examples build toxfile noxfile pavement dodo tasks fabfile [Ss][Cc]onstruct conanfile manage benchmark benchmarks exercise exercises [._]*'.split(
    ' ',
  );

/**
 * setuptools' automatic discovery, for a project that says nothing of packages and modules: `package_dir`, then `src/`,
 * then the flat layout. https://setuptools.pypa.io/en/latest/userguide/package_discovery.html#automatic-discovery
 */
export function discoverLayout(index: Folders, packageDir: ReadonlyMap<string, string>): SetuptoolsLayout {
  const explicit = [...packageDir].filter(([name]) => name !== '');
  if (explicit.length > 0) return explicitLayout(index, explicit, packageDir);
  const source = packageDir.get('') ?? 'src';
  if (source !== '' && index.files(source).length + index.folders(source).length > 0)
    return sourceLayout(index, source);
  return flatLayout(index, packageDir);
}

function explicitLayout(
  index: Folders,
  explicit: readonly (readonly [string, string])[],
  packageDir: ReadonlyMap<string, string>,
): SetuptoolsLayout {
  const packages = explicit.flatMap(([name, folder]) => [
    name,
    ...findPackages(index, { where: folder, include: ['*'], exclude: [], namespaces: true }).map(
      (nested) => `${name}.${nested}`,
    ),
  ]);
  return { packages, modules: [], packageDir, cause: 'setuptools package-dir', ambiguous: false };
}

function sourceLayout(index: Folders, source: string): SetuptoolsLayout {
  return {
    packages: findPackages(index, { where: source, include: ['*'], exclude: [], namespaces: true }),
    modules: modulesIn(index, source),
    packageDir: new Map([['', source]]),
    cause: `setuptools discovery below \`${source}/\``,
    ambiguous: false,
  };
}

function flatLayout(index: Folders, packageDir: ReadonlyMap<string, string>): SetuptoolsLayout {
  const cause = 'setuptools discovery of a flat layout';
  const packages = findFlatPackages(index);
  const tops = new Set(packages.map(topOf).filter((name) => !name.endsWith('-stubs')));
  if (tops.size > 0) return { packages, modules: [], packageDir, cause, ambiguous: tops.size > 1 };
  const modules = findFlatModules(index);
  return { packages, modules, packageDir, cause, ambiguous: modules.length > 1 };
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function findFlatPackages(index: Folders): readonly string[] {
  if (index.folders('').length === 0) return [];
  const exclude = RESERVED_PACKAGES.flatMap((name) => [name, `${name}.*`]);
  const own = { ...index, budget: UNLIMITED };
  return findPackages(own, { where: '', include: ['*'], exclude, namespaces: true }).filter((dotted) => {
    const [top = '', ...rest] = dotted.split('.');
    return (IDENTIFIER.test(top) || top.endsWith('-stubs')) && rest.every((name) => IDENTIFIER.test(name));
  });
}

function findFlatModules(index: Folders): readonly string[] {
  const reserved = createNameFilter(RESERVED_MODULES);
  return modulesIn(index, '').filter((name) => !reserved(name));
}

export function modulesIn(index: Folders, folder: string): readonly string[] {
  return index.files(folder).flatMap((name) => {
    const module = name.endsWith('.py') ? name.slice(0, -3) : '';
    return IDENTIFIER.test(module) ? [module] : [];
  });
}

function topOf(dotted: string): string {
  return dotted.split('.', 1)[0] ?? dotted;
}

/** The folder of a package: the nearest entry of `package_dir`, or the one for '' (setuptools.discovery.find_package_path). */
export function folderOf(dotted: string, packageDir: ReadonlyMap<string, string>): string {
  const parts = dotted.split('.');
  for (let taken = parts.length; taken > 0; taken -= 1) {
    const folder = packageDir.get(parts.slice(0, taken).join('.'));
    if (folder !== undefined) return [folder, ...parts.slice(taken)].filter((part) => part !== '').join('/');
  }
  return [packageDir.get('') ?? '', ...parts].filter((part) => part !== '').join('/');
}
