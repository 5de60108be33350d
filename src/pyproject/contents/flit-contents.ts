import { stringAt, tableAt } from '../../toml/values.ts';
import { filesAt, isByteCode, pathBelow, type WheelFile, type WheelSource } from './wheel-file.ts';

const CAUSE = 'the module that flit finds';

/** One module or package, at the top or in `src/`, named by `[tool.flit.module]`, old flit's `module`, or the project. */
export function readFlitContents(wheel: WheelSource): readonly WheelFile[] | undefined {
  const { tree, project, pyproject } = wheel;
  const flit = tableAt(pyproject, 'tool', 'flit');
  const named = stringAt(flit, 'module', 'name') ?? stringAt(flit, 'metadata', 'module');
  const module = (named ?? moduleOf(project)).replaceAll('.', '/');
  for (const root of ['', 'src'])
    for (const path of [module, `${module}.py`]) {
      const source = root === '' ? path : `${root}/${path}`;
      if (!tree.has(source) && !tree.hasFolder(source)) continue;
      return filesAt(wheel, source)
        .filter((file) => !isByteCode(file))
        .map((file) => ({ path: pathBelow(file, root), cause: CAUSE }));
    }
  return undefined;
}

/** The stub package of PEP 561 keeps its hyphen: `foo-bar-stubs` → `foo_bar-stubs`. */
function moduleOf(project: string): string {
  const stubs = project.endsWith('-stubs');
  const stem = stubs ? project.slice(0, -'-stubs'.length) : project;
  return `${stem.replaceAll('-', '_')}${stubs ? '-stubs' : ''}`;
}
