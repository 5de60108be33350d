import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { entriesAt, stringsAt, type TomlTable, tableAt } from '../../toml/values.ts';
import { readDependencies } from '../dependencies.ts';
import { staged } from '../staged.ts';
import { readDependencyGroups } from './dependency-groups.ts';
import { readPoetryGroup } from './poetry-table.ts';
import { createLineBudget, readRequirementsFile } from './requirements-file.ts';
import type { TomlFile } from './toml-file.ts';

type Groups = ReadonlyMap<string, readonly Dependency[]>;

/** `requirements-test.txt`, `test_requirements.in`, `requirements/test.txt`, `dev-deps/test.in` */
const REQUIREMENTS_FILE =
  /^(?:(?:requirements?|reqs|(?:dev-)?deps)\/(?<inside>[\w.-]+)|(?<beside>[\w.-]*requirements?[\w.-]*))\.(?:txt|in)$/i;

/**
 * What people who work on the project install, by group: PEP 735, Poetry, PDM, uv, Rye, hatch environments and requirements
 * files. A name that several of them use holds the requirements of all.
 */
export function readDevelopmentGroups(
  tree: SourceTree,
  pyproject: TomlFile | undefined,
  hatch: TomlFile | undefined,
): Staged<Groups> {
  const reads = [
    ...(pyproject === undefined ? [] : tableGroups(pyproject)),
    ...(hatch === undefined ? [] : [readHatchEnvironments(hatch, tableAt(hatch.table, 'envs'))]),
    readRequirementsFiles(tree),
  ];
  const diagnostics: Diagnostic[] = reads.flatMap((read) => read.diagnostics);
  const groups = new Map<string, readonly Dependency[]>();
  for (const [name, dependencies] of reads.flatMap((read) => [...read.value]))
    groups.set(name, [...(groups.get(name) ?? []), ...dependencies]);
  return staged(groups, diagnostics);
}

function tableGroups(file: TomlFile): readonly Staged<Groups>[] {
  return [
    readDependencyGroups(file),
    ...readPoetryGroups(file),
    readLists(file, ['tool', 'pdm', 'dev-dependencies']),
    readToolGroup(file, 'uv'),
    readToolGroup(file, 'rye'),
    readHatchEnvironments(file, tableAt(file.table, 'tool', 'hatch', 'envs')),
  ];
}

/** `[tool.poetry.group.NAME.dependencies]` and the older `[tool.poetry.dev-dependencies]`. */
function readPoetryGroups(file: TomlFile): readonly Staged<Groups>[] {
  const names = entriesAt(file.table, 'tool', 'poetry', 'group').map(([name]) => name);
  const groups = names.map((name) => [name, ['tool', 'poetry', 'group', name, 'dependencies']] as const);
  return [...groups, ['dev', ['tool', 'poetry', 'dev-dependencies']] as const].map(([name, path]) => {
    const { value, diagnostics } = readPoetryGroup(file, path);
    const dependencies = value.map(({ dependency }) => dependency);
    return staged(
      dependencies.length === 0 ? new Map() : new Map([[normalizeName(name), dependencies]]),
      diagnostics,
    );
  });
}

/** A table of lists of requirements; PDM's `-e file:///…` entries are none. */
function readLists(file: TomlFile, path: readonly string[]): Staged<Groups> {
  const reads = entriesAt(file.table, ...path).map(([name]) => {
    const lines = (stringsAt(file.table, ...path, name) ?? []).filter((line) => !line.startsWith('-'));
    return readGroup(name, lines, { file, from: `${file.path} [${path.join('.')}]` });
  });
  return merge(reads);
}

/** `[tool.uv] dev-dependencies` and Rye's, from which uv has it. */
function readToolGroup(file: TomlFile, tool: 'uv' | 'rye'): Staged<Groups> {
  const lines = stringsAt(file.table, 'tool', tool, 'dev-dependencies');
  if (lines === undefined) return staged(new Map());
  return merge([readGroup('dev', lines, { file, from: `${file.path} [tool.${tool}]` })]);
}

/** `dependencies` and `extra-dependencies` of hatch's environments; `{…}` placeholders cannot be read. */
function readHatchEnvironments(file: TomlFile, environments: TomlTable | undefined): Staged<Groups> {
  const reads = entriesAt(environments).map(([name]) => {
    const lists = ['dependencies', 'extra-dependencies'].map(
      (key) => stringsAt(environments, name, key) ?? [],
    );
    const lines = lists.flat().filter((line) => !line.includes('{'));
    return readGroup(name, lines, { file, from: `${file.path} hatch environment ${name}` });
  });
  return merge(reads);
}

function readGroup(
  name: string,
  lines: readonly string[],
  { file, from }: { readonly file: TomlFile; readonly from: string },
): Staged<readonly [string, readonly Dependency[]]> {
  const read = readDependencies(lines, { from, file: file.path, lineOf: file.lines.ofString });
  return staged([normalizeName(name), read.value], read.diagnostics);
}

function readRequirementsFiles(tree: SourceTree): Staged<Groups> {
  const budget = createLineBudget();
  const reads = tree.entries.flatMap(({ path }) => {
    const groups = REQUIREMENTS_FILE.exec(path)?.groups;
    const name = groups?.inside ?? groups?.beside;
    if (name === undefined || isCompiled(path, tree)) return [];
    const read = readDependencies(readRequirementsFile(path, tree, budget), { from: path, file: path });
    return [staged([normalizeName(name), read.value] as const, [])];
  });
  return merge(reads);
}

/** pip-compile writes `test.txt`, with all that the requirements of `test.in` require in turn. */
function isCompiled(path: string, tree: SourceTree): boolean {
  return /\.txt$/i.test(path) && tree.has(path.replace(/txt$/i, 'in'));
}

function merge(reads: readonly Staged<readonly [string, readonly Dependency[]]>[]): Staged<Groups> {
  const groups = reads.map((read) => read.value).filter(([, dependencies]) => dependencies.length > 0);
  return staged(
    new Map(groups),
    reads.flatMap((read) => read.diagnostics),
  );
}
