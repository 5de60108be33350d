import type { SourceTree } from '../../core/source-tree.ts';
import { stringAt, tableAt } from '../../toml/values.ts';
import type { Declared } from '../declared.ts';
import { type TomlFile, tryReadTomlFile } from '../formats/toml-file.ts';

/**
 * What maturin takes from `[package]` of Cargo.toml where `[project]` leaves it open; undefined where there is none.
 * https://www.maturin.rs/metadata
 */
export function readCargoTable(pyproject: TomlFile | undefined, tree: SourceTree): Declared | undefined {
  const path = stringAt(pyproject?.table, 'tool', 'maturin', 'manifest-path') ?? 'Cargo.toml';
  const cargo = tableAt(tryReadTomlFile(tree, path)?.table, 'package');
  if (cargo === undefined) return undefined;
  const name = stringAt(cargo, 'name');
  const version = stringAt(cargo, 'version');
  const summary = stringAt(cargo, 'description');
  const license = stringAt(cargo, 'license');
  const named = [
    ['Homepage', stringAt(cargo, 'homepage')],
    ['Source Code', stringAt(cargo, 'repository')],
  ] as const;
  const urls = named.flatMap(([label, url]) => (url === undefined ? [] : [{ label, url }]));
  return {
    from: `${path} [package]`,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version: version.replace(/-(alpha|beta|rc)\.?/, '$1') }),
    ...(summary === undefined ? {} : { summary }),
    ...(license === undefined ? {} : { licenseExpression: license.replaceAll('/', ' OR ') }),
    ...(urls.length === 0 ? {} : { urls }),
  };
}
