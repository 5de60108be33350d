import { EbuildgenError } from '../../core/errors.ts';

/** One option of an INI file. */
export interface ConfigOption {
  /** Lines joined with `\n`, comments and common indent gone. */
  readonly value: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Sections and their options by name as written. */
export type ConfigFile = ReadonlyMap<string, ReadonlyMap<string, ConfigOption>>;

interface Reading {
  readonly sections: Map<string, Map<string, ConfigOption>>;
  section: Map<string, ConfigOption> | undefined;
  option: OpenOption | undefined;
}

interface OpenOption {
  readonly name: string;
  readonly line: number;
  readonly indent: number;
  readonly lines: string[];
}

/** `[metadata]` */
const SECTION = /^\[(?<name>[^\]]+)\]/;
/** `name = value`, `name: value`, `name` */
const OPTION = /^(?<name>[^=:]*)(?:[=:](?<value>.*))?$/;

/**
 * Reads an INI file as setuptools does, with Python's configparser and `optionxform = str`: `#` and `;` open a comment at the
 * start of a line only, deeper lines continue a value, names keep their case. A later option replaces an earlier one. Throws METADATA_INVALID for text before the first section.
 * https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function parseConfigFile(text: string, file: string): ConfigFile {
  const reading: Reading = { sections: new Map(), section: undefined, option: undefined };
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries())
    readLine(reading, raw, { file, line: index + 1 });
  closeOption(reading);
  return reading.sections;
}

/**
 * An option's value with `%(other)s` and `%%` replaced from its section and `[DEFAULT]`, as BasicInterpolation does.
 * A reference to nothing, or deeper than configparser's ten levels, stays as written.
 */
export function optionAt(config: ConfigFile, section: string, name: string): ConfigOption | undefined {
  const option = rawOption(config, section, name);
  if (option === undefined) return undefined;
  return {
    line: option.line,
    value: interpolate(option.value, (other) => rawOption(config, section, other), 0),
  };
}

function rawOption(config: ConfigFile, section: string, name: string): ConfigOption | undefined {
  return config.get(section)?.get(name) ?? config.get('DEFAULT')?.get(name);
}

type FindOption = (name: string) => ConfigOption | undefined;

const MAX_INTERPOLATION_DEPTH = 10;
const MAX_VALUE_LENGTH = 256 * 1024;

function interpolate(value: string, find: FindOption, depth: number): string {
  if (depth > MAX_INTERPOLATION_DEPTH || !value.includes('%')) return value;
  let length = 0;
  return value.replace(/%(?:%|\((?<name>[^)\n]{1,200})\)s)/g, (match, name: string | undefined) => {
    if (name === undefined) return '%';
    const other = find(name) ?? find(name.toLowerCase());
    if (other === undefined || length > MAX_VALUE_LENGTH) return match;
    const inner = interpolate(other.value, find, depth + 1);
    length += inner.length;
    return inner;
  });
}

/** The lines of a multi-line value that say something. */
export function configLines(value: string): readonly string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readLine(reading: Reading, raw: string, where: { file: string; line: number }): void {
  const text = raw.trim();
  if (/^[#;]/.test(text)) return;
  if (text === '') {
    reading.option?.lines.push('');
    return;
  }
  const indent = raw.length - raw.trimStart().length;
  if (reading.option !== undefined && indent > reading.option.indent) {
    reading.option.lines.push(text);
    return;
  }
  closeOption(reading);
  const section = SECTION.exec(text)?.groups?.name;
  if (section !== undefined) openSection(reading, section);
  else openOption(reading, text, { indent, ...where });
}

function openSection(reading: Reading, name: string): void {
  reading.section = reading.sections.get(name) ?? new Map();
  reading.sections.set(name, reading.section);
}

function openOption(
  reading: Reading,
  text: string,
  at: { file: string; line: number; indent: number },
): void {
  if (reading.section === undefined)
    throw new EbuildgenError('METADATA_INVALID', `\`${at.file}\` has text before its first section`, {
      where: { file: at.file, line: at.line },
    });
  const groups = OPTION.exec(text)?.groups;
  const name = (groups?.name ?? text).trim();
  reading.option = { name, line: at.line, indent: at.indent, lines: [(groups?.value ?? '').trim()] };
}

function closeOption(reading: Reading): void {
  const { option, section } = reading;
  reading.option = undefined;
  if (option === undefined || section === undefined) return;
  const value = option.lines.join('\n').trimEnd();
  section.set(option.name, { value, line: option.line });
}
