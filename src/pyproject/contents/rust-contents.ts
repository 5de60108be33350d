import { normalizeName } from '../../python/name.ts';
import { stringAt, stringsAt, tableAt } from '../../toml/values.ts';
import { tryReadTomlFile } from '../formats/toml-file.ts';
import { filesAt, isByteCode, pathBelow, tidyPath, type WheelFile, type WheelSource } from './wheel-file.ts';

const CAUSE = '[tool.maturin]';

/**
 * Wheel contents under maturin: the Python package beside the module where there is one, else a package of the module's
 * name that maturin writes itself. A crate that is a program (`bindings = "bin"`) puts nothing into site-packages.
 * https://www.maturin.rs/project_layout
 */
export function readMaturinContents(wheel: WheelSource): readonly WheelFile[] | undefined {
  const { tree, project, pyproject } = wheel;
  const maturin = tableAt(pyproject, 'tool', 'maturin');
  const manifest = tidyPath(stringAt(maturin, 'manifest-path') ?? 'Cargo.toml') ?? 'Cargo.toml';
  const module =
    stringAt(maturin, 'module-name') ??
    crateModule(tree, manifest) ??
    normalizeName(project).replaceAll('-', '_');
  const source = tidyPath(stringAt(maturin, 'python-source') ?? '') ?? '';
  const tops = [module.split('.', 1)[0] ?? module, ...(stringsAt(maturin, 'python-packages') ?? [])];
  const files = tops
    .flatMap((top) => filesAt(wheel, source === '' ? top : `${source}/${top}`))
    .filter((path) => !isByteCode(path));
  const placed = files.map((path) => ({ path: pathBelow(path, source), cause: CAUSE }));
  if (stringAt(maturin, 'bindings') === 'bin') return placed;
  return [...placed, { path: `${tops[0] ?? module}/__init__.py`, cause: CAUSE }];
}

/** `[lib] name` or `[package] name` of the crate. */
function crateModule(tree: WheelSource['tree'], manifest: string): string | undefined {
  const cargo = tryReadTomlFile(tree, manifest)?.table;
  return stringAt(cargo, 'lib', 'name') ?? stringAt(cargo, 'package', 'name')?.replaceAll('-', '_');
}
