import toml from '@iarna/toml';

/** The table below a path of keys of a TOML text; undefined where there is none or the text is not TOML. */
export function readTomlTable(
  text: string,
  path: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  let value: unknown;
  try {
    value = toml.parse(text);
  } catch {
    return undefined;
  }
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
