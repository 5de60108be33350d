import { foldersOf } from '../folders.ts';
import type { SuiteFiles } from '../test-files.ts';
import type { ModuleFacts } from './module-facts.ts';

/**
 * The files of a suite without those that nothing leads to: scripts, samples and data beside the tests, and a
 * conftest.py above no tests. A file is led to by an import or by a string with its name, since settings and apps are
 * named in strings; prose about a `client` leads nowhere.
 */
export function keepReached(files: SuiteFiles): SuiteFiles {
  const tested = files.modules.filter((file) => file.tests.length > 0);
  if (tested.length === 0) return files;
  const reached = new Set(conftestsOf(files));
  const queue = [...files.modules, ...reached];
  const waiting = byMention(files.support.filter((file) => !isConftest(file)));
  for (const reader of queue) {
    for (const name of namesIn(reader)) {
      const led = waiting.get(name) ?? [];
      waiting.delete(name);
      for (const file of led) {
        reached.add(file);
        queue.push(file);
      }
    }
  }
  return { ...files, support: files.support.filter((file) => reached.has(file)) };
}

function byMention(files: readonly ModuleFacts[]): Map<string, ModuleFacts[]> {
  const named = new Map<string, ModuleFacts[]>();
  for (const file of files) {
    const name = mentionOf(file);
    const same = named.get(name);
    if (same === undefined) named.set(name, [file]);
    else same.push(file);
  }
  return named;
}

function isConftest({ path }: ModuleFacts): boolean {
  return /(^|\/)conftest\.py$/.test(path);
}

/** The conftest.py files in and above the folders of modules with tests. */
export function conftestsOf({ modules, support }: SuiteFiles): ModuleFacts[] {
  const tested = modules.filter((file) => file.tests.length > 0);
  const folders = new Set(tested.flatMap(({ path }) => ['', ...foldersOf(path)]));
  return support.filter((file) => {
    const folder = file.path.slice(0, Math.max(file.path.lastIndexOf('/'), 0));
    return isConftest(file) && folders.has(folder);
  });
}

/** `helpers` of `tests/helpers.py`, `tests` of `tests/__init__.py`. */
function mentionOf({ path }: ModuleFacts): string {
  const parts = path.replace(/(\/__init__)?\.py$/, '').split('/');
  return parts.at(-1) ?? path;
}

/** Each part of what a file imports or has for a plugin (`a`, `b` and `c` of `from a.b import c`), and words of its strings. */
function namesIn({ imports, relativeImports, pluginModules, text }: ModuleFacts): ReadonlySet<string> {
  const modules = [...imports, ...relativeImports].flatMap(({ module, names }) => [module, ...names]);
  const strings = [...text.matchAll(NAME_IN_STRING)].map((match) => match[1] ?? match[2] ?? '');
  return new Set([...modules, ...pluginModules, ...strings].flatMap((given) => given.split(/[^\w-]+/)));
}

/** `"tests.settings"`, `'helpers:app'`, `"data/app"`, and `app.py` wherever it stands. */
const NAME_IN_STRING = /["']([^"'\s]{1,200})(?=["'])|(?<![\w-])([\w-]{1,200})\.py\b/g;
