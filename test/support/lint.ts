import { createSourceTree } from '../../src/core/source-tree.ts';
import { lintProject } from '../../src/lint/lint-project.ts';
import type { LintInput } from '../../src/lint/rule.ts';
import type { LintFinding } from '../../src/model/lint.ts';
import { fixProject, replaceFile } from '../../src/pipeline/lint/lint-fixes.ts';
import { createLintInput } from '../../src/pipeline/lint/lint-input.ts';
import { loadPythonParser } from './python-parser.ts';

export interface LintCase {
  /** Path → text; a lone text is pyproject.toml. */
  readonly files: Readonly<Record<string, string>> | string;
  /** Further files, whose text is not at hand. */
  readonly unread?: readonly string[];
  readonly kind?: LintInput['kind'];
  readonly filename?: string;
  readonly releases?: Readonly<Record<string, readonly string[]>>;
}

export const noMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

/** What the pipeline makes of files in memory. */
export async function lintInputOf({
  files,
  unread = [],
  kind,
  filename,
  releases = {},
}: LintCase): Promise<LintInput> {
  const texts = new Map(Object.entries(typeof files === 'string' ? { 'pyproject.toml': files } : files));
  const entries = [
    ...[...texts].map(([path, text]) => ({ path, size: text.length })),
    ...unread.map((path) => ({ path, size: 1 })),
  ];
  const input = await createLintInput(
    {
      kind: kind ?? (typeof files === 'string' ? 'pyproject' : 'folder'),
      tree: createSourceTree('top', entries, texts),
      base: '',
      metadata: noMetadata,
      ...(filename === undefined ? {} : { filename }),
    },
    { loadPythonParser },
  );
  return { ...input, releases: new Map(Object.entries(releases)) };
}

/** The findings of one rule, or of all. */
export async function lintCase(lint: LintCase, code = ''): Promise<readonly LintFinding[]> {
  return lintProject(await lintInputOf(lint), { select: [code], ignore: [] }).findings;
}

/** pyproject.toml after the fixes of one rule, or of all. */
export async function fixCase(lint: LintCase, code = '') {
  const input = await lintInputOf(lint);
  return fixProject(input, { select: [code], ignore: [] }, async (text) => {
    const tree = replaceFile(input.tree, 'pyproject.toml', text);
    const files = Object.fromEntries(tree.entries.map(({ path }) => [path, tree.tryReadText(path) ?? '']));
    return lintInputOf({ ...lint, files, kind: input.kind });
  });
}
