import { normalizeName } from '../../python/name.ts';
import { stringAt, stringsAt, tableAt } from '../../toml/values.ts';
import { filesAt, isByteCode, pathBelow, tidyPath, type WheelFile, type WheelSource } from './wheel-file.ts';

const CAUSE = '[tool.uv.build-backend]';

/** `module-name` (the project's name by default) below `module-root` (`src` by default); docs.astral.sh/uv, "Build backend". */
export function readUvContents(source: WheelSource): readonly WheelFile[] | undefined {
  const { project, pyproject } = source;
  const settings = tableAt(pyproject, 'tool', 'uv', 'build-backend');
  const root = tidyPath(stringAt(settings, 'module-root') ?? 'src');
  if (root === undefined) return undefined;
  const single = stringAt(settings, 'module-name');
  const names = single === undefined ? stringsAt(settings, 'module-name') : [single];
  const files = (names ?? [moduleOf(project)]).flatMap((name) => {
    const path = name.replaceAll('.', '/');
    return filesAt(source, root === '' ? path : `${root}/${path}`);
  });
  const kept = files.filter((file) => !isByteCode(file));
  return kept.length === 0 ? undefined : kept.map((file) => ({ path: pathBelow(file, root), cause: CAUSE }));
}

function moduleOf(project: string): string {
  const name = normalizeName(project);
  const stem = name.endsWith('-stubs') ? name.slice(0, -'-stubs'.length) : name;
  return stem.replaceAll('-', '_') + (stem === name ? '' : '-stubs');
}
