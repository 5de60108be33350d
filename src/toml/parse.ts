import TomlParser from '@iarna/toml/lib/toml-parser.js';

/** Says what is wrong in a TOML text, and where. */
export class TomlSyntaxError extends Error {
  /** Counts from 1; undefined where the text as a whole is to blame. */
  readonly line: number | undefined;

  constructor(message: string, line: number | undefined, cause: unknown) {
    super(message, { cause });
    this.line = line;
  }
}

/**
 * Parses TOML 1.0; the only way to @iarna/toml, whose `parse` takes what a table inherits for its keys: `[hasOwnProperty]`
 * writes into the function of that name, for the whole process. Throws TomlSyntaxError.
 */
export function parseTomlText(text: string): Readonly<Record<string, unknown>> {
  const parser = new GuardedParser();
  try {
    parser.parse(text.replace(/^\uFEFF/, ''));
    const root = parser.finish();
    if (parser.hasMasked) unmaskKeys(root);
    return root;
  } catch (cause) {
    throw toSyntaxError(cause);
  }
}

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Before a key that objects inherit while the text is parsed; keys that begin with it get another. */
const MASK = '\0';

class GuardedParser extends TomlParser {
  hasMasked = false;

  override recordAssignKeyword(key: string): unknown {
    return super.recordAssignKeyword(this.#mask(key));
  }

  override parseTableMore(key: string): unknown {
    return super.parseTableMore(this.#mask(key));
  }

  override parseListMore(key: string): unknown {
    return super.parseListMore(this.#mask(key));
  }

  #mask(key: string): string {
    if (!(INHERITED.has(key) || key.startsWith(MASK))) return key;
    this.hasMasked = true;
    return MASK + key;
  }
}

/** A worklist, for nesting has no limit. Tables with a masked key are filled anew: their order is that of the text. */
function unmaskKeys(root: object): void {
  const pending = [root];
  for (const value of pending) {
    const entries = Object.entries(value);
    for (const [, item] of entries) if (isObject(item)) pending.push(item);
    if (entries.some(([key]) => key.startsWith(MASK))) refill(value, entries);
  }
}

function refill(table: object, entries: readonly [string, unknown][]): void {
  for (const [key] of entries) Reflect.deleteProperty(table, key);
  for (const [key, value] of entries) defineKey(table, key.startsWith(MASK) ? key.slice(1) : key, value);
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** An assignment to `__proto__` would not make a key. */
function defineKey(table: object, key: string, value: unknown): void {
  Object.defineProperty(table, key, { value, enumerable: true, configurable: true, writable: true });
}

/** @iarna/toml counts from 0, and lets other errors pass. */
function toSyntaxError(cause: unknown): TomlSyntaxError {
  const { message, line, col, pos } = cause as Error & Partial<Record<'line' | 'col' | 'pos', number>>;
  if (line === undefined || col === undefined) return new TomlSyntaxError(message, undefined, cause);
  return new TomlSyntaxError(`${message} at row ${line + 1}, col ${col + 1}, pos ${pos}:`, line + 1, cause);
}
