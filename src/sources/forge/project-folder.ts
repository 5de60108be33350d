import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { normalizeName } from '../../python/name.ts';
import { found, quoteList } from './findings.ts';
import { describeForeignProject } from './foreign-project.ts';

export interface ProjectFolderOptions {
  /** A folder that a person named: it must hold a project. */
  readonly folder?: string;
  /** The project's name on PyPI, where it is known: a folder that declares it goes before the top folder. */
  readonly project?: string;
  /** What the tag names (`pkg` of `pkg-v1.2`), '' in plain tags: a folder that declares it goes before the top folder. */
  readonly component?: string;
  /** Further names that folders of a monorepo may be told apart by: the repository's, the tag's. */
  readonly names: readonly string[];
}

/** Folders whose projects are part of something else. */
const elsewhere =
  /(?:^|\/)(?:\.[^/]*|_?vendor(?:ed)?|third[-_]?party|externals?|deps|tests?|testing|testdata|test-data|fixtures|examples?|samples?|demos?|docs?|docsrc|benchmarks?|templates?|cookiecutter[^/]*|node_modules|tools|scripts|[^/]*\{\{.*|[^/]*\{%.*)(?:\/|$)/i;

const deepest = 4;

/**
 * The folder of the Python project in a repository: the one that declares the project's name, or the tag's; else the top
 * folder ('');
 * else the only one below; else the one that is named like the project. Throws SOURCE_UNSUPPORTED where there is no
 * Python project (and says what there is instead) and RELEASE_UNSUITABLE where there are several.
 */
export function findProjectFolder(tree: SourceTree, options: ProjectFolderOptions): Staged<string> {
  if (options.folder !== undefined) return { value: givenFolder(tree, options.folder), diagnostics: [] };
  const folders = projectFolders(tree);
  const folder = selectFolder(tree, folders, options);
  if (folder !== undefined) {
    return { value: folder, diagnostics: folder === '' ? [] : [found['project-folder-chosen']({ folder })] };
  }
  if (folders.length === 0) throw new EbuildgenError('SOURCE_UNSUPPORTED', describeForeignProject(tree));
  throw new EbuildgenError(
    'RELEASE_UNSUITABLE',
    `the repository holds ${folders.length} Python projects: ${quoteList(folders)}`,
    { hint: 'say which one it is: `pypi = "NAME"` in its table of metadata/ebuildgen.toml' },
  );
}

function givenFolder(tree: SourceTree, text: string): string {
  const folder = text.replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
  if (isProject(tree, folder)) return folder;
  throw new EbuildgenError('SOURCE_UNSUPPORTED', `\`${folder}\` of the archive is not a Python project`, {
    hint: 'a project has a pyproject.toml, setup.py or setup.cfg',
  });
}

/** Folders that hold a project, else those that at least have a file that projects have. */
function projectFolders(tree: SourceTree): readonly string[] {
  const folders = tree.entries
    .filter(({ path }) => /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(path))
    .map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))
    .filter((folder) => folder.split('/').length <= deepest && !elsewhere.test(folder));
  const all = [...new Set(folders)].sort();
  const projects = all.filter((folder) => isProject(tree, folder));
  return projects.length > 0 ? projects : all.filter((folder) => folder !== '');
}

function selectFolder(
  tree: SourceTree,
  folders: readonly string[],
  { project, component, names }: ProjectFolderOptions,
): string | undefined {
  for (const name of [project, component]) {
    const declaring = name ? folders.filter((folder) => declaresName(tree, folder, name)) : [];
    if (declaring.length === 1) return declaring[0];
  }
  if (folders.includes('')) return '';
  if (folders.length === 1) return folders[0];
  const wanted = new Set([...names, ...(project === undefined ? [] : [project])].map(normalizeName));
  return onlyNamed(folders, wanted) ?? onlyNamed(folders, new Set(['python', 'py']));
}

/** The only folder whose own name is one of these. */
function onlyNamed(folders: readonly string[], names: ReadonlySet<string>): string | undefined {
  const named = folders.filter((folder) =>
    names.has(normalizeName(folder.slice(folder.lastIndexOf('/') + 1))),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Whether a `name` in the folder's pyproject.toml or setup.cfg is the project's; a look, not a reading of the file. */
function declaresName(tree: SourceTree, folder: string, project: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  return ['pyproject.toml', 'setup.cfg'].some((file) => {
    const lines = (tree.tryReadText(prefix + file) ?? '').matchAll(
      /^name[ \t]*=[ \t]*["']?(?<name>[A-Za-z0-9._-]+)["']?[ \t]*$/gm,
    );
    return [...lines].some(({ groups }) => normalizeName(groups?.name ?? '') === normalizeName(project));
  });
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
