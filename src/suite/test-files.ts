import type { PythonParser } from '../core/ports.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { PytestConfig } from './configuration/pytest-config.ts';
import { matchesGlob } from './glob.ts';
import type { ModuleFacts } from './modules/module-facts.ts';
import { outlineOf } from './modules/outline.ts';
import { readOutline } from './modules/read-module.ts';

/** The files of a suite as pytest would find them. */
export interface SuiteFiles {
  /** Modules that pytest collects, by its file patterns. */
  readonly modules: readonly ModuleFacts[];
  /** conftest.py files and modules next to the tests. */
  readonly support: readonly ModuleFacts[];
  /** Paths of test modules whose text is not known: too large or no parser. */
  readonly unread: readonly string[];
}

/** Characters of a file's outline: what is longer is data or malice, and parsing it would cost more than it tells. */
const MAX_OUTLINE = 300_000;
/** Of all files of a suite together: some twenty megabytes of tests. */
const MAX_OUTLINES = 5_000_000;

export function readSuiteFiles(
  tree: SourceTree,
  config: PytestConfig,
  parse: PythonParser | undefined,
): SuiteFiles {
  const modules: ModuleFacts[] = [];
  const support: ModuleFacts[] = [];
  const unread: string[] = [];
  let left = MAX_OUTLINES;
  for (const { path } of tree.entries) {
    const role = roleOf(path, config, tree);
    if (role === undefined) continue;
    const text = tree.tryReadText(path);
    const outline = text === undefined ? '' : outlineOf(text);
    if (text === undefined || parse === undefined || outline.length > Math.min(left, MAX_OUTLINE)) {
      if (role === 'module') unread.push(path);
      continue;
    }
    left -= outline.length;
    (role === 'module' ? modules : support).push(readOutline({ path, text, outline }, parse));
  }
  return { modules, support, unread };
}

/** pytest's norecursedirs, and folders of foreign code. */
const SKIPPED_FOLDER =
  /(^|\/)(\.[^/]*|[^/]*\.egg|_darcs|build|CVS|dist|node_modules|venv|\{arch\}|site-packages)\//;
const TEST_FOLDER = /(^|\/)(tests?|testing|testsuite|[^/]+[-_]tests?|tests?[-_][^/]+)\//;

function roleOf(path: string, config: PytestConfig, tree: SourceTree): 'module' | 'support' | undefined {
  if (!path.endsWith('.py') || SKIPPED_FOLDER.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const searched = isSearched(path, config, tree);
  if (searched && name !== 'conftest.py' && config.pythonFiles.some((glob) => matchesGlob(name, glob)))
    return 'module';
  if (name === 'conftest.py') return searched || isAboveSearched(path, config) ? 'support' : undefined;
  const isNear = TEST_FOLDER.test(path) || /^test[^/]*\.py$/.test(name);
  return searched && isNear && name !== 'setup.py' ? 'support' : undefined;
}

/** testpaths limit the search where one of them exists; pytest searches everything where none does. */
function isSearched(path: string, config: PytestConfig, tree: SourceTree): boolean {
  const folders = config.testpaths.filter(
    (folder) => tree.hasFolder(folder) || tree.has(folder) || folder.includes('*'),
  );
  if (folders.length === 0) return true;
  return folders.some((folder) => {
    const fixed = folder.replace(/[*?[].*$/, '');
    return folder === '.' || path === folder || path.startsWith(folder === fixed ? `${folder}/` : fixed);
  });
}

function isAboveSearched(path: string, config: PytestConfig): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return config.testpaths.some((searched) => searched.startsWith(folder));
}
