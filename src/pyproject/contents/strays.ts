import type { StrayFile } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { createNameFilter } from './glob.ts';
import { RESERVED_MODULES, RESERVED_PACKAGES } from './setuptools-layout.ts';
import type { WheelFile } from './wheel-file.ts';

/** Folders that distutils-r1.eclass refuses in site-packages (`forbidden_package_names`). */
const FORBIDDEN_FOLDERS: ReadonlySet<string> = new Set([
  'examples',
  'test',
  'tests',
  '.pytest_cache',
  '.hypothesis',
  '_trial_temp',
]);

/** Files that it accepts there; all others make the install phase die (`_distutils-r1_post_python_install`). */
const ACCEPTED_FILE = /\.(?:egg-info|jar|pth|pyi?|so)$/;

const reservedFolder = createNameFilter([...RESERVED_PACKAGES, 'src', 'conftest', 'node_modules']);
const reservedModule = createNameFilter([
  ...RESERVED_MODULES,
  'test_*',
  '*_test',
  'versioneer',
  'ez_setup',
  '__init__',
  '__main__',
]);

/**
 * What a wheel puts right into site-packages and should not: what distutils-r1's install check dies of, and what only
 * pollutes (documentation, tools, tests under other names).
 */
export function findStrays(files: readonly WheelFile[], project: string): readonly StrayFile[] {
  const tops = new Map<string, WheelFile>();
  for (const file of files) {
    const top = topOf(file.path);
    if (!tops.has(top)) tops.set(top, file);
  }
  const own = normalizeName(project).replaceAll('-', '_');
  return [...tops].flatMap(([path, { cause }]) => {
    const fatal = isFatal(path);
    return fatal || isOutOfPlace(path, own) ? [{ path, cause, fatal }] : [];
  });
}

/** Names right in site-packages; a folder ends in `/`. */
export function topOf(path: string): string {
  const cut = path.indexOf('/');
  return cut < 0 ? path : path.slice(0, cut + 1);
}

function isFatal(path: string): boolean {
  return path.endsWith('/') ? FORBIDDEN_FOLDERS.has(path.slice(0, -1)) : !ACCEPTED_FILE.test(path);
}

function isOutOfPlace(path: string, own: string): boolean {
  const name = path.replace(/\/$|\.pyi?$/, '');
  if (name.toLowerCase() === own) return false;
  if (path.endsWith('/')) return !/^_\w/.test(name) && reservedFolder(name);
  return /\.py$/.test(path) && !/^_[a-z]/i.test(name) && reservedModule(name);
}

/** Folders right below the prefix that packages may use (FHS; `share/man`, not `man`). */
const PREFIX_FOLDER = /^(?:etc|bin|sbin|lib|lib64|libexec|include|share)(?:\/|$)/;

/** Files that `data_files` puts elsewhere below `/usr` than packages may; paths climb from site-packages. */
export function findPrefixStrays(dataFiles: ReadonlyMap<string, readonly string[]>): readonly StrayFile[] {
  const targets = [...dataFiles].flatMap(([target, files]) => {
    if (target.startsWith('/') || PREFIX_FOLDER.test(target) || files.length === 0) return [];
    return target === '' || target === '.'
      ? files.map((file) => file.split('/').at(-1) ?? file)
      : [`${target.split('/')[0]}/`];
  });
  return [...new Set(targets)].map((path) => ({
    path: `../../../${path}`,
    cause: 'data_files',
    fatal: false,
  }));
}
