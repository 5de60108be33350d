import type { Severity } from '../core/diagnostic.ts';
import { EbuildgenError, printable, type Where } from '../core/errors.ts';
import type { LintFinding, LintResult, LintRuleInfo } from '../model/lint.ts';
import { formatRuleHelp, formatRuleHelpMarkdown } from './lint-rules.ts';

export interface SarifTool {
  /** Of this program. */
  readonly version: string;
  readonly rules: readonly LintRuleInfo[];
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** A log for SARIF viewers and code scanning: SARIF 2.1.0 with errata 01 (OASIS). */
export function formatSarif(results: readonly LintResult[], { version, rules }: SarifTool): string {
  const failed = results.filter(({ error }) => error !== undefined);
  const run = {
    tool: {
      driver: {
        name: 'ebuildgen',
        semanticVersion: version,
        version,
        rules: rules.map(ruleToSarif),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: failed.length === 0,
        toolExecutionNotifications: failed.map(({ target, error }) => ({
          level: 'error',
          message: { text: `${target}: ${error?.message ?? ''}` },
          descriptor: { id: error instanceof EbuildgenError ? error.code : 'BUG' },
        })),
      },
    ],
    results: results.flatMap(({ findings, base }) =>
      findings.map((finding) => findingToSarif(finding, base, rules)),
    ),
  };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const levels = { error: 'error', warning: 'warning', note: 'note' } as const satisfies Record<
  Severity,
  string
>;

function ruleToSarif(rule: LintRuleInfo): object {
  const { code, name, title, why, severity } = rule;
  return {
    id: code,
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: formatRuleHelp(rule), markdown: formatRuleHelpMarkdown(rule) },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['packaging', code.startsWith('PO') ? 'poetry' : 'python'] },
  };
}

function findingToSarif(finding: LintFinding, base: string, rules: readonly LintRuleInfo[]): object {
  const { code, severity, message, where, fix } = finding;
  const artifactLocation = { uri: encodePath(base + where.file) };
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, ...regionOf(finding) } }],
    ...(fix === undefined
      ? {}
      : {
          fixes: [
            {
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: fix.map(({ start, end, text }) => ({
                    deletedRegion: { charOffset: start, charLength: end - start },
                    ...(text === '' ? {} : { insertedContent: { text } }),
                  })),
                },
              ],
            },
          ],
        }),
  };
}

function regionOf({ where, width, source }: LintFinding): { readonly region?: object } {
  if (where.line === undefined) return {};
  return {
    region: {
      startLine: where.line,
      ...columnsOf(where, width),
      ...(source === undefined ? {} : { snippet: { text: printable(source) } }),
    },
  };
}

function columnsOf({ column }: Where, width = 1): object {
  return column === undefined ? {} : { startColumn: column, endColumn: column + width };
}

/** A path as a relative reference (RFC 3986): what a URI gives a meaning to is escaped. */
function encodePath(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
