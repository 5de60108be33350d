import type { ModuleImport } from './module-imports.ts';

export interface ModuleGraph {
  /** Dotted name → path. */
  readonly modules: ReadonlyMap<string, string>;
  readonly read: (path: string) => readonly ModuleImport[];
}

/** Modules that are loaded when some are, with what each imports as it is loaded. */
export function reachableModules(
  starts: readonly string[],
  { modules, read }: ModuleGraph,
): ReadonlyMap<string, readonly ModuleImport[]> {
  const pending = [...starts];
  const reached = new Map<string, readonly ModuleImport[]>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const path = modules.get(name);
    if (path === undefined || reached.has(name)) continue;
    const imports = read(path).filter(({ lazy }) => !lazy);
    reached.set(name, imports);
    const isPackage = path.endsWith('/__init__.py');
    for (const found of imports)
      pending.push(...importedModules(found, { name, isPackage }).filter((module) => modules.has(module)));
  }
  return reached;
}

/** Parts of a dotted name: more are no module's. */
const DEEPEST = 50;

/** Absolute names that an import may load: the module, its parents, and what is imported from it. */
function importedModules(
  { name, level, members }: ModuleImport,
  from: { name: string; isPackage: boolean },
): readonly string[] {
  const base = from.name.split('.');
  const up = level - Number(from.isPackage);
  const root = level === 0 ? [] : base.slice(0, base.length - up);
  const parts = [...root, ...name.split('.').filter((part) => part !== '')];
  if (parts.length > DEEPEST) return [];
  const whole = parts.join('.');
  // What is above the importing module's own package is loaded already.
  const ends = parts.map((_, index) => index + 1).filter((end) => end >= root.length);
  return [
    ...ends.map((end) => parts.slice(0, end).join('.')),
    ...members.map((member) => (whole === '' ? member : `${whole}.${member}`)),
  ];
}
