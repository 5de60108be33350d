import type { SourceTree } from '../../core/source-tree.ts';
import { parseToml, type TomlTable } from '../../toml/values.ts';
import { indexTomlLines, type TomlLines } from './toml-lines.ts';

/** A TOML file of the tree with its values and where they stand. */
export interface TomlFile {
  readonly path: string;
  readonly table: TomlTable;
  readonly lines: TomlLines;
}

/** Reads a TOML file of the tree, once; undefined where there is none. Throws METADATA_INVALID. */
export function tryReadTomlFile(tree: SourceTree, path: string): TomlFile | undefined {
  const files = read.get(tree) ?? new Map<string, TomlFile | undefined>();
  read.set(tree, files);
  if (!files.has(path)) files.set(path, readTomlFile(tree, path));
  return files.get(path);
}

/** Several stages ask for the same file of a tree, which never changes; parsing is what most of their time goes to. */
const read = new WeakMap<SourceTree, Map<string, TomlFile | undefined>>();

function readTomlFile(tree: SourceTree, path: string): TomlFile | undefined {
  const text = tree.tryReadText(path);
  if (text === undefined) return undefined;
  return { path, table: parseToml(text, path), lines: indexTomlLines(text) };
}
