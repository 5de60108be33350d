import { type ConfigFile, optionAt } from '../formats/config-parser.ts';
import { listOf } from './declared-cfg.ts';
import { filesAt, isByteCode, type WheelFile, type WheelSource } from './wheel-file.ts';

export interface PbrSource extends WheelSource {
  readonly setupCfg: ConfigFile | undefined;
}

/** `[files]` of setup.cfg: `packages` are taken with all below them, the project's own name by default; `modules`. */
export function readPbrContents(source: PbrSource): readonly WheelFile[] | undefined {
  const { project, setupCfg } = source;
  const read = (name: string) =>
    setupCfg === undefined ? undefined : optionAt(setupCfg, 'files', name)?.value;
  const modules = listOf(read('modules') ?? '').map((name) => `${name}.py`);
  const packages = listOf(read('packages') ?? (modules.length > 0 ? '' : project));
  const files = [...packages.map((name) => name.replaceAll('.', '/')), ...modules].flatMap((path) =>
    filesAt(source, path),
  );
  if (files.length === 0) return undefined;
  return files.filter((path) => !isByteCode(path)).map((path) => ({ path, cause: 'setup.cfg [files]' }));
}
