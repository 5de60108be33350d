import type { Staged } from '../core/diagnostic.ts';
import type { PythonParser } from '../core/ports.ts';
import type { Dependency, ProjectMetadata } from '../model/project.ts';
import { distributionOf } from '../python/import-names.ts';
import { rootOf } from '../python/module-name.ts';
import { normalizeName } from '../python/name.ts';
import { isStdlib } from '../python/stdlib-modules.ts';
import { found } from './findings.ts';
import { reachableModules } from './module-graph.ts';
import { readImports } from './module-imports.ts';
import { type InstalledSource, ownModules, topModules } from './own-modules.ts';
import { staged } from './staged.ts';

type Declared = Pick<ProjectMetadata, 'dependencies' | 'extras' | 'groups'>;

/**
 * What importing the package alone needs, and upstream lists for development or for an extra only: a Sphinx extension
 * without Sphinx, an add-on without what it adds to. What is listed nowhere may come with a requirement. In any version,
 * for developers pin what they use; each with the module that imports it.
 */
export function findUndeclared(
  source: InstalledSource & { readonly parse?: PythonParser | undefined },
  declared: Declared,
): Staged<readonly Dependency[]> {
  const { tree, parse, topLevel = [] } = source;
  const listed = listedElsewhere(declared);
  const modules = ownModules(source);
  const isUndeclared = (module: string) =>
    listed.has(distributionOf(module)) && !isStdlib(rootOf(module)) && !modules.has(rootOf(module));
  const read = (path: string) => tree.tryReadText(path) ?? '';
  const isMentioned = [...modules.values()].some((path) =>
    [...read(path).matchAll(IMPORT)].some(([, module = '']) => isUndeclared(module)),
  );
  if (parse === undefined || !isMentioned) return staged([]);
  const reached = reachableModules(topModules(topLevel), {
    modules,
    read: (path) => readImports(read(path), parse).filter(({ conditional }) => !conditional),
  });
  const importers = new Map(
    [...reached].flatMap(([importer, imports]) =>
      imports
        .filter(({ name, level }) => level === 0 && isUndeclared(name))
        .map(({ name }): [string, string] => [distributionOf(name), modules.get(importer) ?? importer]),
    ),
  );
  return staged(
    [...importers].map(([name, file]) => ({
      requirement: { name, extras: [], specifiers: [] },
      cap: 'written',
      where: { file },
    })),
    [...importers].map(([project, path]) => found['dependency-undeclared']({ project, path })),
  );
}

/** At the top of a file, which is where imports stand that cannot be done without. */
const IMPORT = /^(?:import|from)[ \t]+([\w.]+)/gm;

/** pytest is there where it loads what is written for it, and Cython's module is a stand-in for what it compiles. */
const THERE_ALREADY = ['pytest', 'cython'];

function listedElsewhere({ dependencies, extras, groups }: Declared): ReadonlySet<string> {
  const nameOf = ({ requirement }: Dependency) => normalizeName(requirement.name);
  const required = new Set([...dependencies.map(nameOf), ...THERE_ALREADY]);
  const others = [...extras.values(), ...groups.values()].flat().map(nameOf);
  return new Set(others.filter((name) => !required.has(name)));
}
