import { createSourceTree, type SourceTree } from '../../core/source-tree.ts';
import { type LintReport, lintProject } from '../../lint/lint-project.ts';
import type { LintInput } from '../../lint/rule.ts';
import type { RuleSelection } from '../../lint/select-rules.ts';
import { applyEdits } from '../../lint/toml-edits.ts';

export interface FixedProject {
  readonly text: string;
  /** Of the fixed project. */
  readonly report: LintReport;
  /** How many findings the fixes took away. */
  readonly count: number;
}

/** Fixes that uncover others settle after one or two rounds; more would be two rules at odds. */
const MOST_ROUNDS = 8;

/**
 * Applies every fix, analyses the result and begins again, until there is nothing left to fix.
 * `analyzeText` gives the project with another pyproject.toml.
 */
export async function fixProject(
  input: LintInput,
  selection: RuleSelection,
  analyzeText: (text: string) => Promise<LintInput>,
): Promise<FixedProject> {
  let current = input;
  let report = lintProject(current, selection);
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fixes = report.findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
    if (fixes.length === 0) break;
    const { text, applied } = applyEdits(current.document.text, fixes);
    if (text === current.document.text) break;
    current = await analyzeText(text);
    report = lintProject(current, selection);
    count += applied;
  }
  return { text: current.document.text, report, count };
}

/** The tree with another text in the place of one of its files. */
export function replaceFile(tree: SourceTree, file: string, text: string): SourceTree {
  const texts = new Map<string, string>([[file, text]]);
  for (const { path } of tree.entries) {
    const kept = path === file ? undefined : tree.tryReadText(path);
    if (kept !== undefined) texts.set(path, kept);
  }
  const entries = tree.entries.map(({ path, size }) => ({ path, size: path === file ? text.length : size }));
  return createSourceTree(tree.top, entries, texts);
}
