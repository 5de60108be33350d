import type { PoetryEntry, TextEdit } from '../model/lint.ts';
import { isTable, valueAt } from '../toml/values.ts';
import type { LintDocument, TomlPath } from './rule.ts';
import { extendInlineTable, replaceValue } from './toml-edits.ts';

/** Edits that send an entry's files to the sdist only; none where the file spells it in a way that is not foreseen. */
export function addSdistFormat(document: LintDocument, entry: PoetryEntry): readonly TextEdit[] {
  const path: TomlPath = ['tool', 'poetry', entry.list, entry.index];
  const list = valueAt(document.table, 'tool', 'poetry', entry.list);
  const item: unknown = Array.isArray(list) ? list[entry.index] : undefined;
  if (typeof item === 'string') {
    const place = document.positions.placeOf(path)?.value;
    if (place === undefined) return [];
    const written = document.text.slice(place.start, place.end);
    const key = entry.list === 'include' ? 'path' : 'include';
    return [{ ...place, text: `{ ${key} = ${written}, format = "sdist" }` }];
  }
  if (!isTable(item)) return [];
  if (Object.hasOwn(item, 'format')) return replaceValue(document, [...path, 'format'], '"sdist"');
  const inline = extendInlineTable(document, path, 'format = "sdist"');
  return inline.length > 0 ? inline : extendTable(document, path);
}

/** `[[tool.poetry.include]]` */
function extendTable({ text, positions }: LintDocument, path: TomlPath): readonly TextEdit[] {
  const place = positions.placeOf(path);
  if (place === undefined) return [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return [{ start: place.entry.end, end: place.entry.end, text: `${newline}format = "sdist"` }];
}
