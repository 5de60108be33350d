import type { Severity } from '../core/diagnostic.ts';
import type { Where } from '../core/errors.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { LintRuleInfo, PoetryEntry, TextEdit } from '../model/lint.ts';
import type { ProjectMetadata, WheelContents } from '../model/project.ts';
import type { MissingPart } from '../model/test-suite.ts';
import type { TomlPositions } from '../toml/positions.ts';
import type { TomlTable } from '../toml/values.ts';

/** All that a rule may look at; rules read nothing else and change nothing. */
export interface LintInput {
  /** `pyproject`: that file alone; `archive`: a tag's; `folder`: a checkout. */
  readonly kind: 'pyproject' | 'folder' | 'archive' | 'sdist' | 'wheel';
  readonly tree: SourceTree;
  /** Empty where the tree has none. */
  readonly document: LintDocument;
  /** Absent for wheels, and where pyproject.toml is all there is. */
  readonly project?: ProjectMetadata;
  readonly contents: WheelContents;
  readonly poetryEntries: readonly PoetryEntry[];
  /** Versions of required projects by normalised name, as far as an index was asked. */
  readonly releases: ReadonlyMap<string, readonly string[]>;
  /** What the tests of an sdist need and it has not. */
  readonly testsLack: readonly MissingPart[];
  /** The archive's name, of sdists and wheels. */
  readonly filename?: string;
}

/** pyproject.toml. */
export interface LintDocument {
  readonly path: string;
  readonly text: string;
  readonly table: TomlTable;
  readonly positions: TomlPositions;
}

/** Keys from the top of pyproject.toml; array items by their index. */
export type TomlPath = readonly (string | number)[];

/** What a rule saw. */
export interface Observation {
  readonly message: string;
  /** A path of pyproject.toml, or a place elsewhere. */
  readonly at: TomlPath | Where;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** Only where it is certain; edits of pyproject.toml. */
  readonly fix?: readonly TextEdit[];
}

export interface Rule extends LintRuleInfo {
  /** Pure. Whatever pyproject.toml holds is untrusted. */
  readonly check: (input: LintInput) => readonly Observation[];
}
