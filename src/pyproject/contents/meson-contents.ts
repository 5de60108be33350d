import type { SourceTree } from '../../core/source-tree.ts';
import { readMesonArguments, type ScannedCall, scanCalls } from '../extension/call-scanner.ts';
import type { WheelFile, WheelSource } from './wheel-file.ts';

/**
 * What meson.build files install for Python, as far as they say it in literals: `py.install_sources`, `install_subdir`
 * into Python's folder, `py.extension_module`. undefined where none of them does.
 */
export function readMesonContents({ tree }: WheelSource): readonly WheelFile[] | undefined {
  const files = mesonFiles(tree).flatMap((path) =>
    scanCalls(tree.tryReadText(path) ?? '').flatMap((call) => placeCall(call) ?? []),
  );
  return files.length === 0 ? undefined : files;
}

/** meson.build files that the top one can reach, those of bundled subprojects left out. */
export function mesonFiles(tree: SourceTree): readonly string[] {
  const paths = tree.entries.map(({ path }) => path);
  return paths.filter((path) => /(?:^|\/)meson\.build$/.test(path) && !/(?:^|\/)subprojects\//.test(path));
}

function placeCall({ name, body }: ScannedCall): readonly WheelFile[] | undefined {
  const { positional, keywords } = readMesonArguments(body);
  const folder = keywords.get('subdir')?.[0];
  const named = keywords.has('subdir');
  if (name.endsWith('.install_sources')) {
    if (named)
      return folder === undefined
        ? undefined
        : [{ path: `${folder}/__init__.py`, cause: 'meson.build install_sources' }];
    return positional.map((path) => ({ path: basename(path), cause: 'meson.build install_sources' }));
  }
  if (name.endsWith('.extension_module')) {
    const module = positional[0];
    if (module === undefined || (named && folder === undefined)) return undefined;
    return [
      {
        path: `${folder === undefined ? '' : `${folder}/`}${module}.so`,
        cause: 'meson.build extension_module',
      },
    ];
  }
  if (
    name !== 'install_subdir' ||
    !/install_dir\s*:[^,]*(?:get_install_dir|purelib|platlib|site|py)/.test(body)
  )
    return undefined;
  return positional
    .slice(0, 1)
    .map((path) => ({ path: `${basename(path)}/__init__.py`, cause: 'meson.build install_subdir' }));
}

function basename(path: string): string {
  return path.split('/').at(-1) ?? path;
}
