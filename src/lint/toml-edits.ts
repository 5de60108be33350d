import type { TextEdit } from '../model/lint.ts';
import type { LintDocument, TomlPath } from './rule.ts';

/** Puts another value in the place of a key's or an item's; nothing where the path does not lead to one. */
export function replaceValue({ positions }: LintDocument, path: TomlPath, text: string): readonly TextEdit[] {
  const value = positions.placeOf(path)?.value;
  return value === undefined ? [] : [{ ...value, text }];
}

/** Replaces a text by another and keeps its quotes; nothing where the file spells the text in another way. */
export function replaceText(
  document: LintDocument,
  path: TomlPath,
  [before, after]: readonly [string, string],
): readonly TextEdit[] {
  const written = textAt(document, path);
  const quote = written?.[0] ?? '"';
  if (written !== `${quote}${before}${quote}` || /["'\\\n]/.test(after)) return [];
  return replaceValue(document, path, `${quote}${after}${quote}`);
}

/** The value as the file spells it. */
function textAt({ text, positions }: LintDocument, path: TomlPath): string | undefined {
  const value = positions.placeOf(path)?.value;
  return value === undefined ? undefined : text.slice(value.start, value.end);
}

/** Adds `key = value` at the end of an inline table. */
export function extendInlineTable(document: LintDocument, path: TomlPath, pair: string): readonly TextEdit[] {
  const value = document.positions.placeOf(path)?.value;
  const written = textAt(document, path);
  if (value === undefined || written === undefined || !/^\{.*\}$/s.test(written)) return [];
  const pairs = written.slice(1, -1).trimEnd();
  const at = value.start + 1 + pairs.length;
  return [{ start: at, end: at, text: pairs === '' ? ` ${pair} ` : `, ${pair}` }];
}

/** Takes an item out of an array, with its comma, and with its line where it has one to itself. */
export function removeItem({ text, positions }: LintDocument, path: TomlPath): readonly TextEdit[] {
  const range = positions.placeOf(path)?.value;
  if (range === undefined) return [];
  const before = text.slice(0, range.start);
  const after = text.slice(range.end);
  const comma = /^(?:\s|#[^\n]*\n)*,/.exec(after)?.[0].length ?? 0;
  const indent = /(?:^|\n)(?<indent>[ \t]*)$/.exec(before)?.groups?.indent;
  const rest = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(after.slice(comma))?.[0].length;
  if (indent !== undefined && rest !== undefined)
    return [{ start: range.start - indent.length, end: range.end + comma + rest, text: '' }];
  if (comma > 0) {
    const space = /^[ \t]*/.exec(after.slice(comma))?.[0].length ?? 0;
    return [{ start: range.start, end: range.end + comma + space, text: '' }];
  }
  const previous = /,[ \t]*$/.exec(before)?.[0].length ?? 0;
  return [{ start: range.start - previous, end: range.end, text: '' }];
}

/**
 * Applies edits from the first to the last; one that overlaps an earlier one is left for the next round. Sets of edits
 * that belong together are given as one list each and applied whole or not at all.
 */
export function applyEdits(
  text: string,
  fixes: readonly (readonly TextEdit[])[],
): { readonly text: string; readonly applied: number } {
  const taken: TextEdit[] = [];
  let applied = 0;
  for (const fix of fixes) {
    const fresh = fix.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fresh);
    applied += 1;
  }
  const result = taken
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
  return { text: result, applied };
}

const isSame = (a: TextEdit, b: TextEdit) => a.start === b.start && a.end === b.end && a.text === b.text;

const overlap = (a: TextEdit, b: TextEdit) =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
