import { EbuildgenError } from '../core/errors.ts';
import { formatAtom } from './atom.ts';
import type { DepNode, Depset } from './depset.ts';
import { isValidUseFlag } from './name.ts';

/**
 * The lines that stand between the quotes of `RDEPEND="…"`: one atom a line, indented by tabs, no newline at the end;
 * '' for an empty tree. The order is the caller's: see `normalizeDepset`. Throws RENDER_MODEL on what must not reach a
 * shell, on an empty group, and on a python-cond inside of another, whose quotes would end the outer one's.
 */
export function formatDepset(depset: Depset, indent = 1): string {
  return depset.flatMap((node) => formatNode(node, { indent, inPythonCond: false })).join('\n');
}

/** `['3.12', '3.13', '3.15']` → `3.{12..13} 3.15`, as ebuilds write arguments of python_gen_cond_dep. */
export function formatPythonPatterns(patterns: readonly string[]): string {
  const numbered = patterns.flatMap(readPattern);
  const plain = patterns.filter((pattern) => readPattern(pattern).length === 0);
  const families = [...new Set(numbered.map(({ family }) => family))].sort(compareFamilies);
  const runs = families.flatMap((family) =>
    findRuns(numbered.filter((pattern) => pattern.family === family).map(({ minor }) => minor)).map((run) =>
      family.replace('*', run),
    ),
  );
  return [...runs, ...plain.map(checkPattern).sort()].join(' ');
}

interface Context {
  readonly indent: number;
  readonly inPythonCond: boolean;
}

function formatNode(node: DepNode, context: Context): readonly string[] {
  const line = (text: string) => '\t'.repeat(context.indent) + text;
  switch (node.kind) {
    case 'atom':
      return [line(formatAtom(node.atom))];
    case 'use':
      return [line(`${formatFlag(node)} (`), ...formatChildren(node, context), line(')')];
    case 'any-of':
      return [line('|| ('), ...formatChildren(node, context), line(')')];
    case 'all-of':
      return [line('('), ...formatChildren(node, context), line(')')];
    case 'python-cond': {
      if (context.inPythonCond) {
        throw new EbuildgenError('RENDER_MODEL', 'Cannot write a python_gen_cond_dep inside of another');
      }
      const patterns = formatPythonPatterns(node.patterns);
      const children = formatChildren(node, { ...context, inPythonCond: true });
      return [line("$(python_gen_cond_dep '"), ...children, line(`' ${patterns})`)];
    }
  }
}

/** Portage takes no empty group. */
function formatChildren({ children }: { readonly children: Depset }, context: Context): readonly string[] {
  if (children.length === 0)
    throw new EbuildgenError('RENDER_MODEL', 'Cannot write a group without dependencies');
  return children.flatMap((child) => formatNode(child, { ...context, indent: context.indent + 1 }));
}

function formatFlag({ flag, negated }: DepNode & { readonly kind: 'use' }): string {
  if (!isValidUseFlag(flag)) throw new EbuildgenError('RENDER_MODEL', `\`${flag}\` is not a USE flag`);
  return `${negated ? '!' : ''}${flag}?`;
}

/** `3.12` → family `3.*`; `python3_14t` → family `python3_*t`. */
function readPattern(pattern: string): readonly { readonly family: string; readonly minor: number }[] {
  const groups = /^(?<head>3\.|python3_)(?<minor>\d{1,3})(?<tail>t?)$/.exec(pattern)?.groups;
  if (groups === undefined) return [];
  return [{ family: `${groups.head}*${groups.tail}`, minor: Number(groups.minor) }];
}

const FAMILIES = ['3.*', 'python3_*', '3.*t', 'python3_*t'];
const compareFamilies = (a: string, b: string): number => FAMILIES.indexOf(a) - FAMILIES.indexOf(b);

/** [12, 13, 15] → ['{12..13}', '15'] */
function findRuns(numbers: readonly number[]): readonly string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const starts = sorted.filter((number) => !sorted.includes(number - 1));
  return starts.map((start) => {
    let end = start;
    while (sorted.includes(end + 1)) end++;
    return start === end ? String(start) : `{${start}..${end}}`;
  });
}

function checkPattern(pattern: string): string {
  if (/^[A-Za-z0-9_.*+-]+$/.test(pattern)) return pattern;
  throw new EbuildgenError('RENDER_MODEL', `\`${pattern}\` is not a pattern of Python implementations`);
}
