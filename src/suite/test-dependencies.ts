import type { SourceTree } from '../core/source-tree.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { declaration } from './declared.ts';
import type { Grounds } from './grounds.ts';
import { distributionOf } from './import-names.ts';
import { rootOf } from './module-name.ts';
import { pluginNamed } from './plugin-table.ts';
import { isStdlib } from './stdlib-modules.ts';
import type { SuiteProject } from './suite-project.ts';
import { isTestTool } from './test-tools.ts';

interface Context {
  readonly tree: SourceTree;
  readonly project: SuiteProject;
  readonly grounds: Grounds;
  /** Distributions that EPYTEST_PLUGINS brings in. */
  readonly plugins: ReadonlySet<string>;
}

/** Distributions that the suite imports beyond the runtime requirements and the plugins, sorted by name. */
export function selectTestDependencies(context: Context): Dependency[] {
  const { grounds, project } = context;
  const local = localModules(context.tree, project);
  const found = new Map<string, Dependency>();
  for (const [module, { when, path }] of grounds.signals.imports) {
    const root = rootOf(module);
    if (when === 'typing' || isStdlib(root) || local.has(root)) continue;
    const distribution = resolve(module, grounds);
    if (
      found.has(distribution) ||
      context.plugins.has(distribution) ||
      isLeftOut(distribution, project, grounds)
    )
      continue;
    const declared = grounds.declared.test.get(distribution) ?? declaration(grounds.declared, distribution);
    if (when === 'optional' && !grounds.declared.test.has(distribution)) continue;
    found.set(distribution, declared ?? undeclared(distribution, path));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, dependency]) => dependency);
}

/** A declared distribution of the module's own name goes before the table. */
function resolve(module: string, { declared }: Grounds): string {
  const parts = module.split('.');
  for (let length = Math.min(parts.length, 5); length > 0; length--) {
    const name = normalizeName(parts.slice(0, length).join('-'));
    if (declaration(declared, name) !== undefined) return name;
  }
  return distributionOf(module);
}

function isLeftOut(distribution: string, project: SuiteProject, { declared }: Grounds): boolean {
  return (
    distribution === normalizeName(project.name.value) ||
    declared.runtime.has(distribution) ||
    isTestTool(distribution) ||
    pluginNamed(distribution)?.policy !== undefined
  );
}

function undeclared(name: string, path: string): Dependency {
  return { requirement: { name, extras: [], specifiers: [] }, cap: 'written', where: { file: path } };
}

/** Top-level names that the tree itself provides: the project's packages, and modules and folders beside the tests. */
function localModules(tree: SourceTree, project: SuiteProject): ReadonlySet<string> {
  const names = new Set(project.contents.topLevel ?? []);
  names
    .add(project.name.value.replace(/[-.]/g, '_'))
    .add(project.name.value.toLowerCase().replace(/[-.]/g, '_'));
  for (const { path } of tree.entries)
    if (/\.(py|pyi|pyx|so|c|rs)$/.test(path)) for (const name of modulesAt(path)) names.add(name);
  return names;
}

/** Names under which a file of the tree may be imported at top level. */
function modulesAt(path: string): string[] {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  const module = file.slice(0, file.indexOf('.'));
  const [top, second] = parts;
  if (top === undefined) return [module];
  const folder = parts.at(-1);
  return [
    top,
    ...(isSourceRoot(top) ? [second ?? module] : []),
    ...(isNearTests(parts) ? [module, ...(folder === undefined ? [] : [folder])] : []),
  ];
}

function isSourceRoot(folder: string | undefined): boolean {
  return folder === 'src' || folder === 'lib' || folder === 'python';
}

function isNearTests(parts: readonly string[]): boolean {
  return parts.some((part) => /^tests?$|^testing$|[-_]tests?$|^tests?[-_]/.test(part));
}
