import { stringAt, stringsAt, type TomlTable, tableAt } from '../../toml/values.ts';
import { createGlob } from './glob.ts';
import {
  allPaths,
  type FileSource,
  filesAt,
  isByteCode,
  liesIn,
  pathBelow,
  tidyPath,
  type WheelFile,
  type WheelSource,
} from './wheel-file.ts';

const INCLUDES = '[tool.pdm.build] includes';
const DEFAULT = 'the packages that pdm-backend finds';

/**
 * Wheel contents under pdm-backend: `includes`, or every package (or else module) right below `package-dir`, without
 * `excludes` and what `source-includes` (`tests` by default) keeps for the sdist.
 * https://backend.pdm-project.org/build_config/#include-or-exclude-files
 */
export function readPdmContents(source: WheelSource): readonly WheelFile[] {
  const { tree, pyproject } = source;
  const build = tableAt(pyproject, 'tool', 'pdm', 'build');
  const includes = paths(build, 'includes');
  const packageDir = tidyPath(stringAt(build, 'package-dir') ?? defaultPackageDir(tree, includes)) ?? '';
  const sourceIncludes = paths(build, 'source-includes');
  const kept = sourceIncludes.length > 0 ? sourceIncludes : ['tests'];
  const wanted = includes.length > 0 ? includes : findPackages(tree, packageDir);
  const files = collectFiles(
    source,
    [...wanted, ...kept],
    [...paths(build, 'excludes'), ...kept, '.pdm-build'],
  );
  const cause = includes.length > 0 ? INCLUDES : DEFAULT;
  return files.map((path) => ({ path: pathBelow(path, packageDir), cause }));
}

function paths(build: TomlTable | undefined, key: string): readonly string[] {
  return (stringsAt(build, key) ?? []).flatMap((path) => tidyPath(path) ?? []);
}

function defaultPackageDir(tree: WheelSource['tree'], includes: readonly string[]): string {
  const inSource =
    includes.length === 0 || includes.some((path) => path === 'src' || path.startsWith('src/'));
  return tree.hasFolder('src') && inSource ? 'src' : '';
}

function findPackages(tree: WheelSource['tree'], folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const packages = tree.entries.flatMap(({ path }) => {
    const match = path.startsWith(prefix)
      ? /^([^/]+)\/__init__\.(pyi?)$/.exec(path.slice(prefix.length))
      : null;
    const isPackage = match !== null && (match[2] === 'py' || match[1]?.endsWith('-stubs') === true);
    return isPackage ? [`${prefix}${match[1]}`] : [];
  });
  return packages.length > 0 ? packages : [`${prefix}*.py`];
}

/** Where the same path is included and excluded, the pattern that says more of it wins, and else the exclusion. */
function collectFiles(
  source: FileSource,
  includes: readonly string[],
  excludes: readonly string[],
): readonly string[] {
  const included = expand(source, includes);
  const excluded = expand(source, excludes);
  for (const [path, pattern] of included) {
    const other = excluded.get(path);
    if (other === undefined) continue;
    if (weightOf(pattern) <= weightOf(other)) included.delete(path);
    else excluded.delete(path);
  }
  const isExcluded = (path: string) => excluded.has(path) || liesIn(path, excluded);
  const files = [...included.keys()].flatMap((path) =>
    source.tree.has(path)
      ? [path]
      : filesAt(source, path).filter((file) => !isByteCode(file) && !isExcluded(file)),
  );
  return [...new Set(files)];
}

/** Files and folders that patterns name, each with its pattern. */
function expand({ tree, budget }: FileSource, patterns: readonly string[]): Map<string, string> {
  const all = patterns.some((pattern) => /[*?[]/.test(pattern)) ? allPaths(tree) : [];
  const found = new Map<string, string>();
  for (const pattern of patterns) {
    const matches = createGlob(pattern, budget);
    const named = /[*?[]/.test(pattern)
      ? all.filter(matches)
      : [pattern].filter((path) => tree.has(path) || tree.hasFolder(path));
    for (const path of named) found.set(path, pattern);
  }
  return found;
}

/** More parts say more; among equals, fewer wildcards. */
function weightOf(pattern: string): number {
  const parts = pattern.split('/');
  const wildcards = parts.reduce((sum, part) => sum + (part === '**' ? 2 : Number(/[*?[]/.test(part))), 0);
  return parts.length * 100 - wildcards;
}
