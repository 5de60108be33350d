import type { Diagnostic } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { PackageResult, PackageStatus } from '../model/result.ts';

/**
 * The document of `--format json`, described by `report.schema.json` beside this file. `version` grows when a field
 * changes its meaning or goes; new fields may come at any time.
 */
export function formatJson(results: readonly PackageResult[]): string {
  const totals: Record<PackageStatus, number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
  };
  for (const { status } of results) totals[status] += 1;
  return `${JSON.stringify({ version: 1, packages: results.map(packageToJson), totals }, null, 2)}\n`;
}

function packageToJson(result: PackageResult): object {
  const { ref, atom, version, status, reason, requiredBy, files, diagnostics, findings, error } = result;
  return {
    ref,
    atom: atom ?? null,
    version: version ?? null,
    status,
    reason: reason ?? null,
    ...(requiredBy === undefined ? {} : { requiredBy }),
    files: files.map(({ path, change }) => ({ path, change })),
    diagnostics: diagnostics.map(remarkToJson),
    ...(findings === undefined ? {} : { findings: findings.map(remarkToJson) }),
    error: error === undefined ? null : errorToJson(error),
  };
}

function remarkToJson({ code, severity, message, where }: Diagnostic): object {
  return { code, severity, message, where: where ?? null };
}

function errorToJson(error: Error): object {
  if (!(error instanceof EbuildgenError))
    return { code: 'BUG', message: error.message, hint: null, where: null };
  return { code: error.code, message: error.message, hint: error.hint ?? null, where: error.where ?? null };
}
