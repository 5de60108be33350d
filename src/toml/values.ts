import { EbuildgenError } from '../core/errors.ts';
import { parseTomlText, TomlSyntaxError } from './parse.ts';

/** A table of a TOML file. Read it with the functions below only: keys are hostile (`__proto__`, `constructor`). */
export type TomlTable = Readonly<Record<string, unknown>>;

const MAX_TOML_LENGTH = 2 * 1024 * 1024;

/** Parses TOML 1.0. Throws METADATA_INVALID with the line. */
export function parseToml(text: string, file: string): TomlTable {
  if (text.length > MAX_TOML_LENGTH)
    throw new EbuildgenError('METADATA_INVALID', `\`${file}\` is too large to be read as TOML`, {
      where: { file },
    });
  try {
    return parseTomlText(text);
  } catch (cause) {
    if (!(cause instanceof TomlSyntaxError)) throw cause;
    const { message, line } = cause;
    throw new EbuildgenError('METADATA_INVALID', `\`${file}\` is not valid TOML: ${message}`, {
      cause,
      where: line === undefined ? { file } : { file, line },
    });
  }
}

/** The value below a path of keys; undefined where one of them is missing or not a table. */
export function valueAt(table: TomlTable | undefined, ...keys: readonly string[]): unknown {
  let value: unknown = table;
  for (const key of keys) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function tableAt(table: TomlTable | undefined, ...keys: readonly string[]): TomlTable | undefined {
  const value = valueAt(table, ...keys);
  return isTable(value) ? value : undefined;
}

export function stringAt(table: TomlTable | undefined, ...keys: readonly string[]): string | undefined {
  const value = valueAt(table, ...keys);
  return typeof value === 'string' ? value : undefined;
}

/** The strings of an array, other members left out; undefined where the value is not an array. */
export function stringsAt(table: TomlTable | undefined, ...keys: readonly string[]): string[] | undefined {
  const value = valueAt(table, ...keys);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** A table's own entries in the order of the file; empty where there is no table. */
export function entriesAt(
  table: TomlTable | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, unknown])[] {
  const value = keys.length === 0 ? table : tableAt(table, ...keys);
  return value === undefined ? [] : Object.entries(value);
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
