import { parseTomlText } from '../../toml/parse.ts';
import { type TomlTable, tableAt } from '../../toml/values.ts';

/** The table below a path of keys of a TOML text; undefined where there is none or the text is not TOML. */
export function readTomlTable(
  text: string,
  path: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  const root = tryParse(text);
  const table = path.length === 0 ? root : tableAt(root, ...path);
  return table === undefined ? undefined : new Map(Object.entries(table));
}

function tryParse(text: string): TomlTable | undefined {
  try {
    return parseTomlText(text);
  } catch {
    return undefined;
  }
}
