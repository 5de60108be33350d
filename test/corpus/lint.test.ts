import { describe, expect, test } from 'vitest';
import { lintProject } from '../../src/lint/lint-project.ts';
import type { LintInput } from '../../src/lint/rule.ts';
import type { LintFinding } from '../../src/model/lint.ts';
import { createLintInput } from '../../src/pipeline/lint/lint-input.ts';
import { normalizeName } from '../../src/python/name.ts';
import { tableAt } from '../../src/toml/values.ts';
import { corpusEntries, hasCorpus } from '../support/corpus.ts';
import { noMetadata } from '../support/lint.ts';
import { loadPythonParser } from '../support/python-parser.ts';

interface Oracle {
  readonly topLevel: readonly string[];
  readonly requiresDist: readonly string[];
}

interface Row {
  readonly name: string;
  readonly oracle: Oracle;
  readonly input: LintInput;
  readonly findings: readonly LintFinding[];
}

/** The oracle's wheels were built with poetry-core 2, but for those whose `[build-system]` asks for an older one. */
describe.skipIf(!hasCorpus)(
  'the Poetry projects of the corpus, against the wheels that were built',
  async () => {
    const rows = hasCorpus ? await lintCorpus() : [];
    const findingsOf = ({ findings }: Row, code: string) =>
      findings.filter((finding) => finding.code === code);
    const installed = ({ oracle }: Row) => new Set(oracle.topLevel);

    test('there are enough of them', () => {
      const projects = new Set(rows.map(({ name }) => name.split('/')[0]));
      const counts = new Map<string, number>();
      for (const { findings } of rows)
        for (const { code, severity } of findings)
          counts.set(`${code} ${severity}`, (counts.get(`${code} ${severity}`) ?? 0) + 1);
      console.info(
        `lint: ${projects.size} Poetry projects, ${rows.length} trees, ${JSON.stringify([...counts].sort())}`,
      );
      expect(projects.size).toBeGreaterThan(15);
    });

    test('PO201 warns of what was installed and of nothing else', () => {
      for (const row of rows) {
        const entries = row.input.poetryEntries.filter(
          ({ list, formats }) => list === 'include' && formats === undefined,
        );
        const tops = entries.flatMap(({ installs }) => installs.map((path) => path.split('/')[0] ?? ''));
        const warns = findingsOf(row, 'PO201').some(({ severity }) => severity !== 'note');
        expect(
          tops.some((top) => installed(row).has(top)),
          row.name,
        ).toBe(warns);
      }
    });

    test('PO202 speaks of entries that differ from the others, where that can be seen in a wheel', () => {
      for (const row of rows) {
        const includes = row.input.poetryEntries.filter(({ list }) => list === 'include');
        const bare = includes.filter(({ formats }) => formats === undefined);
        const isMixed = bare.length > 0 && bare.length < includes.length;
        const matters = bare.some(({ installs }) => installs.length > 0);
        expect(findingsOf(row, 'PO202').length > 0, row.name).toBe(isMixed && matters);
      }
    });

    test('PO203 names what is in site-packages and not the project itself', () => {
      for (const row of rows) {
        const strays = [...installed(row)].filter((top) =>
          /^(?:tests?|docs?|examples?|readme.*|changelog.*|license.*)$/i.test(top),
        );
        expect(findingsOf(row, 'PO203').length > 0, row.name).toBe(strays.length > 0);
      }
    });

    test('PO301 names what no extra of the wheel asks for', () => {
      for (const row of rows) {
        const required = row.oracle.requiresDist.map((text) =>
          normalizeName(/^[\w.-]+/.exec(text)?.[0] ?? ''),
        );
        const dependencies = Object.entries(
          tableAt(row.input.document.table, 'tool', 'poetry', 'dependencies') ?? {},
        );
        const lost = dependencies
          .filter(([, value]) => (value as { optional?: unknown }).optional === true)
          .map(([name]) => name)
          .filter((name) => !required.includes(normalizeName(name)));
        expect(
          findingsOf(row, 'PO301')
            .map(({ message }) => /`(.*?)`/.exec(message)?.[1])
            .sort(),
          row.name,
        ).toEqual(lost.sort());
      }
    });
  },
);

test.skipIf(!hasCorpus)(
  'whatever does not belong into a wheel of the corpus is named by a rule',
  async () => {
    const named: string[] = [];
    const kinds = ['sdist', 'archive'] as const;
    for (const [entry, kind] of corpusEntries().flatMap((each) =>
      kinds.map((kind) => [each, kind] as const),
    )) {
      const tree = entry.tree(kind);
      if (tree === undefined) continue;
      const input = await createLintInput(
        { kind, tree, base: '', metadata: { ...noMetadata, name: entry.name } },
        { loadPythonParser },
      );
      const { findings } = lintProject(input, { select: ['PO201', 'PO203', 'PK101'], ignore: [] });
      const told = findings.map(({ message }) => message).join('\n');
      for (const { path } of input.contents.stray) {
        expect(told, entry.name).toContain(`\`${path}\``);
        named.push(`${entry.name} ${path}`);
      }
    }
    expect(named.length).toBeGreaterThan(0);
  },
);

async function lintCorpus(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const entry of corpusEntries()) {
    const oracle = entry.json<Oracle>('oracle.json');
    for (const kind of ['sdist', 'archive'] as const) {
      const tree = entry.tree(kind);
      const isPoetry = tree?.tryReadText('pyproject.toml')?.includes('[tool.poetry') === true;
      if (oracle === undefined || tree === undefined || !isPoetry) continue;
      const input = await createLintInput(
        { kind, tree, base: '', metadata: noMetadata },
        { loadPythonParser },
      );
      const { findings } = lintProject(input, { select: [], ignore: [] });
      rows.push({ name: `${entry.name}/${kind}`, oracle, input, findings });
    }
  }
  return rows;
}
