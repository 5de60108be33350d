import { type AST, parseTOML } from 'toml-eslint-parser';

/** Where something stands in a TOML text; both count from 1. */
export interface TomlPosition {
  readonly line: number;
  readonly column: number;
}

/** Finds where keys and array items stand. A path is the keys from the top; array items are their index. */
export interface TomlPositions {
  /** Of the key (or item), not of its value; undefined where the text has no such path. */
  of(path: readonly (string | number)[]): TomlPosition | undefined;
}

/**
 * Indexes the positions of all keys and array items. Values are read with @iarna/toml: this parser is here for its
 * positions only. Text that it cannot parse gives an empty index.
 */
export function indexPositions(text: string): TomlPositions {
  const index = new Map<string, TomlPosition>();
  const root = tryParse(text);
  if (root !== undefined) for (const item of root.body[0].body) visitItem(item, index);
  return { of: (path) => index.get(keyOf(path)) };
}

function tryParse(text: string): AST.TOMLProgram | undefined {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch {
    return undefined;
  }
}

type Path = readonly (string | number)[];
const keyOf = (path: Path) => JSON.stringify(path.map(String));

function visitItem(item: AST.TOMLKeyValue | AST.TOMLTable, index: Map<string, TomlPosition>): void {
  if (item.type === 'TOMLKeyValue') {
    visitKeyValue(item, [], index);
    return;
  }
  note(item.resolvedKey, item.key, index);
  for (const pair of item.body) visitKeyValue(pair, item.resolvedKey, index);
}

function visitKeyValue(pair: AST.TOMLKeyValue, parent: Path, index: Map<string, TomlPosition>): void {
  const path = [...parent, ...pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
  note(path, pair.key, index);
  visitValue(pair.value, path, index);
}

function visitValue(value: AST.TOMLContentNode, path: Path, index: Map<string, TomlPosition>): void {
  if (value.type === 'TOMLInlineTable') {
    for (const pair of value.body) visitKeyValue(pair, path, index);
  } else if (value.type === 'TOMLArray') {
    for (const [position, element] of value.elements.entries()) {
      note([...path, position], element, index);
      visitValue(element, [...path, position], index);
    }
  }
}

/** The first place counts: a table's header, not a later sub-table's; a dotted key also notes the tables it opens. */
function note(path: Path, node: AST.TOMLNode, index: Map<string, TomlPosition>): void {
  const { line, column } = node.loc.start;
  for (let length = 1; length <= path.length; length += 1) {
    const key = keyOf(path.slice(0, length));
    if (!index.has(key)) index.set(key, { line, column: column + 1 });
  }
}
