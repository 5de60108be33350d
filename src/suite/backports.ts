import { rootOf } from '../python/module-name.ts';
import type { ImportFact, ModuleFacts } from './modules/module-facts.ts';

/** Backports by distribution, their modules being called the same, and what they stand in for. */
const ORIGINALS: ReadonlyMap<string, string> = new Map([
  ['mock', 'unittest.mock'],
  ['contextlib2', 'contextlib'],
  ['unittest2', 'unittest'],
  ['pathlib2', 'pathlib'],
  ['importlib-metadata', 'importlib.metadata'],
  ['importlib-resources', 'importlib.resources'],
]);

/** True where each file that imports a backport knows the module of the standard library too: it is for old interpreters. */
export function isBackport(distribution: string, files: readonly ModuleFacts[]): boolean {
  const original = ORIGINALS.get(distribution);
  if (original === undefined) return false;
  const backport = distribution.replaceAll('-', '_');
  const importers = files.filter(({ imports }) => imports.some(({ module }) => rootOf(module) === backport));
  return importers.every(({ imports }) => imports.some((fact) => names(fact, original)));
}

/** `import unittest.mock`, `from unittest import mock`. */
function names({ module, names: taken }: ImportFact, wanted: string): boolean {
  return module === wanted || taken.some((name) => `${module}.${name}` === wanted);
}
