import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { rules } from '../../../src/lint/rule-table.ts';
import type { LintResult } from '../../../src/model/lint.ts';
import { lintExitStatus } from '../../../src/report/exit-status.ts';
import { formatGithubAnnotations } from '../../../src/report/lint-github.ts';
import { formatLintJson } from '../../../src/report/lint-json.ts';
import { formatLintMarkdown } from '../../../src/report/lint-markdown.ts';
import { formatSarif } from '../../../src/report/lint-sarif.ts';
import { formatLintText, formatLintTotals } from '../../../src/report/lint-text.ts';

const found: LintResult = {
  target: './sub',
  project: 'spam 1.0',
  base: './sub/',
  silenced: 1,
  findings: [
    {
      code: 'PO101',
      severity: 'warning',
      message: '`attrs = "^23.1"` caps a project',
      where: { file: 'pyproject.toml', line: 12, column: 2 },
      width: 5,
      source: '\tattrs = "^23.1"',
      fix: [{ start: 40, end: 47, text: '">=23.1"' }],
    },
    { code: 'PK303', severity: 'note', message: 'no licence', where: { file: 'a b%.txt' } },
  ],
};
const hostile: LintResult = {
  ...found,
  findings: [
    {
      code: 'PO204',
      severity: 'error',
      message: 'a `<b>` **x** @all [l](u)\n::error::%0A \u001b[31m',
      where: { file: 'pyproject.toml', line: 1, column: 1 },
      source: '``` include',
    },
  ],
};
const failed: LintResult = {
  target: 'nothing',
  base: '',
  findings: [],
  silenced: 0,
  error: new EbuildgenError('UPSTREAM_NOT_FOUND', 'there is no project `nothing`', { hint: 'check it' }),
};
const clean: LintResult = { target: 'ok', base: '', findings: [], silenced: 0 };

const readSchema = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

describe('text', () => {
  const options = { verbosity: 'verbose', color: false } as const;

  test('a mark below the evidence', () => {
    expect(formatLintText(found, options)).toMatchInlineSnapshot(`
      "./sub (spam 1.0)
        ./sub/pyproject.toml:12:2: warning PO101 \`attrs = "^23.1"\` caps a project (--fix)
          12 | 	attrs = "^23.1"
             | 	^^^^^
        ./sub/a b%.txt: note PK303 no licence

      "
    `);
  });

  test('a failed target', () => {
    expect(formatLintText(failed, options)).toMatchInlineSnapshot(`
      "nothing
      nothing: error: there is no project \`nothing\` [UPSTREAM_NOT_FOUND]
        hint: check it

      "
    `);
  });

  test('notes are for -v, nothing is said of a clean target', () => {
    expect(formatLintText(found, { ...options, verbosity: 'normal' })).not.toContain('PK303');
    expect(formatLintText(found, { ...options, verbosity: 'quiet' })).toBe('');
    expect(formatLintText(clean, options)).toBe('');
  });

  test('control characters are shown, not sent', () => {
    const colored = formatLintText(hostile, { ...options, color: true });
    expect(formatLintText(hostile, options)).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31merror');
  });

  test('totals', () => {
    expect(formatLintTotals([found, failed], 'normal')).toBe(
      '2 targets: 1 failed, 0 errors, 1 warning, 1 note (-v shows them), 1 can be fixed with --fix\n',
    );
  });
});

test('JSON follows its schema', () => {
  const validate = new Ajv({ strict: false }).compile(readSchema('../../../src/report/lint.schema.json'));
  const document = JSON.parse(formatLintJson([found, hostile, failed, clean]));
  validate(document);
  expect(validate.errors).toBeNull();
  expect(document.targets[0].findings[0]).toEqual({
    code: 'PO101',
    severity: 'warning',
    message: '`attrs = "^23.1"` caps a project',
    path: './sub/pyproject.toml',
    line: 12,
    column: 2,
    endColumn: 7,
    fix: [{ start: 40, end: 47, text: '">=23.1"' }],
  });
  expect(document.totals).toEqual({ targets: 4, failed: 1, error: 1, warning: 1, note: 1 });
});

describe('SARIF', () => {
  const log = () => JSON.parse(formatSarif([found, hostile, failed, clean], { version: '1.2.3', rules }));

  test('follows the schema', () => {
    const ajv = new Ajv({ strict: false });
    ajv.addFormat('uri', (text: string) => URL.canParse(text));
    ajv.addFormat('uri-reference', (text: string) => /^(?:[\w.~!$&'()*+,;=:@/-]|%[\dA-F]{2})*$/.test(text));
    const validate = ajv.compile(readSchema('../../lint/sarif.schema.json'));
    validate(log());
    expect(validate.errors).toBeNull();
  });

  test('results point at their rule, which has help', () => {
    const [run] = log().runs;
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    for (const rule of run.tool.driver.rules) {
      expect(rule.name).toMatch(/^(?:[A-Z][a-z0-9]*)+$/);
      expect(rule.help.markdown).toContain('```toml');
    }
  });

  test('places are relative references, fixes are regions', () => {
    const [run] = log().runs;
    expect(run.results[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'sub/a%20b%25.txt' },
    });
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 12,
      startColumn: 2,
      endColumn: 7,
      snippet: { text: '\tattrs = "^23.1"' },
    });
    expect(run.results[0].fixes[0].artifactChanges[0].replacements).toEqual([
      { deletedRegion: { charOffset: 40, charLength: 7 }, insertedContent: { text: '">=23.1"' } },
    ]);
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'UPSTREAM_NOT_FOUND' } }],
    });
  });
});

describe('GitHub annotations', () => {
  test('one command a line, values escaped', () => {
    expect(formatGithubAnnotations([found, hostile, failed])).toMatchInlineSnapshot(`
      "::warning file=sub/pyproject.toml,line=12,col=2,endColumn=7,title=PO101::\`attrs = "^23.1"\` caps a project
      ::notice file=sub/a b%25.txt,title=PK303::no licence
      ::error file=sub/pyproject.toml,line=1,col=1,endColumn=2,title=PO204::a \`<b>\` **x** @all [l](u)%0A::error::%250A \\x1b[31m
      ::error title=nothing::there is no project \`nothing\`
      "
    `);
  });

  test('no value can end a property or a command', () => {
    const text = formatGithubAnnotations([
      { ...failed, target: 'a,b::c\r\n::set-env name=x::y', error: new Error('%\n::warning::x') },
    ]);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).toBe('::error title=a%2Cb%3A%3Ac\\x0d%0A%3A%3Aset-env name=x%3A%3Ay::%25%0A::warning::x\n');
  });
});

describe('Markdown', () => {
  test('a section a rule, with what to do', () => {
    const text = formatLintMarkdown([found, failed, clean], rules);
    expect(text).toContain('## Packaging report: ./sub (spam 1.0)');
    expect(text).toContain('### PO101: caret or tilde on a calendar-versioned project');
    expect(text).toContain('- **warning** `./sub/pyproject.toml:12:2`: \\`attrs = "^23.1"\\` caps a project');
    expect(text).toContain('## Packaging report: ok\n\nNothing to report.');
    expect(text).toContain('It could not be read');
  });

  test('upstream texts stay texts', () => {
    const text = formatLintMarkdown([hostile], rules);
    expect(text).toContain('a \\`\\<b\\>\\` \\*\\*x\\*\\* @\u200ball \\[l\\](u)');
    expect(text).toContain('````toml\n  ``` include\n  ````');
    expect(text).not.toContain('\u001b');
  });

  test.each([
    ['`a`<img>` has no format', '\\`a\\`\\<img\\>\\` has no format'],
    ['see https://x.org, www.x.org', 'see https:\u200b//x.org, www\u200b.x.org'],
    [
      'a@b.org, #1 of @team | $x$ &lt; \\',
      'a@\u200bb.org, #\u200b1 of @\u200bteam &#124; \\$x\\$ \\&lt; \\\\',
    ],
  ])('no value becomes markup, a mention or a link: %s', (message, expected) => {
    const [finding] = hostile.findings;
    const text = formatLintMarkdown([{ ...hostile, findings: [{ ...finding!, message }] }], rules);
    expect(text).toContain(`: ${expected}\n`);
  });

  test('what the rules say of themselves is Markdown', () => {
    for (const { title, why } of rules)
      for (const text of [title, why]) {
        expect(text.split('`').length % 2).toBe(1);
        expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/[*<>|~@#\\]|\b_|_\b/);
      }
  });
});

test.each([
  [[clean], 0],
  [[found], 0],
  [[found, hostile], 1],
  [[failed], 1],
  [[{ ...failed, error: new EbuildgenError('CONFIG_INVALID', 'x') }, hostile], 2],
  [[{ ...failed, error: new EbuildgenError('UPSTREAM_UNAVAILABLE', 'x') }], 3],
  [[{ ...failed, error: new TypeError('x') }], 70],
])('exit status %#', (results, status) => {
  expect(lintExitStatus(results)).toBe(status);
});
