import pico from 'picocolors';
import type { Severity } from '../core/diagnostic.ts';
import { printable } from '../core/errors.ts';
import type { LintFinding, LintResult } from '../model/lint.ts';
import { type Colors, severityColors, shownSeverities, type Verbosity } from './severity.ts';
import { formatError } from './text.ts';

export interface LintTextOptions {
  readonly verbosity: Verbosity;
  readonly color: boolean;
}

/** The findings of one target: its name, then each finding with its line and a mark below the evidence. */
export function formatLintText(result: LintResult, { verbosity, color }: LintTextOptions): string {
  const colors = pico.createColors(color);
  const wanted = shownSeverities[verbosity];
  const findings = result.findings.filter(({ severity }) => wanted.includes(severity));
  const blocks = findings.map((finding) => formatFinding(finding, result.base, colors));
  if (result.error !== undefined) blocks.push(`${formatError(result.error, result.target, color)}\n`);
  if (blocks.length === 0) return '';
  return `${colors.bold(oneLine(titleOf(result)))}\n${blocks.join('')}\n`;
}

/** `pypi:requests (requests 2.32.5)` */
export function titleOf({ target, project }: LintResult): string {
  return project === undefined ? target : `${target} (${project})`;
}

function formatFinding(finding: LintFinding, base: string, colors: Colors): string {
  const { code, severity, message, fix } = finding;
  const label = colors[severityColors[severity]](severity);
  const fixable = fix === undefined ? '' : colors.dim(' (--fix)');
  const place = colors.dim(`${placeOf(finding, base)}:`);
  return `  ${place} ${label} ${colors.bold(code)} ${oneLine(message)}${fixable}\n${markSource(finding, colors)}`;
}

/** `sub/pyproject.toml:17:3` */
export function placeOf({ where }: Pick<LintFinding, 'where'>, base: string): string {
  const position = [where.line, where.column].filter((part) => part !== undefined).map((part) => `:${part}`);
  return `${oneLine(base + where.file)}${position.join('')}`;
}

/** Names of files and projects may hold line breaks too: nothing of upstream begins a line. */
const oneLine = (text: string) => printable(text).replace(/\n\s*/g, ' ');

function markSource({ where, source, width = 1, severity }: LintFinding, colors: Colors): string {
  if (source === undefined || where.line === undefined) return '';
  const number = String(where.line).padStart(6);
  const code = `${colors.dim(`${number} |`)} ${printable(source)}\n`;
  if (where.column === undefined) return code;
  // Tabs keep their width on the line below.
  const indent = source.slice(0, where.column - 1).replace(/[^\t]/g, ' ');
  const mark = '^'.repeat(Math.max(1, Math.min(width, source.length - where.column + 1)));
  return `${code}${colors.dim(`${' '.repeat(6)} |`)} ${indent}${colors[severityColors[severity]](mark)}\n`;
}

/** The last line: `2 targets: 1 error, 3 warnings, 2 notes (-v shows them), 4 can be fixed with --fix`. */
export function formatLintTotals(results: readonly LintResult[], verbosity: Verbosity): string {
  const findings = results.flatMap((result) => result.findings);
  const failed = results.filter(({ error }) => error !== undefined).length;
  const fixable = findings.filter(({ fix }) => fix !== undefined).length;
  const fixed = results.reduce((sum, { fixed: fixes }) => sum + (fixes?.written ? fixes.count : 0), 0);
  const notes = count(findings, 'note');
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    plural(count(findings, 'error'), 'error'),
    plural(count(findings, 'warning'), 'warning'),
    `${plural(notes, 'note')}${notes > 0 && verbosity !== 'verbose' ? ' (-v shows them)' : ''}`,
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(fixable > 0 ? [`${fixable} can be fixed with --fix`] : []),
  ];
  return `${plural(results.length, 'target')}: ${parts.join(', ')}\n`;
}

const count = (findings: readonly LintFinding[], severity: Severity) =>
  findings.filter((finding) => finding.severity === severity).length;

const plural = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
