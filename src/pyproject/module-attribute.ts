import { moduleFiles, type PythonReading, readProgram } from './program/read-program.ts';

/**
 * `attr: package.module.NAME` of setuptools: the value where the module sets a text. `folders` is `package_dir`, from
 * package ('' is the root) to folder; undefined where only running the module could tell.
 */
export function readModuleAttribute(
  attribute: string,
  folders: ReadonlyMap<string, string>,
  reading: PythonReading,
): string | undefined {
  const cut = attribute.lastIndexOf('.');
  const module = attribute.slice(0, Math.max(cut, 0));
  const name = attribute.slice(cut + 1);
  for (const path of candidates(module, folders)) {
    const value = readProgram(path, reading)?.names.get(name);
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value?.kind === 'list') return value.items.join('.');
  }
  return undefined;
}

function candidates(module: string, folders: ReadonlyMap<string, string>): readonly string[] {
  const [top = ''] = module.split('.', 1);
  const mapped = folders.get(top);
  const rest = module.slice(top.length).replaceAll('.', '/');
  const own = mapped === undefined ? [] : [`${mapped}${rest}.py`, `${mapped}${rest}/__init__.py`];
  const root = folders.get('');
  return [...own, ...(root === undefined ? [] : moduleFiles(module, root)), ...moduleFiles(module)];
}
