import type { Severity } from '../core/diagnostic.ts';
import { printable } from '../core/errors.ts';
import type { LintFinding, LintResult, LintRuleInfo } from '../model/lint.ts';
import { placeOf, titleOf } from './lint-text.ts';
import { plainMarkdown } from './markdown-text.ts';

/** A report to paste into an issue, or an Action's job summary. */
export function formatLintMarkdown(results: readonly LintResult[], rules: readonly LintRuleInfo[]): string {
  return results.map((result) => formatResult(result, rules)).join('\n');
}

function formatResult(result: LintResult, rules: readonly LintRuleInfo[]): string {
  const title = `## Packaging report: ${plainMarkdown(titleOf(result))}\n\n`;
  if (result.error !== undefined)
    return `${title}It could not be read: ${plainMarkdown(result.error.message)}\n`;
  if (result.findings.length === 0) return `${title}Nothing to report.\n`;
  const seen = rules.filter(({ code }) => result.findings.some((finding) => finding.code === code));
  const sections = seen.map((rule) =>
    formatSection(
      rule,
      result.findings.filter(({ code }) => code === rule.code),
      result.base,
    ),
  );
  return title + sections.join('\n');
}

const labels = { error: 'error', warning: 'warning', note: 'note' } as const satisfies Record<
  Severity,
  string
>;

function formatSection(
  { code, title, why, right }: LintRuleInfo,
  findings: readonly LintFinding[],
  base: string,
): string {
  const items = findings.map((finding) => {
    const source = finding.source === undefined ? '' : `\n${fence(finding.source.trim(), '  ')}`;
    return `- **${labels[finding.severity]}** ${inlineCode(placeOf(finding, base))}: ${plainMarkdown(finding.message)}${source}\n`;
  });
  return `### ${code}: ${title}\n\n${why}\n\n${items.join('')}\nFor example:\n\n${fence(right, '')}`;
}

/** A fence longer than any run of backticks inside: the text cannot end it. */
function fence(text: string, indent: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}toml\n${printable(text)}\n${mark}\n`.replace(/^(?=.)/gm, indent);
}

function inlineCode(text: string): string {
  return `\`${printable(text).replaceAll('`', "'").replace(/\n\s*/g, ' ')}\``;
}
