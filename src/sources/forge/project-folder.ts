import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { normalizeName } from '../../python/name.ts';
import { found, quoteList } from './findings.ts';
import { describeForeignProject } from './foreign-project.ts';

export interface ProjectFolderOptions {
  /** A folder that a person named: it must hold a project. */
  readonly folder?: string;
  /** Names the project goes by (PyPI, repository): they tell the folders of a monorepo apart. */
  readonly names: readonly string[];
}

/** Folders whose projects are part of something else. */
const elsewhere =
  /(?:^|\/)(?:\.[^/]*|_?vendor(?:ed)?|third[-_]?party|externals?|deps|tests?|testing|testdata|test-data|fixtures|examples?|samples?|demos?|docs?|docsrc|benchmarks?|templates?|cookiecutter[^/]*|node_modules|tools|scripts|[^/]*\{\{.*|[^/]*\{%.*)(?:\/|$)/i;

const deepest = 4;

/**
 * The folder of the Python project in a repository: the top folder ('') where a project lies there, else the only one
 * below, else the one named like the project. Throws SOURCE_UNSUPPORTED where there is no Python project (and says what
 * there is instead) and RELEASE_UNSUITABLE where there are several.
 */
export function findProjectFolder(tree: SourceTree, options: ProjectFolderOptions): Staged<string> {
  if (options.folder !== undefined) return { value: givenFolder(tree, options.folder), diagnostics: [] };
  if (isProject(tree, '')) return { value: '', diagnostics: [] };
  const folders = projectFolders(tree);
  if (folders.length === 0) throw new EbuildgenError('SOURCE_UNSUPPORTED', describeForeignProject(tree));
  const folder = selectFolder(folders, options.names);
  if (folder === undefined) {
    throw new EbuildgenError(
      'RELEASE_UNSUITABLE',
      `the repository holds ${folders.length} Python projects: ${quoteList(folders)}`,
      {
        hint: 'say which one it is: `pypi = "NAME"` in the package\'s table of metadata/ebuildgen.toml',
      },
    );
  }
  return { value: folder, diagnostics: [found['project-folder-chosen']({ folder })] };
}

function givenFolder(tree: SourceTree, text: string): string {
  const folder = text.replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
  if (isProject(tree, folder)) return folder;
  throw new EbuildgenError('SOURCE_UNSUPPORTED', `\`${folder}\` of the archive is not a Python project`, {
    hint: 'a project has a pyproject.toml, setup.py or setup.cfg',
  });
}

function projectFolders(tree: SourceTree): readonly string[] {
  const folders = tree.entries
    .filter(({ path }) => /\/(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/')))
    .filter((folder) => folder.split('/').length <= deepest && !elsewhere.test(folder));
  return [...new Set(folders)].filter((folder) => isProject(tree, folder)).sort();
}

/** The only one, else the only one named like the project, else the only one that is called python. */
function selectFolder(folders: readonly string[], names: readonly string[]): string | undefined {
  if (folders.length === 1) return folders[0];
  const wanted = new Set(names.map(normalizeName));
  const baseName = (folder: string) => normalizeName(folder.slice(folder.lastIndexOf('/') + 1));
  const named = folders.filter((folder) => wanted.has(baseName(folder)));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const python = folders.filter((folder) => /^(?:python|py)$/.test(baseName(folder)));
  return python.length === 1 ? python[0] : undefined;
}

function isProject(tree: SourceTree, folder: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  if (tree.has(`${prefix}setup.py`)) return true;
  return (
    holds(tree, `${prefix}pyproject.toml`, isPackage) ||
    holds(tree, `${prefix}setup.cfg`, hasTable('metadata'))
  );
}

/** A file whose text was not kept counts as holding what is looked for. */
function holds(tree: SourceTree, path: string, test: (text: string) => boolean): boolean {
  if (!tree.has(path)) return false;
  const text = tree.tryReadText(path);
  return text === undefined || test(text);
}

/** A pyproject.toml that only configures tools, or only binds a workspace together, is no project. */
function isPackage(text: string): boolean {
  if (hasTable('build-system')(text) || hasTable('tool.poetry')(text)) return true;
  return hasTable('project')(text) && !hasTable('tool.uv.workspace')(text);
}

function hasTable(name: string): (text: string) => boolean {
  const header = new RegExp(`^[ \\t]*\\[[ \\t]*${name.replaceAll('.', '[ \\t]*\\.[ \\t]*')}[ \\t]*\\]`, 'm');
  return (text) => header.test(text);
}
