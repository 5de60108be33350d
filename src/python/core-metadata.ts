import type { CoreMetadata, ProjectUrl } from '../core/release.ts';
import { decodeEncodedWords } from './encoded-word.ts';

/**
 * Reads METADATA or PKG-INFO of any version, 1.0 to 2.5. Never throws: a line that is no header is skipped, a field
 * that was left at distutils' `UNKNOWN` is absent. https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export function parseCoreMetadata(text: string): CoreMetadata {
  const headers = readHeaders(text);
  const all = (name: string): string[] => headers.get(name) ?? [];
  return {
    ...only('metadataVersion', all('metadata-version')),
    ...only('name', all('name')),
    ...only('version', all('version')),
    ...only('summary', all('summary').map(onOneLine)),
    ...only('homePage', all('home-page')),
    ...only('license', all('license')),
    ...only('licenseExpression', all('license-expression')),
    ...only('requiresPython', all('requires-python').map(onOneLine)),
    projectUrls: all('project-url').map(readProjectUrl),
    licenseFiles: all('license-file'),
    classifiers: all('classifier'),
    requiresDist: all('requires-dist').map(onOneLine),
    providesExtra: all('provides-extra'),
    dynamic: all('dynamic').map((field) => field.toLowerCase()),
  };
}

type SingleField = {
  [Field in keyof CoreMetadata]-?: string extends CoreMetadata[Field] ? Field : never;
}[keyof CoreMetadata];

function only<Field extends SingleField>(
  field: Field,
  values: readonly string[],
): Partial<Record<Field, string>> {
  const value = values.find((candidate) => candidate !== '' && candidate !== 'UNKNOWN');
  return value === undefined ? {} : ({ [field]: value } as Record<Field, string>);
}

/** Values by lower-case name, in order; a value's further lines are kept without their indentation. */
function readHeaders(text: string): ReadonlyMap<string, string[]> {
  const headers = new Map<string, string[]>();
  let values: string[] = [];
  for (const line of headerLines(text)) {
    if (/^[ \t]/.test(line)) {
      const last = values.pop();
      if (last !== undefined) values.push(`${last}\n${line.replace(/^(?: {7}\||[ \t]{1,8})/, '')}`);
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    values = headers.get(name) ?? [];
    values.push(line.slice(colon + 1));
    if (/^[a-z][a-z-]*$/.test(name)) headers.set(name, values);
  }
  return new Map(
    [...headers].map(([name, found]) => [name, found.map((value) => decodeEncodedWords(value.trim()))]),
  );
}

/** The lines before the first empty one; the description may follow it. */
function headerLines(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => line !== '');
  const end = lines.indexOf('', Math.max(start, 0));
  return lines.slice(Math.max(start, 0), end < 0 ? lines.length : end);
}

function onOneLine(value: string): string {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** `Label, https://…`; some old tools left the label out. */
function readProjectUrl(value: string): ProjectUrl {
  const comma = value.indexOf(',');
  return { label: value.slice(0, Math.max(comma, 0)).trim(), url: value.slice(comma + 1).trim() };
}
