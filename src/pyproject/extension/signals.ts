import type { ExtensionSignal, ExtensionSource } from './extension-source.ts';
import {
  readBareTree,
  readCythonSources,
  readHatchHooks,
  readPdmScript,
  readPoetryScript,
} from './hook-signals.ts';
import { readCmake, readMaturin, readMeson, readSip } from './native-signals.ts';
import { readSetupProgram, readSetuptoolsTables } from './setuptools-signals.ts';

type FindSignals = (source: ExtensionSource) => readonly ExtensionSignal[];

/** Every signal in a tree; a reader of a backend's declarations is silent where another backend builds. */
export function findSignals(source: ExtensionSource): readonly ExtensionSignal[] {
  return READERS.flatMap((read) => read(source));
}

const READERS: readonly FindSignals[] = [
  readSetupProgram,
  readSetuptoolsTables,
  readMaturin,
  readMeson,
  readSip,
  readCmake,
  readPoetryScript,
  readHatchHooks,
  readPdmScript,
  readCythonSources,
  readBareTree,
];
