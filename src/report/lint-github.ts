import type { Severity } from '../core/diagnostic.ts';
import { printable } from '../core/errors.ts';
import type { LintFinding, LintResult } from '../model/lint.ts';

const commands = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
} as const satisfies Record<Severity, string>;

/**
 * Annotations for GitHub Actions, a workflow command a line.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithubAnnotations(results: readonly LintResult[]): string {
  return results
    .flatMap(({ target, base, findings, error }) => [
      ...findings.map((finding) => annotate(finding, base)),
      ...(error === undefined ? [] : [command('error', { title: target }, error.message)]),
    ])
    .join('');
}

function annotate({ code, severity, message, where, width = 1 }: LintFinding, base: string): string {
  const { line, column } = where;
  const properties = {
    file: (base + where.file).replace(/^(?:\.\/)+/, ''),
    ...(line === undefined ? {} : { line: String(line) }),
    ...(line === undefined || column === undefined
      ? {}
      : { col: String(column), endColumn: String(column + width) }),
    title: code,
  };
  return command(commands[severity], properties, message);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
}

const escapeData = (text: string) => printable(text).replace(/[%\r\n]/g, encodeChar);
const escapeProperty = (text: string) => printable(text).replace(/[%\r\n:,]/g, encodeChar);
const encodeChar = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
