import { type BuildProgram, readBuildProgram } from './build-program.ts';
import type { ExtensionSource } from './extension-source.ts';

/** Reads a program of the tree; undefined where the file or the grammar is missing. */
export function readProgramFile(path: string, { tree, parse }: ExtensionSource): BuildProgram | undefined {
  const text = tree.tryReadText(path);
  return text === undefined || parse === undefined ? undefined : readBuildProgram(text, parse);
}
