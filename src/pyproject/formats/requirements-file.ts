import type { SourceTree } from '../../core/source-tree.ts';

/**
 * The requirement lines of a pip requirements file: comments, options and line continuations gone, `-r other.txt`
 * followed inside the tree, each file once, `-e URL#egg=NAME` as `NAME`. Files that are absent give nothing.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readRequirementsFile(path: string, tree: SourceTree): readonly string[] {
  return readFile(path, { tree, seen: new Set() });
}

interface Reading {
  readonly tree: SourceTree;
  /** Files that were read already. */
  readonly seen: Set<string>;
}

function readFile(path: string, reading: Reading): readonly string[] {
  const text = reading.tree.tryReadText(path);
  if (text === undefined || reading.seen.has(path)) return [];
  reading.seen.add(path);
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => readLine(withoutComment(line), path, reading));
}

function readLine(line: string, path: string, reading: Reading): readonly string[] {
  if (line === '') return [];
  if (!line.startsWith('-')) return [withoutOptions(line)];
  const [option = '', value = ''] = splitOption(line);
  if (option === '-r' || option === '--requirement') return readFile(beside(path, value), reading);
  const egg = /[#&]egg=(?<name>[\w.-]+)/.exec(value)?.groups?.name;
  return egg !== undefined && (option === '-e' || option === '--editable') ? [egg] : [];
}

/** A `#` opens a comment at the start of a line or after a space. */
function withoutComment(line: string): string {
  const cut = line.startsWith('#') ? 0 : line.search(/\s#/);
  return (cut < 0 ? line : line.slice(0, cut)).trim();
}

/** Per-requirement options: `spam==1 --hash=sha256:…`. */
function withoutOptions(line: string): string {
  const cut = line.search(/\s--[a-z]/);
  return cut < 0 ? line : line.slice(0, cut).trim();
}

function splitOption(line: string): readonly [string, string] {
  const cut = line.search(/[\s=]/);
  if (cut >= 0) return [line.slice(0, cut), line.slice(cut + 1).trim()];
  return /^-[a-z]./.test(line) ? [line.slice(0, 2), line.slice(2)] : [line, ''];
}

/** A path relative to the folder of another file. */
function beside(path: string, other: string): string {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')).split('/') : [];
  for (const step of other.split('/')) {
    if (step === '..') folder.pop();
    else if (step !== '.' && step !== '') folder.push(step);
  }
  return folder.join('/');
}
