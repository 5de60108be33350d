import { describe, expect, test } from 'vitest';
import { rules } from '../../src/lint/rule-table.ts';
import type { LintFinding } from '../../src/model/lint.ts';
import { fixCase, lintCase } from '../support/lint.ts';
import { ruleCases } from './rule-cases.ts';

/** `7:1` in pyproject.toml, `setup.py:3:5` elsewhere. */
function placeOf({ where }: LintFinding): string {
  const position = [where.line, where.column].filter((part) => part !== undefined);
  return [...(where.file === 'pyproject.toml' ? [] : [where.file]), ...position].join(':');
}

test('every rule has cases that trigger it and cases that nearly do', () => {
  for (const { code, fixable } of rules) {
    const cases = ruleCases[code] ?? [];
    expect(
      cases.some(({ triggers }) => triggers !== undefined),
      `${code} triggers`,
    ).toBe(true);
    expect(
      cases.some(({ triggers }) => triggers === undefined),
      `${code} nearly triggers`,
    ).toBe(true);
    expect(
      cases.some(({ fixed }) => fixed !== undefined),
      `${code} is fixed`,
    ).toBe(fixable);
  }
  expect(Object.keys(ruleCases).sort()).toEqual(rules.map(({ code }) => code).sort());
});

describe.each(rules)('$code $title', ({ code, severity: usual }) => {
  const cases = ruleCases[code] ?? [];

  test.each(cases)('$what', async ({ triggers = [], ...lint }) => {
    const findings = await lintCase(lint, code);
    expect(findings.map(placeOf).map((place) => place.replace(/^[\w.-]+\.(?:whl|zip)$/, ''))).toEqual(
      triggers.map(([place]) => place),
    );
    for (const [index, [, message, severity = usual]] of triggers.entries()) {
      expect(findings[index]?.message).toContain(message);
      expect(findings[index]?.severity).toBe(severity);
    }
  });

  test.each(cases.filter(({ fixed }) => fixed !== undefined))(
    'fix: $what',
    async ({ fixed = '', ...lint }) => {
      const once = await fixCase(lint, code);
      expect(once.text).toBe(fixed);
      expect(once.report.findings).toEqual([]);
      const files = typeof lint.files === 'string' ? fixed : { ...lint.files, 'pyproject.toml': fixed };
      expect((await fixCase({ ...lint, files }, code)).text).toBe(fixed);
    },
  );

  test.each(cases.filter(({ triggers, fixed }) => triggers !== undefined && fixed === undefined))(
    'left to a person: $what',
    async (lint) => {
      const { text } = await fixCase(lint, code);
      expect(text).toBe(typeof lint.files === 'string' ? lint.files : (lint.files['pyproject.toml'] ?? ''));
    },
  );
});
