import pico from 'picocolors';
import type { LintRuleInfo } from '../model/lint.ts';

/** `lint --explain CODE` */
export function formatRule(rule: LintRuleInfo, color: boolean): string {
  const colors = pico.createColors(color);
  const fixable = rule.fixable ? ', can be fixed with --fix' : '';
  return `${colors.bold(rule.code)} ${rule.title} (${rule.severity}${fixable})\n\n${formatRuleHelp(rule)}\n`;
}

/** Why a rule is there, what is wrong and what is right. */
export function formatRuleHelp({ why, wrong, right, unfixed }: LintRuleInfo): string {
  const reason = unfixed === undefined ? '' : `\n\nNo --fix: ${unfixed}`;
  return `${why}\n\nWrong:\n\n${indent(wrong)}\n\nRight:\n\n${indent(right)}${reason}`;
}

export function formatRuleHelpMarkdown({ why, wrong, right, unfixed }: LintRuleInfo): string {
  const reason = unfixed === undefined ? '' : `\nNo \`--fix\`: ${unfixed}\n`;
  return `${why}\n\nWrong:\n\n${fence(wrong)}\n\nRight:\n\n${fence(right)}\n${reason}`;
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');
const fence = (text: string) => `\`\`\`toml\n${text}\n\`\`\``;

/** `lint --list`: a line for each rule. */
export function formatRuleList(rules: readonly LintRuleInfo[], color: boolean): string {
  const colors = pico.createColors(color);
  return rules
    .map(({ code, severity, fixable, title }) => {
      const mark = fixable ? 'fix' : '   ';
      return `${colors.bold(code)}  ${severity.padEnd(7)}  ${colors.dim(mark)}  ${title}\n`;
    })
    .join('');
}

/** The table of the README. */
export function formatRuleTable(rules: readonly LintRuleInfo[]): string {
  const rows = rules.map(({ code, title, severity, fixable, changesEbuild }) => {
    const marks = [fixable ? 'yes' : '', changesEbuild ? 'yes' : ''].join(' | ');
    return `| ${code} | ${title.replaceAll('|', '\\|')} | ${severity} | ${marks} |\n`;
  });
  return `| code | what | severity | \`--fix\` | changes the ebuild |\n|---|---|---|---|---|\n${rows.join('')}`;
}
