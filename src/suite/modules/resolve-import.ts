import { distributionOf } from '../../python/import-names.ts';
import { rootOf } from '../../python/module-name.ts';
import { normalizeName } from '../../python/name.ts';
import { isStdlib } from '../../python/stdlib-modules.ts';
import { declaration } from '../configuration/declared.ts';
import type { Grounds } from '../grounds.ts';
import type { Suite } from '../suite.ts';
import { localModules } from './local-modules.ts';

/**
 * The distribution that provides a module: a declared one of the module's own name goes before the table, and one of
 * its name with what Python's distributions add to names before a guess.
 */
export function resolveImport(module: string, { declared }: Grounds): string {
  const parts = module.split('.');
  for (let length = Math.min(parts.length, 5); length > 0; length--) {
    const name = normalizeName(parts.slice(0, length).join('-'));
    if (declaration(declared, name) !== undefined) return name;
  }
  const likely = distributionOf(module);
  const names = [
    likely,
    ...AFFIXES.map(([before, after]) => `${before}${normalizeName(rootOf(module))}${after}`),
  ];
  return names.find((name) => declaration(declared, name) !== undefined) ?? likely;
}

/** `linkify_it` of linkify-it-py, `slugify` of python-slugify, `yaml` of pyyaml. */
const AFFIXES = [
  ['', '-py'],
  ['', '-python'],
  ['python-', ''],
  ['py-', ''],
  ['py', ''],
] as const;

/** Tells top-level modules that are Python's, the project's or the suite's own. */
export function ownModules({ tree, project, declared }: Suite): (root: string) => boolean {
  const { sure, folders } = localModules(tree, project);
  const isFolder = (root: string) =>
    folders.has(root) && declaration(declared, distributionOf(root)) === undefined;
  return (root) => isStdlib(root) || sure.has(root) || isFolder(root);
}
