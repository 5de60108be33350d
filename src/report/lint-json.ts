import { EbuildgenError } from '../core/errors.ts';
import type { LintFinding, LintResult } from '../model/lint.ts';

/** The document of `lint --format json`, described by `lint.schema.json` beside this file. */
export function formatLintJson(results: readonly LintResult[]): string {
  const findings = results.flatMap((result) => result.findings);
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  const totals = {
    targets: results.length,
    failed: results.filter(({ error }) => error !== undefined).length,
    error: count('error'),
    warning: count('warning'),
    note: count('note'),
  };
  return `${JSON.stringify({ version: 1, targets: results.map(resultToJson), totals }, null, 2)}\n`;
}

function resultToJson({ target, project, base, findings, silenced, fixed, error }: LintResult): object {
  return {
    target,
    project: project ?? null,
    findings: findings.map((finding) => findingToJson(finding, base)),
    silenced,
    fixed: fixed === undefined ? null : { path: fixed.path, count: fixed.count, written: fixed.written },
    error: error === undefined ? null : errorToJson(error),
  };
}

function findingToJson({ code, severity, message, where, width, fix }: LintFinding, base: string): object {
  return {
    code,
    severity,
    message,
    path: base + where.file,
    line: where.line ?? null,
    column: where.column ?? null,
    endColumn: where.column === undefined ? null : where.column + (width ?? 1),
    fix: fix ?? null,
  };
}

function errorToJson(error: Error): object {
  if (!(error instanceof EbuildgenError)) return { code: 'BUG', message: error.message, hint: null };
  return { code: error.code, message: error.message, hint: error.hint ?? null };
}
