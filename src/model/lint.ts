import type { Severity } from '../core/diagnostic.ts';
import type { Where } from '../core/errors.ts';

/** Replaces `start`–`end` of a file's text, as `slice` counts, by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One place of a project that a rule objects to. */
export interface LintFinding {
  /** Of the rule: `PO201`. */
  readonly code: string;
  readonly severity: Severity;
  /** What, on which value in backticks, what to do. */
  readonly message: string;
  /** `file` is relative to the project's folder. */
  readonly where: Where;
  /** Columns from `where.column` that the evidence takes on its line; 1 or more. */
  readonly width?: number;
  /** The evidence's line without its end, for marking. */
  readonly source?: string;
  /** What makes the finding go away, in pyproject.toml; absent where that needs a person. */
  readonly fix?: readonly TextEdit[];
}

/** What reports say about a rule. */
export interface LintRuleInfo {
  readonly code: string;
  /** Kebab-case, for SARIF: `include-without-format`. */
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters; plain sentences. */
  readonly why: string;
  /** TOML that triggers the rule and TOML that does not, or another file's text. */
  readonly wrong: string;
  readonly right: string;
  readonly fixable: boolean;
  /** Why there is no fix though one could be thought of; a sentence. */
  readonly unfixed?: string;
  /** What it reports makes another ebuild: generating names it. */
  readonly changesEbuild?: true;
}

/** What became of one target. */
export interface LintResult {
  /** As it was asked for: `.`, `pypi:requests`. */
  readonly target: string;
  /** Name and version where they are known. */
  readonly project?: string;
  /** Goes before `where.file` to give a path from the current folder; '' or ending in `/`. */
  readonly base: string;
  readonly findings: readonly LintFinding[];
  /** How many findings comments or the project's settings silenced. */
  readonly silenced: number;
  /** What `--fix` or `--diff` made of pyproject.toml. */
  readonly fixed?: LintFixes;
  readonly error?: Error;
}

export interface LintFixes {
  /** From the current folder. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** How many findings went away. */
  readonly count: number;
  /** False for `--diff`. */
  readonly written: boolean;
}

/** An entry of `packages` or `include` of `[tool.poetry]` and what it stands for. */
export interface PoetryEntry {
  readonly list: 'packages' | 'include';
  readonly index: number;
  /** `include` of packages, `path` of includes, as written. */
  readonly pattern: string;
  /** As written; undefined where there is none. */
  readonly formats?: readonly string[];
  /** Files of the tree that match. */
  readonly matches: readonly string[];
  /** Where those would lie in site-packages, those left out that another package entry puts there anyway. */
  readonly installs: readonly string[];
}
