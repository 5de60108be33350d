import { type AST, parseTOML } from 'toml-eslint-parser';

/** Where something stands in a TOML text; both count from 1. */
export interface TomlPosition {
  readonly line: number;
  readonly column: number;
}

/** A stretch of the text, as `slice` takes it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a key or an array item stands, and what belongs to it. */
export interface TomlPlace extends TomlPosition {
  /** `key = value`, an array item, or a table from its header to its last value. */
  readonly entry: TextRange;
  /** The key as written, dotted ones whole, a header's without its brackets; an array item's is the item. */
  readonly key: TextRange;
  /** Of `key = value` and of array items. */
  readonly value?: TextRange;
}

type Path = readonly (string | number)[];

/** Finds where keys and array items stand. A path is the keys from the top; array items are their index. */
export interface TomlPositions {
  /** Of the key (or item), not of its value; undefined where the text has no such path. */
  of(path: Path): TomlPosition | undefined;
  /** Like `of`, with ranges, for edits. A dotted key also stands for the tables it opens. */
  placeOf(path: Path): TomlPlace | undefined;
}

/**
 * Indexes the positions of all keys and array items, once somebody asks for one. Values are read with @iarna/toml: this
 * parser is here for its positions only. Text that it cannot parse gives an empty index.
 */
export function indexPositions(text: string): TomlPositions {
  let index: Map<string, TomlPlace> | undefined;
  const placeOf = (path: Path) => {
    index ??= createIndex(text);
    return index.get(keyOf(path));
  };
  return {
    of(path) {
      const place = placeOf(path);
      return place === undefined ? undefined : { line: place.line, column: place.column };
    },
    placeOf,
  };
}

function createIndex(text: string): Map<string, TomlPlace> {
  const index = new Map<string, TomlPlace>();
  const root = tryParse(text);
  if (root !== undefined) for (const item of root.body[0].body) visitItem(item, index);
  return index;
}

function tryParse(text: string): AST.TOMLProgram | undefined {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch {
    return undefined;
  }
}

/** A key with a NUL in it, which nobody writes, can at worst be taken for two. */
const keyOf = (path: Path) => path.join('\0');

function visitItem(item: AST.TOMLKeyValue | AST.TOMLTable, index: Map<string, TomlPlace>): void {
  if (item.type === 'TOMLKeyValue') {
    visitKeyValue(item, [], index);
    return;
  }
  note(item.resolvedKey, placeAt(item.key, item), index);
  for (const pair of item.body) visitKeyValue(pair, item.resolvedKey, index);
}

function visitKeyValue(pair: AST.TOMLKeyValue, parent: Path, index: Map<string, TomlPlace>): void {
  const path = [...parent, ...pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
  note(path, { ...placeAt(pair.key, pair), value: rangeOf(pair.value) }, index);
  visitValue(pair.value, path, index);
}

function visitValue(value: AST.TOMLContentNode, path: Path, index: Map<string, TomlPlace>): void {
  if (value.type === 'TOMLInlineTable') {
    for (const pair of value.body) visitKeyValue(pair, path, index);
  } else if (value.type === 'TOMLArray') {
    for (const [position, element] of value.elements.entries()) {
      note([...path, position], { ...placeAt(element, element), value: rangeOf(element) }, index);
      visitValue(element, [...path, position], index);
    }
  }
}

function placeAt(key: AST.TOMLNode, entry: AST.TOMLNode): TomlPlace {
  const { line, column } = key.loc.start;
  return { line, column: column + 1, entry: rangeOf(entry), key: rangeOf(key) };
}

function rangeOf({ range: [start, end] }: AST.TOMLNode): TextRange {
  return { start, end };
}

/** The first place counts: a table's header, not a later sub-table's; a dotted key also notes the tables it opens. */
function note(path: Path, place: TomlPlace, index: Map<string, TomlPlace>): void {
  for (let length = path.length; length >= 1; length -= 1) {
    const key = keyOf(path.slice(0, length));
    if (index.has(key)) break;
    index.set(key, place);
  }
}
