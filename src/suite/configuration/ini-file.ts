/** Sections of an INI file: section → option (lower case) → value; continuation lines are joined with newlines. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, string>>;

const SECTION = /^\[(?<name>[^\]]+)\]/;
const OPTION = /^(?<key>[^\s=:[\]#;][^=:]*)[=:](?<value>.*)$/;

/**
 * Reads INI text as pytest's iniconfig and Python's configparser do where they agree: `#` and `;` start comment lines,
 * indented lines continue a value. Lines that fit nothing are passed over.
 */
export function parseIni(text: string): IniFile {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let key: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const header = SECTION.exec(line)?.groups?.name?.trim();
    if (header !== undefined) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      key = undefined;
    } else if (!/^\s/.test(line)) key = readOption(line, section);
    else if (key !== undefined) section.set(key, `${section.get(key) ?? ''}\n${line.trim()}`);
  }
  return sections;
}

function readOption(line: string, section: Map<string, string>): string | undefined {
  const { key, value } = OPTION.exec(line)?.groups ?? {};
  if (key === undefined) return undefined;
  const name = key.trimEnd().toLowerCase();
  section.set(name, stripComment(value ?? ''));
  return name;
}

function stripComment(value: string): string {
  return value.replace(/\s[#;].*$/, '').trim();
}
