import { rootOf } from '../../python/module-name.ts';
import type { Suite } from '../suite.ts';
import type { SuiteFiles } from '../test-files.ts';
import type { ModuleFacts } from './module-facts.ts';
import { ownModules, resolveImport } from './resolve-import.ts';

/** The files that import each distribution at their top, sorted, for those that are no part of the project itself. */
export function importersOf(suite: Suite): Map<string, readonly string[]> {
  const isOwn = ownModules(suite);
  const importers = new Map<string, Set<string>>();
  for (const { path, imports } of [...suite.files.modules, ...suite.files.support])
    for (const { module, when } of imports) {
      if (when !== 'always' || isOwn(rootOf(module))) continue;
      const distribution = resolveImport(module, suite);
      importers.set(distribution, (importers.get(distribution) ?? new Set()).add(path));
    }
  return new Map([...importers].map(([distribution, paths]) => [distribution, [...paths].sort()]));
}

/** Paths of the modules that no other file of the suite takes anything from, so that the others can be run without them. */
export function withoutImported(
  modules: readonly ModuleFacts[],
  { modules: all, support }: Pick<SuiteFiles, 'modules' | 'support'>,
): ReadonlySet<string> {
  const taken = new Map<string, Set<string>>();
  for (const { path, imports, relativeImports } of [...all, ...support])
    for (const { module, names } of [...imports, ...relativeImports])
      for (const name of [...module.split('.'), ...names])
        taken.set(name, (taken.get(name) ?? new Set()).add(path));
  const isTaken = ({ path }: ModuleFacts) =>
    [...(taken.get(nameOf(path)) ?? [])].some((importer) => importer !== path);
  return new Set(modules.filter((module) => !isTaken(module)).map(({ path }) => path));
}

/** `test_a` of `tests/test_a.py` */
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
