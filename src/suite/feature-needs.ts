import type { PythonParser } from '../core/ports.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { ImportFact, ModuleFacts } from './modules/module-facts.ts';
import { outlineOf } from './modules/outline.ts';
import { readOutline } from './modules/read-module.ts';
import { STRENGTH } from './signals.ts';

export type ImportsUnderTest = ReadonlyMap<string, ImportFact['when']>;

/** Modules of a project that are looked into, at most. */
const MAX_MODULES = 300;
/** Characters of all their outlines together. */
const MAX_OUTLINES = 2_000_000;

/**
 * What the project's own modules import that the tests import, in turn: a test of `sample.web` needs what `sample.web`
 * needs, though only an extra of the project may require it. Each with the firmest way in which it is imported.
 */
export function importsUnderTest(
  tree: SourceTree,
  suite: readonly ModuleFacts[],
  parse: PythonParser,
): ImportsUnderTest {
  const queue = suite.flatMap((file) => targetsOf(file.imports.filter(isFirm), '', tree));
  const read = new Set<string>();
  const found = new Map<string, ImportFact['when']>();
  let left = MAX_OUTLINES;
  for (const path of queue) {
    if (read.has(path) || read.size >= MAX_MODULES) continue;
    read.add(path);
    const text = tree.tryReadText(path);
    const outline = outlineOf(text ?? '');
    left -= outline.length;
    if (text === undefined || left < 0) continue;
    const facts = readOutline({ path, text, outline }, parse);
    const imports = facts.imports.filter(({ when }) => when === 'always');
    for (const { module, when } of facts.imports)
      if (STRENGTH[when] > STRENGTH[found.get(module) ?? 'typing']) found.set(module, when);
    const relatives = facts.relativeImports.filter(({ when }) => when === 'always');
    queue.push(...targetsOf(imports, '', tree), ...targetsOf(relatives, path, tree));
  }
  return found;
}

function isFirm({ when }: ImportFact): boolean {
  return when === 'always' || when === 'local';
}

/** Files of the tree that imports lead to, the packages above them included. `from` is the importing file. */
function targetsOf(imports: readonly ImportFact[], from: string, tree: SourceTree): string[] {
  return imports.flatMap(({ module, names }) => {
    const base = from === '' ? module.split('.') : absoluteParts(module, from);
    const chains = [base, ...names.map((name) => [...base, name])];
    const packages = base.map((_, i) => base.slice(0, i + 1));
    return [...packages, ...chains].flatMap((parts) => fileOf(parts, from === '', tree));
  });
}

/** Folders that hold a project's packages. */
export const sourceRoots: readonly string[] = ['', 'src/', 'lib/', 'python/'];

function fileOf(parts: readonly string[], isAbsolute: boolean, tree: SourceTree): string[] {
  const roots = isAbsolute ? sourceRoots : [''];
  const candidates = roots.flatMap((root) => [
    `${root}${parts.join('/')}.py`,
    `${root}${parts.join('/')}/__init__.py`,
  ]);
  return candidates.filter((path) => tree.has(path)).slice(0, 1);
}

/** `..a.b` in `x/y/z.py` is `x/a/b`. */
function absoluteParts(module: string, from: string): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const folder = from.split('/').slice(0, -dots);
  const rest = module.slice(dots);
  return rest === '' ? folder : [...folder, ...rest.split('.')];
}
