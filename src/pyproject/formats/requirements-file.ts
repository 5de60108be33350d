import { EbuildgenError } from '../../core/errors.ts';
import type { SourceTree } from '../../core/source-tree.ts';

/** How many lines may still be read, for files that include each other. */
export interface LineBudget {
  lines: number;
}

/** More than any project has. */
export const createLineBudget = (): LineBudget => ({ lines: 100_000 });

/**
 * The requirement lines of a pip requirements file: comments, options and line continuations gone, `-r other.txt`
 * followed inside the tree, each file once, `-e URL#egg=NAME` as `NAME`. Files that are absent give nothing. Throws
 * METADATA_INVALID where the budget is used up.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readRequirementsFile(
  path: string,
  tree: SourceTree,
  budget = createLineBudget(),
): readonly string[] {
  const seen = new Set<string>();
  const requirements: string[] = [];
  // A worklist, for chains of files have no end. The next line is the last.
  const pending: Line[] = [];
  const open = (file: string) => {
    const text = seen.has(file) ? undefined : tree.tryReadText(file);
    seen.add(file);
    const lines = text?.replace(/\\\r?\n/g, ' ').split(/\r?\n/) ?? [];
    for (const line of lines.reverse()) pending.push({ file, text: withoutComment(line) });
  };
  open(path);
  for (let line = pending.pop(); line !== undefined; line = pending.pop()) {
    budget.lines -= 1;
    if (budget.lines < 0)
      throw new EbuildgenError('METADATA_INVALID', `\`${path}\` and what it includes have too many lines`);
    const { requirement, include } = readLine(line.text);
    if (requirement !== undefined) requirements.push(requirement);
    if (include !== undefined) open(beside(line.file, include));
  }
  return requirements;
}

interface Line {
  readonly file: string;
  readonly text: string;
}

function readLine(line: string): { readonly requirement?: string; readonly include?: string } {
  if (line === '') return {};
  if (!line.startsWith('-')) return { requirement: withoutOptions(line) };
  const [option = '', value = ''] = splitOption(line);
  if (option === '-r' || option === '--requirement') return { include: value };
  const egg = /[#&]egg=(?<name>[\w.-]+)/.exec(value)?.groups?.name;
  return egg !== undefined && (option === '-e' || option === '--editable') ? { requirement: egg } : {};
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
