import { followSetupPy, SETUP_PY } from '../formats/setup-py.ts';
import { type Program, readProgram } from '../program/read-program.ts';
import { type BuildProgram, readBuildProgram } from './build-program.ts';
import type { ExtensionSource } from './extension-source.ts';

/** Reads a program of the tree; undefined where the file or the grammar is missing. */
export function readProgramFile(path: string, { tree, parse }: ExtensionSource): BuildProgram | undefined {
  const text = tree.tryReadText(path);
  return text === undefined || parse === undefined ? undefined : readBuildProgram(text, parse);
}

/** The same program, followed as far as that is possible. */
export function followProgramFile(path: string, { tree, parse }: ExtensionSource): Program | undefined {
  if (parse === undefined) return undefined;
  return path === SETUP_PY ? followSetupPy({ tree, parse }) : readProgram(path, { tree, parse });
}
