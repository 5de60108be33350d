import { EbuildgenError } from '../core/errors.ts';
import type { Host, Ports } from '../core/host.ts';
import { rules, tryFindRule } from '../lint/rule-table.ts';
import { parseRulePrefixes } from '../lint/select-rules.ts';
import type { LintResult } from '../model/lint.ts';
import { lintProjects, overlayTargets } from '../pipeline/lint/lint-projects.ts';
import { openLintSources } from '../pipeline/lint/lint-sources.ts';
import { type LintTarget, parseLintTarget } from '../pipeline/lint/lint-targets.ts';
import { formatDiff } from '../report/diff.ts';
import { lintExitStatus } from '../report/exit-status.ts';
import { formatGithubAnnotations } from '../report/lint-github.ts';
import { formatLintJson } from '../report/lint-json.ts';
import { formatLintMarkdown } from '../report/lint-markdown.ts';
import { formatRule, formatRuleList } from '../report/lint-rules.ts';
import { formatSarif } from '../report/lint-sarif.ts';
import { formatLintText, formatLintTotals } from '../report/lint-text.ts';
import type { Verbosity } from '../report/severity.ts';
import type { LintCommandOptions } from './lint-options.ts';
import { parseAddress, wantsColor } from './options.ts';

/** Lints what was asked for, tells it, and gives the exit status. */
export async function lint(
  texts: readonly string[],
  options: LintCommandOptions,
  host: Host,
): Promise<number> {
  const color = wantsColor(options.color, host.env, host.stdout.isTerminal);
  if (options.list || options.explain !== undefined) {
    host.stdout.write(describeRules(options, color));
    return 0;
  }
  checkOptions(texts, options);
  const jobs = Math.min(8, 2 * host.cores);
  const { offline, refresh } = options;
  const ports = await host.openPorts({ offline, refresh, jobs, progressBar: false });
  try {
    const targets = [...texts.map(parseLintTarget), ...(await targetsOfOverlay(ports, options))];
    const results = await lintProjects(
      targets,
      {
        select: parseRulePrefixes(options.select, { code: 'USAGE_INVALID', subject: '`--select`' }),
        ignore: parseRulePrefixes(options.ignore, { code: 'USAGE_INVALID', subject: '`--ignore`' }),
        strict: options.strict,
        fix: selectFixing(options),
        jobs,
      },
      {
        ...(host.cwd === undefined ? {} : { cwd: host.cwd }),
        ...openLintSources(ports, {
          pypiUrl: parseAddress(options.pypiUrl, '--pypi-url'),
          githubApiUrl: parseAddress(options.githubApiUrl, '--github-api-url'),
          githubUrl: parseAddress(options.githubUrl, '--github-url'),
          githubToken: host.env.GITHUB_TOKEN || host.env.GH_TOKEN || undefined,
        }),
      },
    );
    tell(results, options, host);
    return lintExitStatus(results);
  } finally {
    await ports.close();
  }
}

function describeRules({ explain }: LintCommandOptions, color: boolean): string {
  if (explain === undefined) return formatRuleList(rules, color);
  const rule = tryFindRule(explain);
  if (rule !== undefined) return formatRule(rule, color);
  throw new EbuildgenError('USAGE_INVALID', `\`${explain}\` is the code of no rule`, {
    hint: '`ebuildgen lint --list` prints all',
  });
}

function checkOptions(
  texts: readonly string[],
  { from, fix, diff, offline, refresh }: LintCommandOptions,
): void {
  const clash = (one: string, other: string) =>
    new EbuildgenError('USAGE_INVALID', `\`${one}\` and \`${other}\` exclude each other`);
  if (fix && diff) throw clash('--fix', '--diff');
  if (fix && texts.includes('-'))
    throw new EbuildgenError('USAGE_INVALID', 'standard input cannot be fixed', {
      hint: '`--diff` prints what would change',
    });
  if (offline && refresh) throw clash('--offline', '--refresh');
  if (texts.length === 0 && from === undefined) {
    throw new EbuildgenError('USAGE_INVALID', 'nothing to lint', {
      hint: '`ebuildgen lint .` looks at the project in this folder',
    });
  }
}

function targetsOfOverlay(
  ports: Ports,
  { from, output }: LintCommandOptions,
): Promise<readonly LintTarget[]> {
  if (from === undefined) return Promise.resolve([]);
  return overlayTargets(ports, from === 'overlay' ? output : from);
}

function selectFixing({ fix, diff }: LintCommandOptions): 'none' | 'diff' | 'write' {
  if (fix) return 'write';
  return diff ? 'diff' : 'none';
}

function tell(results: readonly LintResult[], options: LintCommandOptions, host: Host): void {
  if (options.format !== 'text') {
    host.stdout.write(documentOf(results, options.format, host));
    return;
  }
  const verbosity = verbosityOf(options);
  const color = (isTerminal: boolean) => wantsColor(options.color, host.env, isTerminal);
  const sink = options.diff ? host.stderr : host.stdout;
  for (const result of results) {
    sink.write(formatLintText(result, { verbosity, color: color(sink.isTerminal) }));
    if (options.diff) host.stdout.write(diffOf(result));
  }
  if (!options.quiet) host.stderr.write(formatLintTotals(results, verbosity));
}

function documentOf(
  results: readonly LintResult[],
  format: Exclude<LintCommandOptions['format'], 'text'>,
  { version }: Host,
): string {
  const formats = {
    json: () => formatLintJson(results),
    sarif: () => formatSarif(results, { version, rules }),
    markdown: () => formatLintMarkdown(results, rules),
    github: () => formatGithubAnnotations(results),
  } as const satisfies Record<typeof format, () => string>;
  return formats[format]();
}

function diffOf({ fixed }: LintResult): string {
  if (fixed === undefined || fixed.before === fixed.after) return '';
  const { path, before, after } = fixed;
  return formatDiff([{ path: path.replace(/^(?:\.\/)+|^\/+/, ''), change: 'updated', before, after }]);
}

function verbosityOf({ quiet, verbose }: LintCommandOptions): Verbosity {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}
