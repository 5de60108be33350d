import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import type { PackageResult } from '../../../src/model/result.ts';
import { exitStatus } from '../../../src/report/exit-status.ts';
import { formatJson } from '../../../src/report/json.ts';
import { formatRemarks, formatResultLine, formatTotals } from '../../../src/report/text.ts';

const created: PackageResult = {
  ref: 'pypi:requests',
  atom: 'dev-python/requests',
  version: '2.34.2',
  status: 'created',
  files: [{ path: 'dev-python/requests/requests-2.34.2.ebuild', change: 'created', after: 'EAPI=8\n' }],
  diagnostics: [
    {
      code: 'bound-dropped',
      severity: 'warning',
      message: 'the cap of `idna<4` is dropped',
      where: { file: 'pyproject.toml', line: 12 },
    },
    { code: 'package-unconfirmed', severity: 'note', message: '`idna` is taken to be `dev-python/idna`' },
  ],
};
const edited: PackageResult = {
  ...created,
  status: 'unchanged',
  diagnostics: [],
  files: [{ path: 'dev-python/requests/metadata.xml', change: 'kept', before: 'a', after: 'b' }],
};
const failed = (error: Error): PackageResult => ({
  ref: 'pypi:x',
  status: 'failed',
  files: [],
  diagnostics: [],
  error,
});
const notFound = failed(
  new EbuildgenError('UPSTREAM_NOT_FOUND', 'there is no project `x`', { hint: 'check the spelling' }),
);
const busy = failed(new EbuildgenError('UPSTREAM_UNAVAILABLE', 'https://pypi.org answers 503'));
const skipped: PackageResult = {
  ...created,
  status: 'skipped',
  reason: 'gentoo has it',
  diagnostics: [],
  files: [],
};

describe('text', () => {
  test('one line a package', () => {
    expect(
      [created, skipped, notFound].map((result) => formatResultLine(result, false)).join(''),
    ).toMatchInlineSnapshot(`
      "created    dev-python/requests-2.34.2
      skipped    dev-python/requests-2.34.2 (gentoo has it)
      failed     pypi:x
      "
    `);
  });

  test('remarks are warnings, with notes when asked, errors always', () => {
    expect(formatRemarks(created, 'normal', false)).toBe(
      'pypi:requests: warning: the cap of `idna<4` is dropped (pyproject.toml:12) [bound-dropped]\n',
    );
    expect(formatRemarks(created, 'verbose', false)).toContain('note: `idna` is taken');
    expect(formatRemarks(created, 'quiet', false)).toBe('');
    expect(formatRemarks(notFound, 'quiet', false)).toBe(
      'pypi:x: error: there is no project `x` [UPSTREAM_NOT_FOUND]\n  hint: check the spelling\n',
    );
  });

  test('a kept edit is told', () => {
    expect(formatRemarks(edited, 'normal', false)).toContain('`dev-python/requests/metadata.xml` was edited');
  });

  test('text from upstream cannot drive the terminal', () => {
    const hostile = failed(new EbuildgenError('METADATA_INVALID', 'bad \u001b[2J\u0007 name \u202e'));
    expect(formatRemarks(hostile, 'normal', false)).toContain('bad \\x1b[2J\\x07 name \\u{202e}');
  });

  test('a bug of ours shows its stack and asks for a report', () => {
    expect(formatRemarks(failed(new TypeError('boom')), 'normal', false)).toMatch(
      /a bug in ebuildgen, please report it(?:.|\n)*TypeError: boom\n +at /,
    );
  });

  test('totals count only what happened', () => {
    expect(formatTotals([created, created, notFound])).toBe('3 packages: 2 created, 1 failed\n');
  });
});

test('the JSON document follows its schema', () => {
  const schema = JSON.parse(readFileSync('src/report/report.schema.json', 'utf8'));
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  const document = JSON.parse(
    formatJson([created, edited, skipped, notFound, busy, failed(new Error('boom'))]),
  );
  validate(document);
  expect(validate.errors).toBeNull();
  expect(document.totals).toEqual({ created: 1, updated: 0, unchanged: 1, skipped: 1, failed: 3 });
  expect(document.packages[0].files).toEqual([
    { path: 'dev-python/requests/requests-2.34.2.ebuild', change: 'created' },
  ]);
  document.packages[0].status = 'exploded';
  expect(validate(document)).toBe(false);
});

test.each([
  [[created, skipped], 0],
  [[created, busy], 3],
  [[busy, notFound], 1],
  [[notFound, failed(new TypeError('boom'))], 70],
])('the worst package gives the exit status', (results, status) => {
  expect(exitStatus(results)).toBe(status);
});
