import type { Suite } from '../suite.ts';
import { rootOf } from './module-name.ts';
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
