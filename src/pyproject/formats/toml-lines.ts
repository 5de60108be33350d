/** Where things stand in a TOML file, for messages: the parser gives no positions. Lines count from 1. */
export interface TomlLines {
  /** First line that has this string between quotes on one line. */
  ofString(text: string): number | undefined;
  /** Line of a key of a table, `ofKey('tool.poetry.dependencies', 'requests')`, or of the sub-table's header. */
  ofKey(section: string, key: string): number | undefined;
}

/** `"requests >= 2"`, `'requests'` */
const QUOTED = /"([^"\n]*)"|'([^'\n]*)'/g;
/** `[tool.poetry.dependencies]`, `[[tool.poetry.source]]` */
const HEADER = /^\s*\[\[?([^\]\n]*)\]/;
/** `requests = …`, `"zope.interface" = …` */
const KEY = /^\s*("[^"\n]*"|'[^'\n]*'|[\w-]+)\s*[=.]/;

/** Reads the text once somebody asks: most files are read without a question. */
export function indexTomlLines(text: string): TomlLines {
  let [strings, keys]: [Index?, Index?] = [];
  return {
    ofString(string) {
      strings ??= indexStrings(text.split('\n'));
      return strings.get(string);
    },
    ofKey(table, key) {
      keys ??= indexKeys(text.split('\n'));
      return keys.get(`${table}.${key}`);
    },
  };
}

type Index = ReadonlyMap<string, number>;

function indexStrings(lines: readonly string[]): Index {
  const strings = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    QUOTED.lastIndex = 0;
    for (let match = QUOTED.exec(line); match !== null; match = QUOTED.exec(line)) {
      const string = match[1] ?? match[2] ?? '';
      if (!strings.has(string)) strings.set(string, index + 1);
    }
  }
  return strings;
}

function indexKeys(lines: readonly string[]): Index {
  const keys = new Map<string, number>();
  let section = '';
  for (const [index, line] of lines.entries()) {
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) section = header.replace(/["'\s]/g, '');
    const key = header === undefined ? KEY.exec(line)?.[1] : undefined;
    const path = key === undefined ? section : `${section}.${key.replace(/["']/g, '')}`;
    if (!keys.has(path)) keys.set(path, index + 1);
  }
  return keys;
}
