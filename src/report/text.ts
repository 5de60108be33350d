import pico from 'picocolors';
import type { Diagnostic } from '../core/diagnostic.ts';
import { EbuildgenError, printable, type Where } from '../core/errors.ts';
import type { LintFinding } from '../model/lint.ts';
import type { PackageResult, PackageStatus } from '../model/result.ts';
import { type Colors, severityColors, shownSeverities, type Verbosity } from './severity.ts';

const statusColors = {
  created: 'green',
  updated: 'yellow',
  unchanged: 'dim',
  skipped: 'dim',
  failed: 'red',
} as const satisfies Record<PackageStatus, keyof Colors>;

/** The one line of a package on stdout: `created    dev-python/requests-2.32.5`. */
export function formatResultLine(result: PackageResult, color: boolean): string {
  const colors = pico.createColors(color);
  const name = nameOfResult(result);
  const reason = result.reason === undefined ? '' : colors.dim(` (${printable(result.reason)})`);
  return `${colors[statusColors[result.status]](result.status.padEnd(10))} ${printable(name)}${reason}\n`;
}

/** `dev-python/requests-2.32.5`, or as much of that as is known. */
export function nameOfResult({ atom, version, ref }: PackageResult): string {
  if (atom === undefined) return ref;
  return version === undefined ? atom : `${atom}-${version}`;
}

/** What a person should know of a package, for stderr; empty where there is nothing. */
export function formatRemarks(result: PackageResult, verbosity: Verbosity, color: boolean): string {
  const colors = pico.createColors(color);
  const wanted = shownSeverities[verbosity];
  const lines = result.diagnostics
    .filter(({ severity }) => wanted.includes(severity))
    .map((diagnostic) => formatDiagnostic(result.ref, diagnostic, colors));
  if (verbosity === 'verbose')
    lines.push(...adviceOf(result).map((finding) => formatAdvice(result.ref, finding, colors)));
  if (verbosity !== 'quiet') {
    for (const { path, change } of result.files) {
      if (change === 'kept') lines.push(keptLine(result.ref, path, colors));
    }
  }
  if (result.error !== undefined) lines.push(formatError(result.error, result.ref, color));
  return lines.map((line) => `${line}\n`).join('');
}

/** Diagnostics that belong to no package: `subject` is the program. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  subject: string,
  { verbosity, color }: { readonly verbosity: Verbosity; readonly color: boolean },
): string {
  const wanted = shownSeverities[verbosity];
  const colors = pico.createColors(color);
  return diagnostics
    .filter(({ severity }) => wanted.includes(severity))
    .map((diagnostic) => `${formatDiagnostic(subject, diagnostic, colors)}\n`)
    .join('');
}

function formatDiagnostic(
  ref: string,
  { severity, code, message, where }: Diagnostic,
  colors: Colors,
): string {
  const label = colors[severityColors[severity]](severity);
  return `${ref}: ${label}: ${message}${formatWhere(where)} ${colors.dim(`[${code}]`)}`;
}

/** What is for upstream alone: the diagnostics have the rest. */
function adviceOf({ findings = [], diagnostics }: PackageResult): readonly LintFinding[] {
  const told = new Set(diagnostics.map(({ code }) => code));
  return findings.filter(({ code }) => !told.has(code));
}

function formatAdvice(ref: string, { code, message, where }: LintFinding, colors: Colors): string {
  return `${ref}: ${colors.cyan('upstream')}: ${message}${formatWhere(where)} ${colors.dim(`[${code}]`)}`;
}

/** How much there is to tell upstream, notes aside, in a line for the whole run; empty where there is nothing. */
export function formatAdviceCount(results: readonly PackageResult[]): string {
  const advised = results
    .map((result) => ({
      ref: result.ref,
      count: adviceOf(result).filter(({ severity }) => severity !== 'note').length,
    }))
    .filter(({ count }) => count > 0);
  const all = advised.reduce((sum, { count }) => sum + count, 0);
  const [first] = advised;
  if (first === undefined) return '';
  const what = all === 1 ? 'remark' : 'remarks';
  const where = advised.length === 1 ? first.ref : `${advised.length} packages`;
  return `lint has ${all} ${what} for the upstream of ${where} (-v shows them)\n`;
}

/** What to do about packages that no repository has, once for the whole run; empty where none is missing. */
export function formatMissingHint(results: readonly PackageResult[]): string {
  const isMissing = ({ diagnostics }: PackageResult) =>
    diagnostics.some(({ code }) => code === 'dependency-missing');
  if (!results.some(isMissing)) return '';
  return 'hint: --recursive also generates what no repository has, --recursive=test what only tests need as well; `drop` and `add` of the configuration put another package in its place\n';
}

function keptLine(ref: string, path: string, colors: Colors): string {
  return `${ref}: ${colors.yellow('warning')}: \`${path}\` was edited after it was generated and is kept as it is`;
}

/** An error for stderr, its hint on a line of its own. `subject` is the package or the program. */
export function formatError(error: Error, subject: string, color: boolean): string {
  const colors = pico.createColors(color);
  const label = colors.red('error');
  if (!(error instanceof EbuildgenError)) {
    const stack = printable(error.stack ?? error.message);
    return `${subject}: ${label}: a bug in ebuildgen, please report it with these lines\n${stack}`;
  }
  const hint = error.hint === undefined ? '' : `\n  ${colors.cyan('hint')}: ${error.hint}`;
  return `${subject}: ${label}: ${error.message}${formatWhere(error.where)} ${colors.dim(`[${error.code}]`)}${hint}`;
}

function formatWhere(where: Where | undefined): string {
  if (where === undefined) return '';
  const position = [where.line, where.column].filter((part) => part !== undefined).map((part) => `:${part}`);
  return ` (${printable(where.file).replaceAll('\n', ' ')}${position.join('')})`;
}

/** The last line of a run over several packages: `3 packages: 2 created, 1 failed`. */
export function formatTotals(results: readonly PackageResult[]): string {
  const order: readonly PackageStatus[] = ['created', 'updated', 'unchanged', 'skipped', 'failed'];
  const counts = order
    .map((status) => [status, results.filter((result) => result.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  const what = results.length === 1 ? 'package' : 'packages';
  return `${[`${results.length} ${what}`, counts.join(', ')].filter((part) => part !== '').join(': ')}\n`;
}
