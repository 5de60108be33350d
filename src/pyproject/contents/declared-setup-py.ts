import type { SetupCall } from '../program/frame.ts';
import { isKind, type PythonValue } from '../program/value.ts';
import type { DeclaredLayout } from './declared-layout.ts';
import { tidyPath } from './wheel-file.ts';

/**
 * Keywords of `setup()`. What only the program could tell is `unreadable`, and so is `None`: nobody writes that, so
 * something else fills it in.
 */
export function readSetupLayout(call: SetupCall | undefined): DeclaredLayout {
  const from = 'setup.py packages';
  if (call === undefined) return { from };
  const get = (name: string) => call.keywords.get(name);
  const packages = get('packages');
  const modules = get('py_modules');
  const packageDir = readPackageDir(get('package_dir'));
  const extensions = get('ext_modules');
  const extPackage = get('ext_package');
  const includeData = get('include_package_data');
  const dataFiles = readDataFiles(get('data_files'));
  return {
    from,
    ...(packages === undefined ? {} : { packages: texts(packages) }),
    ...(modules === undefined ? {} : { modules: texts(modules) }),
    ...(packageDir === undefined ? {} : { packageDir }),
    ...(extensions === undefined || extensions === null
      ? {}
      : { extensions: extensionNames(extensions, extPackage) }),
    ...(typeof includeData === 'boolean' ? { includeData } : {}),
    ...(dataFiles.size === 0 ? {} : { dataFiles }),
    partial: call.partial,
  };
}

function texts(value: PythonValue): readonly string[] | 'unreadable' {
  if (!isKind(value, 'list')) return 'unreadable';
  const strings = value.items.filter((item) => typeof item === 'string');
  return strings.length === value.items.length ? strings : 'unreadable';
}

function readPackageDir(value: PythonValue | undefined): ReadonlyMap<string, string> | undefined {
  if (!isKind(value, 'dict')) return undefined;
  return new Map(
    [...value.entries].flatMap(([name, folder]) => {
      const text = isKind(folder, 'path') ? folder.path : folder;
      const path = typeof text === 'string' ? tidyPath(text) : undefined;
      return path === undefined ? [] : [[name, path] as const];
    }),
  );
}

/** Names, below `ext_package`, of `Extension("pkg.module", …)`, `Pybind11Extension(…)`, `cythonize([Extension(…)])`. */
function extensionNames(
  value: PythonValue,
  extPackage: PythonValue | undefined,
): readonly string[] | 'unreadable' {
  if (!isKind(value, 'list')) return 'unreadable';
  const names = value.items.map((item) => {
    const name = isKind(item, 'call') ? (item.keywords.get('name') ?? item.positional[0]) : undefined;
    return typeof name === 'string' && /^[\w.]+$/.test(name) ? name : undefined;
  });
  if (!names.every((name) => name !== undefined)) return 'unreadable';
  return typeof extPackage === 'string' ? names.map((name) => `${extPackage}.${name}`) : names;
}

function readDataFiles(value: PythonValue | undefined): ReadonlyMap<string, readonly string[]> {
  if (!isKind(value, 'list')) return new Map();
  return new Map(
    value.items.flatMap((item) => {
      if (!isKind(item, 'list')) return [];
      const [target, files] = item.items;
      return typeof target === 'string' && isKind(files, 'list')
        ? [[target, files.items.filter((file) => typeof file === 'string')] as const]
        : [];
    }),
  );
}
