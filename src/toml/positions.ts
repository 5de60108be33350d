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
  let root: Node | undefined;
  const placeOf = (path: Path) => {
    root ??= createIndex(text);
    let node: Node | undefined = root;
    for (const key of path) node = node && childrenOf(node).get(String(key));
    return node?.entry === undefined ? undefined : placeAt(node.entry);
  };
  return {
    of(path) {
      const place = placeOf(path);
      return place === undefined ? undefined : { line: place.line, column: place.column };
    },
    placeOf,
  };
}

/** A key or an array item, and what is below it. */
interface Node {
  entry?: Entry;
  readonly children: Map<string, Node>;
  /** Arrays and inline tables whose members are not among the children yet: few are ever asked for. */
  readonly unread: AST.TOMLContentNode[];
}

/** An array item is a value alone. */
type Entry = AST.TOMLKeyValue | AST.TOMLTable | AST.TOMLContentNode;

const createNode = (): Node => ({ children: new Map(), unread: [] });

function createIndex(text: string): Node {
  const root = createNode();
  const parsed = tryParse(text);
  for (const item of parsed?.body[0].body ?? []) {
    if (item.type === 'TOMLKeyValue') addKeyValue(root, item);
    else {
      const table = descend(root, item.resolvedKey, item);
      for (const pair of item.body) addKeyValue(table, pair);
    }
  }
  return root;
}

function tryParse(text: string): AST.TOMLProgram | undefined {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch {
    return undefined;
  }
}

function addKeyValue(parent: Node, pair: AST.TOMLKeyValue): void {
  const keys = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  descend(parent, keys, pair).unread.push(pair.value);
}

function childrenOf(node: Node): ReadonlyMap<string, Node> {
  for (const value of node.unread.splice(0)) {
    if (value.type === 'TOMLInlineTable') for (const pair of value.body) addKeyValue(node, pair);
    if (value.type !== 'TOMLArray') continue;
    for (const [position, item] of value.elements.entries())
      descend(node, [position], item).unread.push(item);
  }
  return node.children;
}

/** The first entry counts: a table's header, not a later sub-table's; a dotted key also stands for what it opens. */
function descend(from: Node, path: Path, entry: Entry): Node {
  let node = from;
  for (const key of path) {
    const next = node.children.get(String(key)) ?? createNode();
    node.children.set(String(key), next);
    next.entry ??= entry;
    node = next;
  }
  return node;
}

function placeAt(entry: Entry): TomlPlace {
  const key = 'key' in entry ? entry.key : entry;
  const value = valuePart(entry);
  const { line, column } = key.loc.start;
  return {
    line,
    column: column + 1,
    entry: rangeOf(entry),
    key: rangeOf(key),
    ...(value === undefined ? {} : { value: rangeOf(value) }),
  };
}

function valuePart(entry: Entry): AST.TOMLContentNode | undefined {
  if (entry.type === 'TOMLTable') return undefined;
  return entry.type === 'TOMLKeyValue' ? entry.value : entry;
}

function rangeOf({ range: [start, end] }: AST.TOMLNode): TextRange {
  return { start, end };
}
