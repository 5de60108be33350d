import type { SourceTree } from '../../core/source-tree.ts';
import {
  type MesonArguments,
  quotedTexts,
  readMesonArguments,
  type ScannedCall,
  scanCalls,
} from '../extension/call-scanner.ts';
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
  const values = readMesonArguments(body);
  const { positional, keywords } = values;
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
  return name === 'install_subdir' ? placeFolder(values) : undefined;
}

/**
 * `install_subdir('tests', install_dir: py.get_install_dir() / 'spam')` → `spam/tests`. A variable may be any folder, and
 * what a folder holds is not known where it is not installed itself.
 */
function placeFolder({ positional, values }: MesonArguments): readonly WheelFile[] | undefined {
  const folder = positional[0];
  const above = foldersBelowPython(values.get('install_dir') ?? '');
  if (folder === undefined || above === undefined) return undefined;
  const own = values.get('strip_directory') === 'true' ? [] : [basename(folder.replace(/\/$/, ''))];
  const parts = [...above, ...own];
  if (parts.length === 0) return undefined;
  return [{ path: [...parts, '__init__.py'].join('/'), cause: 'meson.build install_subdir' }];
}

/** The literal folders that a path has below Python's own: none in `py.get_install_dir()`; undefined for other paths. */
function foldersBelowPython(path: string): readonly string[] | undefined {
  const rest = PYTHON_FOLDER.exec(path)?.groups;
  if (rest === undefined || /[A-Za-z_]/.test((rest.rest ?? '').replace(/'[^'\n]*'/g, ''))) return undefined;
  const subdir = /\bsubdir\s*:\s*(?<value>[^,]*)/.exec(rest.options ?? '')?.groups?.value ?? '';
  if (subdir !== '' && quotedTexts(subdir).length === 0) return undefined;
  return [...quotedTexts(subdir), ...quotedTexts(rest.rest ?? '')].flatMap((part) =>
    part.split('/').filter((name) => name !== ''),
  );
}

/** `py.get_install_dir(pure: false) / 'spam'`, `join_paths(py.get_path('purelib'), 'spam')` */
const PYTHON_FOLDER =
  /^(?:join_paths\(\s*)?\w+\.(?:get_install_dir\((?<options>[^()]*)\)|get_(?:path|variable)\('(?:pure|plat)lib'\))(?<rest>[\s\S]*)$/;

function basename(path: string): string {
  return path.split('/').at(-1) ?? path;
}
