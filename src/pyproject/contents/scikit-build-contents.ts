import { normalizeName } from '../../python/name.ts';
import { entriesAt, stringsAt, tableAt } from '../../toml/values.ts';
import { filesAt, isByteCode, pathBelow, tidyPath, type WheelFile, type WheelSource } from './wheel-file.ts';

const CAUSE = '[tool.scikit-build] wheel.packages';

/**
 * Python files of a wheel under scikit-build-core: `wheel.packages`, or the package of the project's name in `src/`,
 * `python/` or at the top. What CMake installs comes on top and is not known.
 */
export function readScikitBuildContents(source: WheelSource): readonly WheelFile[] | undefined {
  const { tree, project, pyproject } = source;
  const wheel = tableAt(pyproject, 'tool', 'scikit-build', 'wheel');
  const name = normalizeName(project).replaceAll('-', '_');
  const listed = stringsAt(wheel, 'packages')?.map((path) => [basename(path), path] as const);
  const mapped = entriesAt(wheel, 'packages').flatMap(([to, from]) =>
    typeof from === 'string' ? [[to, from] as const] : [],
  );
  const standard = [`src/${name}`, `python/${name}`, name].filter((path) => tree.hasFolder(path)).slice(0, 1);
  const packages = listed ?? (mapped.length > 0 ? mapped : standard.map((path) => [name, path] as const));
  const files = packages.flatMap(([to, from]) => {
    const folder = tidyPath(from) ?? '';
    return filesAt(source, folder).map((path) => ({
      path: `${to}/${pathBelow(path, folder)}`,
      cause: CAUSE,
    }));
  });
  return files.length === 0 ? undefined : files.filter(({ path }) => !isByteCode(path));
}

function basename(path: string): string {
  return (tidyPath(path) ?? path).split('/').at(-1) ?? path;
}
