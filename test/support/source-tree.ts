import { createSourceTree, type SourceTree } from '../../src/core/source-tree.ts';

/** A tree of small files, written as a table of path and text. */
export function sourceTree(files: Readonly<Record<string, string>>): SourceTree {
  const texts = new Map(Object.entries(files));
  const entries = [...texts].map(([path, text]) => ({ path, size: Buffer.byteLength(text) }));
  return createSourceTree('project-1.0', entries, texts);
}
