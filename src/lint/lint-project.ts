import type { Severity } from '../core/diagnostic.ts';
import { toMessage, type Where } from '../core/errors.ts';
import { compareText } from '../core/text-order.ts';
import type { LintFinding } from '../model/lint.ts';
import { createIgnoreComments } from './ignore-comments.ts';
import type { LintInput, TomlPath } from './rule.ts';
import { type RuleSelection, selectRules } from './select-rules.ts';
import { createLineReader } from './source-lines.ts';

export interface LintReport {
  /** By file, line, column and code. */
  readonly findings: readonly LintFinding[];
  /** How many findings comments silenced. */
  readonly silenced: number;
}

/** Runs the selected rules on one project. Pure. */
export function lintProject(input: LintInput, selection: RuleSelection): LintReport {
  const isIgnored = createIgnoreComments(input.document.text);
  const lineAt = createLineReader(input);
  const all = selectRules(selection).flatMap((rule) =>
    rule.check(input).map((observation) => {
      const { message, severity = rule.severity, fix = [] } = observation;
      const evidence = locate(input, observation.at);
      const source = lineAt(evidence.where);
      return {
        code: rule.code,
        severity,
        message: toMessage(message.replace(/\n\s*/g, ' ')),
        ...evidence,
        ...(source === undefined ? {} : { source }),
        ...(fix.length === 0 ? {} : { fix }),
      };
    }),
  );
  const findings = all.filter(
    ({ code, where }) =>
      where.file !== input.document.path || where.line === undefined || !isIgnored(code, where.line),
  );
  return { findings: findings.toSorted(compareFindings), silenced: all.length - findings.length };
}

/** Where a path of pyproject.toml stands, or the nearest table above it that does. */
function locate(
  { document }: LintInput,
  at: TomlPath | Where,
): { readonly where: Where; readonly width?: number } {
  if (!isPath(at)) return { where: at };
  const { path: file, positions, text } = document;
  for (let length = at.length; length > 0; length -= 1) {
    const place = positions.placeOf(at.slice(0, length));
    if (place === undefined) continue;
    const { line, column, key } = place;
    const shown = text.slice(key.start, key.end).split('\n', 1)[0] ?? '';
    return { where: { file, line, column }, width: Math.max(1, shown.trimEnd().length) };
  }
  return { where: { file } };
}

const isPath = (at: TomlPath | Where): at is TomlPath => Array.isArray(at);

const ORDER: readonly Severity[] = ['error', 'warning', 'note'];

function compareFindings(a: LintFinding, b: LintFinding): number {
  return (
    compareText(a.where.file, b.where.file) ||
    (a.where.line ?? 0) - (b.where.line ?? 0) ||
    (a.where.column ?? 0) - (b.where.column ?? 0) ||
    ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}
