import { describe, expect, test } from 'vitest';
import type { LintInput } from '../../src/lint/rule.ts';
import { formatRequirement } from '../../src/python/requirement.ts';
import { fixCase, type LintCase, lintInputOf } from '../support/lint.ts';
import { ruleCases } from './rule-cases.ts';

/** What the analyzer says of a project, as far as a fix could change it. */
function facts({ project }: LintInput) {
  const names = (
    lists: ReadonlyMap<string, readonly { requirement: Parameters<typeof formatRequirement>[0] }[]>,
  ) =>
    Object.fromEntries(
      [...lists].map(([name, list]) => [name, list.map(({ requirement }) => formatRequirement(requirement))]),
    );
  return {
    name: project?.name.value,
    version: project?.version?.value,
    requiresPython: project?.requiresPython?.value,
    classifiers: project?.classifiers,
    dependencies: project?.dependencies.map(({ requirement }) => formatRequirement(requirement)),
    extras: names(project?.extras ?? new Map()),
    groups: names(project?.groups ?? new Map()),
    buildRequires: project?.build.requires.map(({ requirement }) => formatRequirement(requirement)),
    backend: project?.build.backend.value,
    topLevel: project?.contents.topLevel,
    stray: project?.contents.stray.map(({ path }) => path),
  };
}

type Facts = ReturnType<typeof facts>;

/** pyproject.toml alone is analysed like a folder that holds nothing else. */
const analyze = async (lint: LintCase) => facts(await lintInputOf({ kind: 'folder', ...lint }));

/** What the fix of a rule promises to change; all else stays. */
const promises: Readonly<Record<string, (before: Facts, after: Facts) => Partial<Facts>>> = {
  PO101: withoutCaps,
  PO102: withoutCaps,
  PO104: ({ requiresPython }) => ({ requiresPython: requiresPython?.replace(/,<4.*/, '') }),
  PO201: () => ({}),
  PO202: () => ({}),
  PO203: ({ topLevel, stray }) => ({
    topLevel: topLevel?.filter((top) => !stray?.some((path) => path.replace(/\/$/, '') === top)),
    stray: [],
  }),
  PO401: ({ buildRequires }) => ({
    buildRequires: buildRequires?.map((text) => (/^poetry(?!-)/.test(text) ? 'poetry-core>=1.0.0' : text)),
  }),
  PO404: () => ({}),
  PK203: ({ buildRequires }) => ({
    buildRequires: buildRequires?.filter((text) => !/^(?:wheel|pip)\b/.test(text)),
  }),
  PK301: ({ classifiers }) => ({
    classifiers: classifiers?.filter((text) => !text.startsWith('License ::')),
  }),
};

function withoutCaps({ dependencies, extras }: Facts, after: Facts): Partial<Facts> {
  const bare = (text: string) => text.replace(/<[\d.a-z]+,/, '').replace(/==/, '>=');
  expect(after.dependencies?.map(bare)).toEqual(dependencies?.map(bare));
  const capped = (list: Facts['dependencies']) => list?.filter((text) => text !== bare(text)).length ?? 0;
  expect(capped(after.dependencies)).toBeLessThan(capped(dependencies));
  return { dependencies: after.dependencies, extras };
}

describe.each(Object.entries(promises))(
  'the fix of %s changes what it promises, and nothing else',
  (code, promise) => {
    const cases = (ruleCases[code] ?? []).filter(({ fixed }) => fixed !== undefined);

    test.each(cases)('$what', async (lint) => {
      const before = await analyze(lint);
      const { text } = await fixCase(lint, code);
      const after = await analyze(withDocument(lint, text));
      expect(after).toEqual({ ...before, ...promise(before, after) });
    });
  },
);

function withDocument(lint: LintCase, text: string): LintCase {
  return {
    ...lint,
    files: typeof lint.files === 'string' ? text : { ...lint.files, 'pyproject.toml': text },
  };
}

test('all fixes at once leave nothing that can be fixed', async () => {
  for (const lint of Object.values(ruleCases).flat()) {
    const once = await fixCase(lint);
    expect(once.report.findings.filter(({ fix }) => fix !== undefined)).toEqual([]);
    expect((await fixCase(withDocument(lint, once.text))).text).toBe(once.text);
  }
});
