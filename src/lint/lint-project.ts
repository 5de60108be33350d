import type { Severity } from '../core/diagnostic.ts';
import { toMessage, type Where } from '../core/errors.ts';
import { compareText } from '../core/text-order.ts';
import type { LintFinding } from '../model/lint.ts';
import { createIgnoreComments } from './ignore-comments.ts';
import type { LintInput, Observation, Rule, TomlPath } from './rule.ts';
import { type RuleSelection, selectRules } from './select-rules.ts';

export interface LintReport {
  /** By file, line, column and code. */
  readonly findings: readonly LintFinding[];
  /** How many findings comments silenced. */
  readonly silenced: number;
}

/** Runs the selected rules on one project. Pure. */
export function lintProject(input: LintInput, selection: RuleSelection): LintReport {
  const isIgnored = createIgnoreComments(input.document.text);
  const all = selectRules(selection).flatMap((rule) =>
    rule.check(input).map((observation) => toFinding(input, rule, observation)),
  );
  const findings = all.filter(
    ({ code, where }) =>
      where.file !== input.document.path || where.line === undefined || !isIgnored(code, where.line),
  );
  return { findings: findings.toSorted(compareFindings), silenced: all.length - findings.length };
}

function toFinding(input: LintInput, rule: Rule, { message, at, severity, fix }: Observation): LintFinding {
  const evidence = isPath(at) ? locate(input, at) : { where: at };
  const source = sourceLine(input, evidence.where);
  return {
    code: rule.code,
    severity: severity ?? rule.severity,
    message: toMessage(message.replace(/\s*\n\s*/g, ' ')),
    ...evidence,
    ...(source === undefined ? {} : { source }),
    ...(fix === undefined || fix.length === 0 ? {} : { fix }),
  };
}

const isPath = (at: TomlPath | Where): at is TomlPath => Array.isArray(at);

/** Where a path of pyproject.toml stands, or the nearest table above it that does. */
function locate({ document }: LintInput, path: TomlPath): { readonly where: Where; readonly width?: number } {
  const { path: file, positions, text } = document;
  for (let length = path.length; length > 0; length -= 1) {
    const place = positions.placeOf(path.slice(0, length));
    if (place === undefined) continue;
    const { line, column, key } = place;
    const shown = text.slice(key.start, key.end).split('\n', 1)[0] ?? '';
    return { where: { file, line, column }, width: Math.max(1, shown.trimEnd().length) };
  }
  return { where: { file } };
}

/** Longer lines are minified or hostile. */
const LONGEST = 400;

function sourceLine({ tree, document }: LintInput, { file, line }: Where): string | undefined {
  if (line === undefined) return undefined;
  const text = file === document.path ? document.text : tree.tryReadText(file);
  const source = text?.split('\n', line)[line - 1]?.trimEnd();
  return source === undefined || source.length > LONGEST ? undefined : source;
}

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
